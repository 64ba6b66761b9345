import { keepThisPage } from '#kit/device/keep-this-page.ts';
import { pageData } from '#kit/device/page-data.ts';
import { dayShown } from '#kit/languages/languages.ts';
import { offerForgetting } from '../browser/forget-card.ts';
import { followFeed } from '../browser/follow-feed.ts';
import { type Member, changeMember, readMember } from '../browser/member-store.ts';
import { openMember } from '../browser/open-member.ts';
import { openFeed } from '../browser/open-feed.ts';
import { element, openWarnings, warningShown } from '../browser/show-warning.ts';
import type { MemberWords } from '../messages/member.en.ts';
import { type LastRead, readToday, sinceThen } from '../rules/new-since.ts';

type Data = {
  area: string;
  desks: string[];
  rootFingerprint: string | null;
  /** ISO date, as the service says it. */
  today: string;
  language: string;
  words: Pick<MemberWords['check'], 'faults' | 'hit' | 'ghost' | 'working'> & { read: MemberWords['read'] };
  forgotten: string;
};
const { area, desks, rootFingerprint, today, language, words, forgotten } = pageData<Data>();

const get = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`this page has no ${id}`);
  return found;
};

function say(text: string): void {
  get('fault').textContent = text;
  get('fault').hidden = false;
}

function show({ warnings, seen }: Pick<LastRead, 'warnings' | 'seen'>): void {
  let fresh = 0;
  const before = (text: string): string => text.replace('{day}', dayShown(seen?.day ?? today, language));
  const items = warnings.map((warning) => {
    const item = document.createElement('li');
    const { hint } = warning.statement;
    const since = sinceThen(warning, seen);
    if (since !== null) {
      fresh += 1;
      item.append(element('p', before(words.read[since]), 'since'));
    }
    item.append(
      ...warningShown(warning, words.hit, language),
      ...(hint === '' ? [] : [element('p', words.read.hint.replace('{digits}', hint))]),
    );
    return item;
  });
  get('warnings').replaceChildren(...(items.length === 0 ? [element('li', words.read.none)] : items));
  get('reported').hidden = items.length === 0;
  const { none, one, more } = words.read.count;
  get('since').textContent = before(
    (fresh === 0 ? none : fresh === 1 ? one : more).replace('{count}', String(fresh)),
  );
  get('since').hidden = seen === undefined;
  get('list').hidden = false;
}

function showNotMember(): void {
  get('warnings').replaceChildren();
  get('list').hidden = true;
  get('not-member').hidden = false;
}

/**
 * What was read last is shown with its day; a warning that is over by now is not. This page may be an old one that was kept:
 * then the phone knows the day better.
 */
function showLast({ last }: Member): void {
  const here = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/London' });
  const now = here > today ? here : today;
  if (last === null) return say(words.read.nothingKept);
  say(words.read.offline.replace('{day}', dayShown(last.day, language)));
  show({ ...last, warnings: last.warnings.filter(({ expires }) => expires >= now) });
}

let isCurrent = false;
async function start(member: Member): Promise<void> {
  if (member.rootFingerprint !== rootFingerprint) return say(words.faults['not-genuine']);
  const feed = await openFeed(member, desks);
  isCurrent = feed.ok;
  if (!feed.ok) return feed.why === 'network' ? showLast(member) : say(words.faults[feed.why]);
  get('fault').hidden = true;
  // A page that is left open lives into the next day.
  const day = feed.bundle.day > today ? feed.bundle.day : today;
  const { shown, ghosts } = await openWarnings(feed, day);
  show(readToday(member.last, day, shown));
  if (ghosts > 0) say(words.ghost);
  await changeMember(area, (kept) => ({ ...kept, last: readToday(kept.last, day, shown) }));
  await keepThisPage(day);
}

let latest: Promise<void> = Promise.resolve();
/** Reads again where there is a newer file than this card has seen, one at a time. */
function heard(counter: number): void {
  latest = latest
    .then(async () => {
      const now = await readMember(area);
      if (now === null || (isCurrent && counter <= now.bundleCounter)) return;
      await start(now);
      if (isCurrent) get('working').textContent = words.read.broughtUp;
    })
    .catch(() => undefined);
}

const member = await openMember(area).catch(() => null);
if (member === null) showNotMember();
else {
  offerForgetting(area, forgotten, showNotMember);
  get('working').textContent = words.working;
  await start(member).catch(() => showLast(member));
  get('working').textContent = '';
  await followFeed(area, heard);
}
