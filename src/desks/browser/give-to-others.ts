/** What may be given outside the desks: the exact words of what she allows now, and writing down that it was given. */
import { type ReportBody, allowedFields, releaseText, reportWords } from '#reports/browser.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import { folded, hint, make, press, written } from './elements.ts';
import { takeOut } from './take-out.ts';
import type { OpenedDesk } from './open-desk.ts';
import { type OpenedRecord, sendMessage } from './open-record.ts';

export const textWords = {
  fields: reportWords.wishes.fields,
  kinds: reportWords.what.kinds,
  whens: reportWords.when.options,
  places: reportWords.place.options,
};

export function giveToOthers(place: {
  opened: OpenedDesk;
  record: OpenedRecord<ReportBody>;
  /** ISO date. */
  today: string;
  /** Shows the record anew. */
  again(): Promise<void>;
  problem(text: string | null): void;
}): HTMLElement {
  const { opened, record, today, again, problem } = place;
  const parts: Node[] = [];
  for (const to of ['police', 'ugly-mugs'] as const) {
    const fields = allowedFields(record.body, to, record.takenBack);
    if (fields.length === 0) continue;
    const text = releaseText(record.body, fields, textWords);
    const id = crypto.randomUUID();
    const done = press(words.releaseDone, 'govuk-button govuk-button--secondary', () => {
      done.disabled = true;
      const { worker, firstName } = opened.me;
      const toName = words.releaseTo[to];
      const value = {
        type: 'release' as const,
        to,
        toName,
        fields: [...fields],
        text,
        day: today,
        worker,
        firstName,
      };
      // What came in between may be that she takes this very yes back: then it is not signed again.
      void sendMessage(opened, record, id, value, { overtaken: 'stop' }).then(async (sent) => {
        if (sent.ok || sent.why === 'overtaken') await again();
        if (!sent.ok) problem(sent.why === 'overtaken' ? words.overtaken : words.notSent);
        done.disabled = false;
      });
    });
    const { desk } = opened;
    parts.push(
      make('h4', words.releaseTo[to]),
      written(text),
      takeOut({ toName: words.releaseTo[to], text, today, desk, id }),
      done,
    );
  }
  return folded(words.release, hint(parts.length === 0 ? words.releaseNone : words.releaseHint), ...parts);
}
