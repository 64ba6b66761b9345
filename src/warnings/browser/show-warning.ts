import { bytesToHex } from '@noble/hashes/utils.js';
import { dayShown } from '#kit/languages/languages.ts';
import { openText } from '#sealed/bundle/seal-text.ts';
import type { MemberWords } from '../messages/member.en.ts';
import { type VerifiedWarning, verifyWarning } from '../rules/verify-warning.ts';
import type { OpenedFeed } from './open-feed.ts';

export type ShownWarning = Extract<VerifiedWarning, { ok: true }>;

export function element(name: string, text: string, kind = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind !== '') made.className = kind;
  return made;
}

/**
 * Opens texts of the bundle and holds each to the signatures of two of its desk. `ghosts`: how many did not stand that and
 * must not be shown. @param ids which texts, hex; all when left out. @param today ISO date: what is over is not shown
 */
export async function openWarnings(
  { bundle, feed, chains }: OpenedFeed,
  today: string,
  ids?: readonly string[],
): Promise<{ shown: ShownWarning[]; ghosts: number }> {
  const shown: ShownWarning[] = [];
  let ghosts = 0;
  const sealed = new Map(bundle.texts.map((text) => [bytesToHex(text.warning), text]));
  for (const id of ids ?? sealed.keys()) {
    const text = sealed.get(id);
    const opened = text === undefined ? null : await openText(feed, text);
    const verified = opened === null ? null : verifyWarning(opened.text, { area: bundle.area, id }, chains);
    if (verified?.ok !== true) ghosts += 1;
    else if (verified.expires >= today) shown.push(verified);
  }
  return { shown: shown.toSorted((a, b) => b.statement.severity - a.statement.severity), ghosts };
}

export function warningShown(
  { statement, corrections, expires }: ShownWarning,
  words: MemberWords['check']['hit'],
  language: string,
): HTMLElement[] {
  const text = element('p', statement.text, 'warning-text');
  text.lang = statement.language;
  return [
    element('p', words.severity[statement.severity], `severity severity-${statement.severity}`),
    text,
    ...corrections.map((correction) => element('p', `${words.correction} ${correction.text}`, 'care')),
    element('p', words.until.replace('{day}', dayShown(expires, language))),
  ];
}
