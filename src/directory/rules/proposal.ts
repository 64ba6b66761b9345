/** What a service proposes to change, by its link. Nothing of it is believed before a person has rung the old number. */
import * as v from 'valibot';
import {
  type Corrected,
  type Said,
  addAddress,
  addFact,
  confirmFact,
  correctFact,
  factsOf,
  removeFact,
  wayOf,
} from './change-fact.ts';
import { said } from './said.ts';
import { sayHours } from './say-hours.ts';
import type { Schedule } from './schedule-shape.ts';
import { type Contact, type Service, contactKinds } from './service.ts';
import { type ToldService, isRejected } from './still-right.ts';

export const proposalKinds = [...contactKinds, 'address', 'hours', 'words', 'still-right'] as const;
/** `fact`: which it is about, null for something new. `said`: the new value; empty where it is gone. */
export type Proposed = { fact: string | null; kind: (typeof proposalKinds)[number]; said: string };
export type Proposal = Proposed & { id: string; day: string };

/** House and street, town, county and postcode, as a service types them; kept as JSON in `said`. */
export const ProposedAddress = v.strictObject({
  lines: v.pipe(v.array(said), v.minLength(1), v.maxLength(3)),
  town: said,
  county: said,
  postcode: said,
});
export type ProposedAddress = v.InferOutput<typeof ProposedAddress>;

/** Why a field was not taken: no number, no address on the web, no e-mail, no postcode, signs that no text has, too long. */
export type FieldWrong = 'number' | 'web' | 'mail' | 'postcode' | 'plain' | 'missing' | 'refused';
export type ProposalsRead =
  | { ok: true; proposals: Proposed[] }
  | { ok: false; errors: Map<string, FieldWrong> };

const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/;
/** `s401aa` → `S40 1AA`; null for what is no postcode of the United Kingdom. */
export function asPostcode(typed: string): string | null {
  const plain = typed.replaceAll(/\s/g, '').toUpperCase();
  return POSTCODE.test(plain) ? `${plain.slice(0, -3)} ${plain.slice(-3)}` : null;
}
export const asLines = (typed: string): string[] =>
  typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

const LONGEST = 2000;
/** The hours of a fact as the form offers them to be changed; empty where our words cannot say them. */
export const offeredHours = (schedule: Schedule, today: string): string => sayHours(schedule, today) ?? '';

/**
 * What of a form differs from what the service was told.
 * @param value of a field, trimmed @param offered a contact as the form offered it to be changed
 */
export function readProposals(
  told: ToldService,
  value: (name: string) => string,
  context: { today: string; rejected: ReadonlySet<string>; offered(contact: Contact): string },
): ProposalsRead {
  const proposals: Proposed[] = [];
  const errors = new Map<string, FieldWrong>();
  const wrongOf = { phone: 'number', text: 'number', web: 'web', email: 'mail' } as const;
  const way = (name: string, fact: string | null, kind: Contact['kind'], was: string): void => {
    const typed = value(name);
    if (typed === was) return;
    if (typed === '') return void proposals.push({ fact, kind, said: '' });
    const to = wayOf(kind, typed);
    if (to === null) errors.set(name, wrongOf[kind]);
    else if (isRejected(context.rejected, { kind, to })) errors.set(name, 'refused');
    else if (to !== wayOf(kind, was)) proposals.push({ fact, kind, said: to });
  };
  const text = (name: string, fact: string | null, kind: 'hours' | 'words', was: string): void => {
    const typed = value(name).replaceAll('\r\n', '\n');
    if (typed === was) return;
    if (typed !== '' && (typed.length > LONGEST || !v.is(said, typed))) errors.set(name, 'plain');
    else proposals.push({ fact, kind, said: typed });
  };
  for (const { id, value: contact } of told.contacts)
    way(`contact-${id}`, id, contact.kind, context.offered(contact));
  way('more-phone', null, 'phone', '');
  way('more-web', null, 'web', '');
  for (const { id, value: schedule } of told.schedules)
    text(`hours-${id}`, id, 'hours', offeredHours(schedule, context.today));
  text('more-hours', null, 'hours', '');
  if (told.mayName) address(told, value, proposals, errors);
  text('words', null, 'words', '');
  return errors.size > 0 ? { ok: false, errors } : { ok: true, proposals };
}

function address(
  told: ToldService,
  value: (name: string) => string,
  proposals: Proposed[],
  errors: Map<string, FieldWrong>,
): void {
  const [lines, town, county] = [asLines(value('lines')), value('town'), value('county')];
  const was = told.address?.value;
  const fact = told.address?.id ?? null;
  if (lines.length === 0 && [town, county, value('postcode')].every((typed) => typed === '')) {
    if (fact !== null) proposals.push({ fact, kind: 'address', said: '' });
    return;
  }
  const postcode = asPostcode(value('postcode'));
  if (lines.length === 0) errors.set('lines', 'missing');
  else if (lines.length > 3 || !lines.every((line) => v.is(said, line))) errors.set('lines', 'plain');
  for (const name of ['town', 'county'])
    if (value(name) === '') errors.set(name, 'missing');
    else if (!v.is(said, value(name))) errors.set(name, 'plain');
  if (postcode === null) errors.set('postcode', 'postcode');
  const next = JSON.stringify({ lines, town, county, postcode });
  const before =
    was && JSON.stringify({ lines: was.lines, town: was.town, county: was.county, postcode: was.postcode });
  if (next !== before) proposals.push({ fact, kind: 'address', said: next });
}

/**
 * The service with what was proposed, confirmed by whoever rang; words change nothing by themselves.
 * @param hours what a person has read the proposed hours as
 */
export function acceptProposal(
  service: Service,
  proposal: Proposed,
  hours: Schedule | null,
  source: string,
  by: Said,
): Corrected {
  const { fact, kind } = proposal;
  const old = fact === null ? null : (factsOf(service).find(({ id }) => id === fact) ?? null);
  if (kind === 'words' || kind === 'still-right') return { ok: true, service };
  if (fact !== null && old === null) return { ok: false, why: 'the fact that it was about is gone' };
  if (proposal.said === '') {
    const left = fact === null ? null : removeFact(service, fact, by);
    return left === null ? { ok: false, why: 'no such fact' } : { ok: true, service: left };
  }
  const added = (first: Corrected, idOf: (made: Service) => string | undefined): Corrected => {
    if (!first.ok) return first;
    const confirmed = confirmFact(first.service, idOf(first.service) ?? '', by);
    return confirmed === null ? { ok: false, why: 'no such fact' } : { ok: true, service: confirmed };
  };
  if (kind === 'address') {
    const typed = v.parse(ProposedAddress, JSON.parse(proposal.said));
    // Where the old house stood says nothing of the new one.
    const value = { ...typed, latitude: null, longitude: null };
    return fact === null
      ? added(addAddress(service, value, 'worker-only', source, by.today), (made) => made.place?.address?.id)
      : correctFact(service, fact, value, source, by);
  }
  if (kind === 'hours') {
    if (hours === null) return { ok: false, why: 'the hours were not understood' };
    const was = service.schedules.find(({ id }) => id === fact)?.value;
    return fact === null
      ? added(addFact(service, 'schedules', hours, source, by.today), (made) => made.schedules.at(-1)?.id)
      : correctFact(service, fact, keepDays(hours, was), source, by);
  }
  const label = (old?.value as Contact | undefined)?.label ?? null;
  const value = { kind, to: proposal.said, label };
  return fact === null
    ? added(addFact(service, 'contacts', value, source, by.today), (made) => made.contacts.at(-1)?.id)
    : correctFact(service, fact, value, source, by);
}

/** New hours keep what was said of single days, and what is on then. */
export const keepDays = (hours: Schedule, was: Schedule | undefined): Schedule =>
  was === undefined ? hours : { ...hours, except: was.except, also: was.also, description: was.description };

type ContactFact = Service['contacts'][number];
/** The numbers that may be rung to ask, the surest first: of what stands now, never of what is proposed. */
export const oldNumbers = (service: Service, about: string | null): ContactFact[] =>
  service.contacts
    .filter(({ state, value }) => state !== 'wrong' && value.kind === 'phone')
    .toSorted((a, b) => rank(a, about) - rank(b, about));
const rank = (contact: ContactFact, about: string | null): number =>
  (contact.state === 'confirmed' ? 0 : 2) + (contact.id === about ? 0 : 1);
