/** Destroying a record: one of the desk asks and says why, another does it. */
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { openPadded, sealPadded } from '#sealed/padding.ts';
import { utf8 } from '#sealed/wire.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import { area as textArea, folded, hint, make, press, written } from './elements.ts';
import { type OpenedDesk, deskFetch } from './open-desk.ts';
import { type OpenedRecord, sendMessage } from './open-record.ts';

type Destroying = {
  opened: OpenedDesk;
  record: OpenedRecord<unknown>;
  hold: boolean;
  problem(text: string | null): void;
  /** After it was destroyed. */
  gone(): void;
};

export function destroyOf(place: Destroying): HTMLElement {
  const { opened, record } = place;
  const inside = make('div');
  const details = folded(words.destroy, hint(words.destroyHint), inside);
  void (async () => {
    const answer = await deskFetch(`${opened.desk}/records/${record.id}/destroy`);
    if (!answer.ok) return;
    const asked = v.parse(
      v.nullable(v.object({ askedBy: v.string(), reason: v.string() })),
      await answer.json(),
    );
    if (place.hold) inside.append(make('p', words.held));
    else if (asked === null) inside.append(...askToDestroy(place, inside));
    else if (asked.askedBy === opened.me.worker) inside.append(make('p', words.destroyAsked));
    else inside.append(...(await doDestroy(place, asked.reason)));
  })();
  return details;
}

function askToDestroy({ opened, record, problem }: Destroying, inside: HTMLElement): Node[] {
  const { group, field } = textArea('destroy-reason', words.destroyReason);
  const ask = press(words.destroyAsk, 'govuk-button govuk-button--warning', () => {
    const reason = field.value.trim();
    if (reason === '') {
      field.focus();
      return;
    }
    void (async () => {
      const sealed = base64.encode(await sealPadded(utf8(reason), [opened.tip.recipient]));
      const answer = await deskFetch(`${opened.desk}/records/${record.id}/destroy`, {
        method: 'POST',
        body: { reason: sealed },
      });
      if (answer.ok) inside.replaceChildren(make('p', words.destroyAsked));
      else problem(words.notSent);
    })();
  });
  return [group, ask];
}

async function doDestroy({ opened, record, problem, gone }: Destroying, sealed: string): Promise<Node[]> {
  let reason = '';
  for (let epoch = opened.tip.number; epoch >= 0 && reason === ''; epoch--) {
    const identity = await opened.identityOf(epoch);
    const file = identity === null ? null : await openPadded(base64.decode(sealed), identity);
    if (file?.ok === true) reason = new TextDecoder().decode(file.plain);
  }
  const id = crypto.randomUUID();
  const { worker, firstName } = opened.me;
  const destroy = press(words.destroyDo, 'govuk-button govuk-button--warning', () => {
    destroy.disabled = true;
    void sendMessage(
      opened,
      record,
      id,
      { type: 'destroyed', reason, worker, firstName },
      { path: 'destroy', wrap: (note) => ({ note }) },
    ).then((sent) => {
      destroy.disabled = false;
      if (!sent.ok) {
        problem(words.notSent);
        return;
      }
      gone();
    });
  });
  return [make('p', words.destroyTheir), written(reason), destroy];
}
