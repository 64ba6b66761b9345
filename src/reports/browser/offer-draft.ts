import { get } from '#kit/device/get.ts';
import type { ReportData } from '../report/page-data.ts';
import type { AskWorker } from './ask-worker.ts';
import type { Draft, forgetKept, keep, readKept } from './drafts.ts';

/**
 * Brings the place to life where a draft is kept under a PIN, opened or deleted. `store` is given, not imported: the page
 * has it already, and a file that both import would be one more that a phone fetches.
 */
export function offerDraft(
  ask: AskWorker,
  words: ReportData['words']['draft'],
  draft: () => Draft,
  bringBack: (draft: Draft) => void,
  today: string,
  store: { forgetKept: typeof forgetKept; keep: typeof keep; readKept: typeof readKept },
): void {
  const pin = get<HTMLInputElement>('pin');
  const said = get('draft-said');
  const found = get('draft-found');
  const kept = store.readKept(today);
  found.hidden = kept === null;
  const save = get<HTMLButtonElement>('draft-save');
  save.disabled = false;
  save.removeAttribute('aria-disabled');
  save.addEventListener('click', () => {
    if (pin.value.length < 4) return pin.focus();
    void ask('lock', { pin: pin.value, text: JSON.stringify(draft()) }).then((locked) => {
      pin.value = '';
      said.textContent = store.keep(locked, today) ? words.kept : words.failed;
    });
  });
  const opening = get<HTMLInputElement>('pin-open');
  get('draft-open').addEventListener('click', () => {
    const now = store.readKept(today);
    if (!now) return;
    void ask('unlock', { pin: opening.value, kept: now }).then((text) => {
      opening.value = '';
      if (text === null) get('draft-found-said').textContent = words.wrong;
      else {
        found.hidden = true;
        bringBack(JSON.parse(text) as Draft);
      }
    });
  });
  get('draft-forget').addEventListener('click', () => {
    store.forgetKept();
    found.hidden = true;
  });
}
