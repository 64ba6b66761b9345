import { bytesToHex } from '@noble/hashes/utils.js';
import { get } from '#kit/device/get.ts';
import { pageData } from '#kit/device/page-data.ts';
import { weekOf } from '#sealed/blind/token.ts';
import { lookUp } from '#sealed/bundle/slots.ts';
import { type Kind, type Writing, normalise } from '#sealed/identifiers.ts';
import { spendToken } from '../browser/evaluate.ts';
import { offerForgetting } from '../browser/forget-card.ts';
import { type Member, readMember } from '../browser/member-store.ts';
import { openMember } from '../browser/open-member.ts';
import { type OpenedFeed, openFeed } from '../browser/open-feed.ts';
import { type ShownWarning, element, openWarnings, warningShown } from '../browser/show-warning.ts';
import { takePayment, takeTokens } from '../browser/take-tokens.ts';
import type { MemberWords } from '../messages/member.en.ts';
import { showCanonical } from '../rules/show-canonical.ts';

type Data = {
  area: string;
  areaName: string;
  desks: string[];
  rootFingerprint: string | null;
  /** ISO date, as the service says it: a phone's own clock may be wrong. */
  today: string;
  language: string;
  words: Pick<
    MemberWords['check'],
    'understood' | 'looking' | 'working' | 'left' | 'ghost' | 'hit' | 'miss' | 'errors' | 'faults'
  >;
  forgotten: string;
};
const data = pageData<Data>();
const { area, words, today } = data;

const form = get<HTMLFormElement>('look');
const field = get<HTMLInputElement>('text');
const kind = get<HTMLSelectElement>('kind');
let feed: OpenedFeed;
let busy = false;

function fail(why: string): void {
  const faults: Record<string, string> = words.faults;
  get('fault').textContent = faults[why] ?? words.faults.network;
  get('fault').hidden = false;
}
function complain(why: string): void {
  const errors: Record<string, string> = words.errors;
  get('problem').textContent = errors[why] ?? words.errors.network;
  get('problem').hidden = false;
  field.focus();
}

function writing(): Writing {
  const chosen = kind.value as Kind;
  const text = field.value;
  if (chosen === 'handle') return { kind: chosen, platform: get<HTMLInputElement>('platform').value, text };
  return { kind: chosen, text };
}

function showUnderstood(): void {
  get('ask-platform').hidden = kind.value !== 'handle';
  get('problem').hidden = true;
  const read = field.value.trim() === '' ? null : normalise(writing());
  get('understood').textContent =
    read?.ok === true ? `${words.understood} ${showCanonical(read.canonical)}` : '';
}

async function showLeft(): Promise<void> {
  const member = await readMember(area);
  const left = member?.batches.reduce((sum, { payments }) => sum + payments.length, 0) ?? 0;
  get('left').textContent = words.left.replace('{count}', String(left));
}

/** Looks in what is already here: from now on nothing is asked of anyone. */
async function findWarnings(y: Uint8Array): Promise<{ shown: ShownWarning[]; ghosts: number }> {
  const entries = await lookUp(feed.bundle, y, feed.feed);
  return await openWarnings(
    feed,
    today,
    entries.map(({ warning }) => bytesToHex(warning)),
  );
}

function showResult(canonical: string, { shown, ghosts }: { shown: ShownWarning[]; ghosts: number }): void {
  const hit = shown.length > 0;
  const parts = [
    element('h2', hit ? words.hit.heading : words.miss.heading),
    element('p', showCanonical(canonical), 'looked-up'),
    ...(hit
      ? [
          element('p', words.hit.reported),
          ...shown.flatMap((one) => warningShown(one, words.hit, data.language)),
          element('p', words.hit.trust),
        ]
      : [
          element('p', words.miss.told.replace('{area}', data.areaName)),
          element('p', words.miss.honest, 'care'),
          element('p', words.miss.trust),
        ]),
    ...(ghosts > 0 ? [element('p', words.ghost, 'care')] : []),
  ];
  get('found').replaceChildren(...parts);
  get('result').hidden = false;
  form.hidden = true;
  get('result').focus();
}

async function look(): Promise<void> {
  const read = normalise(writing());
  if (!read.ok) return complain(read.why);
  const payment = await takePayment(area, weekOf(today));
  await showLeft();
  if (payment === null) return complain('none-left');
  const answer = await spendToken(area, payment, read.canonical, feed.statement.voprfPublicKeys);
  if (!answer.ok) return complain(answer.why);
  showResult(read.canonical, await findWarnings(answer.y));
}

/** Nothing of what was looked up stays on the screen. */
function clear(): void {
  get('found').replaceChildren();
  get('result').hidden = true;
  field.value = '';
  showUnderstood();
}

function showNotMember(): void {
  clear();
  form.hidden = true;
  get('not-member').hidden = false;
}

async function start(member: Member): Promise<void> {
  // A page that shows another root than the card vouches for is not of the people who gave the card.
  if (member.rootFingerprint !== data.rootFingerprint) return fail('not-genuine');
  const opened = await openFeed(member, data.desks);
  if (!opened.ok) return fail(opened.why);
  feed = opened;
  const taken = await takeTokens(member, opened.bundle, today);
  if (!taken.ok && taken.why === 'no-such-card') return fail('stopped');
  await showLeft();
  form.hidden = false;
  showUnderstood();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (busy) return;
  busy = true;
  get('problem').hidden = true;
  get('working').textContent = words.looking;
  look()
    .catch(() => complain('network'))
    .finally(() => {
      busy = false;
      get('working').textContent = '';
    });
});
form.addEventListener('input', showUnderstood);
get('again').addEventListener('click', () => {
  clear();
  form.hidden = false;
  field.focus();
});
get('hide').addEventListener('click', () => {
  clear();
  form.hidden = false;
  get('look').focus();
});

const member = await openMember(area).catch(() => null);
if (member === null) showNotMember();
else {
  offerForgetting(area, data.forgotten, showNotMember);
  get('working').textContent = words.working;
  await start(member).catch(() => fail('network'));
  get('working').textContent = '';
}
