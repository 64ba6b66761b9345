/** Words for a named interpreter: after she was asked and said yes, thing by thing, and she reads who got which. */
import type { ReportBody } from '#reports/browser.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import { missingForInterpreter } from '../rules/interpreter.ts';
import { choices, folded, hint, lineField, make, press, written } from './elements.ts';
import type { OpenedDesk } from './open-desk.ts';
import { type OpenedRecord, sendMessage } from './open-record.ts';
import type { Giving } from './without-consent.ts';

export function giveToInterpreter(place: {
  opened: OpenedDesk;
  record: OpenedRecord<ReportBody>;
  giving: readonly Giving[];
  /** ISO date. */
  today: string;
  again(): Promise<void>;
  problem(text: string | null): void;
}): HTMLElement {
  const { opened, record, giving, today, again, problem } = place;
  const said = words.interpreter;
  if (record.takenBack.includes('all')) return folded(said.heading, hint(said.takenBack));
  const to = lineField('interpreter-to', said.toName);
  to.field.maxLength = 150;
  const fields = choices(
    'interpreter-fields',
    said.fields,
    giving.map(({ field, label }) => [field, label] as const),
    'checkbox',
  );
  const saidYes = choices('interpreter-yes', '', [['yes', said.saidYes]] as const, 'checkbox');
  const exact = make('div');
  const textOf = (): string =>
    giving
      .filter(({ field }) => fields.chosen().includes(field))
      .map(({ label, text }) => `${label}: ${text}`)
      .join('\n\n');
  fields.group.addEventListener('change', () => {
    exact.replaceChildren(...(textOf() === '' ? [] : [make('p', said.exact), written(textOf())]));
  });
  const told = make('p');
  told.setAttribute('role', 'status');
  const id = crypto.randomUUID();
  const done = press(words.releaseDone, 'govuk-button govuk-button--secondary', () => {
    const toName = to.field.value.trim();
    const chosen = fields.chosen();
    const missing = missingForInterpreter(
      { toName, fields: chosen, saidYes: saidYes.chosen().length > 0 },
      record.messages,
    );
    told.textContent = missing === null ? '' : said.missing[missing];
    if (missing !== null) {
      const at = {
        toName: to.field,
        fields: fields.boxes[0],
        saidYes: saidYes.boxes[0],
        notAsked: undefined,
      };
      at[missing]?.focus();
      return;
    }
    done.disabled = true;
    const { worker, firstName } = opened.me;
    void sendMessage(
      opened,
      record,
      id,
      {
        type: 'release',
        to: 'interpreter',
        toName: said.named(toName),
        fields: chosen,
        text: textOf(),
        day: today,
        worker,
        firstName,
      },
      { overtaken: 'stop' },
    ).then(async (sent) => {
      if (sent.ok || sent.why === 'overtaken') await again();
      if (!sent.ok) problem(sent.why === 'overtaken' ? words.overtaken : words.notSent);
      done.disabled = false;
    });
  });
  return folded(said.heading, hint(said.hint), to.group, fields.group, exact, saidYes.group, done, told);
}
