/** What people of a desk type about a service, as the service keeps it; or what is wrong with it. */
import * as v from 'valibot';
import { factsWords as words } from '../messages/facts.en.ts';
import { asDialled } from '../rules/dialled.ts';
import type { Schedule } from '../rules/schedule-shape.ts';
import { type Service, audiences, entrances, needs, visibilities } from '../rules/service.ts';

type Fields = ReadonlyMap<string, readonly string[]>;
type Read<Value> = { ok: true; value: Value } | { ok: false; why: string };

export function readContact(kind: string, typed: string): Read<Service['contacts'][number]['value']> {
  if (kind === 'phone' || kind === 'text') {
    const to = asDialled(typed);
    return to === null
      ? { ok: false, why: words.wrongNumber }
      : { ok: true, value: { kind, to, label: null } };
  }
  if (kind === 'email')
    return v.is(v.pipe(v.string(), v.email()), typed)
      ? { ok: true, value: { kind, to: typed, label: null } }
      : { ok: false, why: words.wrongMail };
  if (kind === 'web')
    return typed.startsWith('https://') && URL.canParse(typed)
      ? { ok: true, value: { kind, to: typed, label: null } }
      : { ok: false, why: words.wrongAddress };
  return { ok: false, why: words.missing };
}

const TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;
const time = (typed: string): string | null => {
  const read = TIME.exec(typed.trim());
  return read === null ? null : `${(read[1] ?? '').padStart(2, '0')}:${read[2]}`;
};

/** `errors` by field. */
export function readHours(
  fields: Fields,
): { ok: true; value: Schedule } | { ok: false; errors: Map<string, string> } {
  const value = (name: string): string => fields.get(name)?.[0]?.trim() ?? '';
  const errors = new Map<string, string>();
  const [opens, closes] = [time(value('opens')), time(value('closes'))];
  if (opens === null) errors.set('opens', words.wrongTime);
  if (closes === null) errors.set('closes', words.wrongTime);
  const overnight = fields.has('overnight');
  if (opens !== null && closes !== null && closes < opens && !overnight)
    errors.set('closes', words.wrongOrder);
  const dtstart = value('first');
  if (!v.is(v.pipe(v.string(), v.isoDate()), dtstart) || Number.isNaN(Date.parse(dtstart)))
    errors.set('first', words.wrongDay);
  const days = (fields.get('days') ?? []).filter((day) => Object.hasOwn(words.days, day));
  const every = value('every');
  if (days.length === 0 && every !== 'once') errors.set('days', words.noDays);
  if (opens === null || closes === null || errors.size > 0) return { ok: false, errors };
  const [freq = '', number = ''] = every.split(/-(.*)/s);
  const rrule =
    every === 'once'
      ? null
      : freq === 'monthly'
        ? `FREQ=MONTHLY;BYDAY=${days.map((day) => `${number}${day}`).join(',')}`
        : `FREQ=WEEKLY;INTERVAL=${number === '2' ? 2 : 1};BYDAY=${days.join(',')}`;
  const holidays = value('holidays');
  return {
    ok: true,
    value: {
      rrule,
      dtstart,
      opens,
      closes,
      overnight: closes <= opens,
      timezone: 'Europe/London',
      except: [],
      also: [],
      bankHolidays: holidays === 'open' || holidays === 'ring' ? holidays : 'closed',
      validFrom: null,
      validTo: null,
      description: null,
    },
  };
}

/** The parts of a service that are no facts. What a form does not name stays as it was. */
export function readAbout(fields: Fields, now: Service): Partial<Service> {
  const value = (name: string): string => fields.get(name)?.[0]?.trim() ?? '';
  const text = (name: string): string | null => (value(name) === '' ? null : value(name));
  const among = <Name extends string>(names: readonly Name[], field: string): Name[] =>
    names.filter((name) => (fields.get(field) ?? []).includes(name));
  const free = value('free');
  const interpreters = value('interpreters');
  const visibility = visibilities.find((one) => one === value('visibility'));
  return {
    name: value('name'),
    description: value('description'),
    needs: among(needs, 'needs'),
    audience: among(audiences, 'audience'),
    access: among(entrances, 'access'),
    free: free === 'yes' ? true : free === 'no' ? false : null,
    languages: value('languages')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((code) => code !== ''),
    interpreters:
      interpreters === 'yes' || interpreters === 'ask' || interpreters === 'no' ? interpreters : 'unknown',
    expect: text('expect'),
    asks: text('asks'),
    mustTell: text('mustTell'),
    place:
      visibility === undefined
        ? now.place
        : { visibility, district: text('district'), address: now.place?.address ?? null },
  };
}
