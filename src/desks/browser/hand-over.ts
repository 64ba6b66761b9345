/** Giving a record to another desk: the whole, the whole without reading it, or to a liaison what she allows. */
import { ContestBody, ReportBody, fieldsForLiaison, releaseText } from '#reports/browser.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import type { HandOver } from '../rules/hand-over.ts';
import { folded, hint, make, press, written } from './elements.ts';
import { textWords } from './give-to-others.ts';
import type { OpenedDesk } from './open-desk.ts';
import { type OpenedRecord, openRecord, sendMessage } from './open-record.ts';
import { type Body, type DeskToHandTo, type HandedOver, sealHandOver } from './seal-hand-over.ts';

type Place = {
  opened: OpenedDesk;
  /** Open desks of the area, this one among them. */
  desks: readonly DeskToHandTo[];
  /** ISO date. */
  today: string;
  /** Shows what became of it, and the record anew. */
  done(said: string): Promise<void>;
  problem(text: string | null): void;
};

/** Made once for a desk and kept: pressed again after a lost answer, the same bytes go, and it is given once. */
type Kept = { note: string; sealed: HandedOver | null };

/** Null when it was given; else what went wrong, in words. */
async function give(
  { opened, today }: Place,
  record: OpenedRecord<Body>,
  desk: DeskToHandTo,
  as: HandOver,
  kept: Kept,
): Promise<string | null> {
  if (record.takenBack.includes('all')) return words.handOverTakenBack;
  try {
    kept.sealed ??= await sealHandOver(opened, record, desk, as);
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault;
  }
  if (kept.sealed === null) return words.handOverFailed;
  const { posted, fields, text } = kept.sealed;
  const { worker, firstName } = opened.me;
  const sent = await sendMessage(
    opened,
    record,
    kept.note,
    {
      type: 'release',
      to: as === 'released' ? 'police' : `desk/${desk.id}`,
      toName: desk.name,
      fields,
      text,
      day: today,
      worker,
      firstName,
    },
    // What came in between may be that she takes a yes back: then it is not signed again.
    { path: 'hand-over', wrap: (note) => ({ ...posted, note }), overtaken: 'stop' },
  );
  if (sent.ok) return null;
  // Sealed to keys or wishes that are no longer; only a lost answer leaves it as it was.
  if (sent.why !== 'network') kept.sealed = null;
  return sent.why === 'overtaken' ? words.overtaken : words.handOverFailed;
}

function giveButton(
  place: Place,
  title: string,
  said: (leftOut: number) => string,
  act: (kept: Kept) => Promise<string | null>,
): HTMLButtonElement {
  const kept: Kept = { note: crypto.randomUUID(), sealed: null };
  const button = press(title, 'govuk-button govuk-button--secondary', () => {
    button.disabled = true;
    place.problem(null);
    void act(kept).then(async (failed) => {
      button.disabled = false;
      if (failed === null) await place.done(said(kept.sealed?.leftOut ?? 0));
      else if (failed === words.overtaken) await place.done('');
      place.problem(failed);
    });
  });
  return button;
}

const others = ({ opened, desks }: Place): DeskToHandTo[] => desks.filter(({ id }) => id !== opened.desk);
const withLeftOut = (said: string) => (leftOut: number) =>
  leftOut === 0 ? said : `${said} ${words.leftOut(leftOut)}`;

/** For a record that is open. */
export function handOverOf(place: Place, record: OpenedRecord<Body>): HTMLElement {
  const { body } = record;
  if (record.takenBack.includes('all')) return folded(words.handOver, hint(words.handOverTakenBack));
  const whole = others(place)
    .filter(({ liaisons }) => liaisons.length === 0)
    .map((desk) =>
      giveButton(
        place,
        words.handOverDo(desk.name),
        withLeftOut(words.handedOver),
        async (kept) => await give(place, record, desk, 'handed-over', kept),
      ),
    );
  const released = others(place).flatMap((desk): Node[] => {
    const fields = 'kinds' in body ? fieldsForLiaison(body, desk.liaisons, record.takenBack) : [];
    if (!('kinds' in body) || fields.length === 0) return [];
    const pictures = fields.includes('pictures') ? body.pictures.length : 0;
    const text = releaseText(body, fields, textWords);
    if (text === '' && pictures === 0) return [];
    const button = giveButton(
      place,
      words.releaseToDesk(desk.name),
      withLeftOut(words.handedOver),
      async (kept) => await give(place, record, desk, 'released', kept),
    );
    return [make('h4', desk.name), hint(words.releaseToDeskHint(pictures)), written(text), button];
  });
  const said = whole.length > 0 ? [words.handOverHint] : released.length > 0 ? [] : [words.handOverNone];
  return folded(words.handOver, ...said.map(hint), ...whole, ...released);
}

/**
 * For a record that is not open: its body and files are opened in memory alone, sealed to the other desk and forgotten.
 * `passed`: shows that it went.
 */
export function passOnOf(place: Place, record: { id: string; kind: string }): HTMLElement {
  const desks = others(place).filter(({ liaisons }) => liaisons.length === 0);
  const buttons = desks.map((desk) =>
    giveButton(place, words.passOnDo(desk.name), withLeftOut(words.passedOn(desk.name)), async (kept) => {
      const schema = record.kind === 'contest' ? ContestBody : ReportBody;
      const read = await openRecord<Body>(place.opened, record.id, schema, 'unopened');
      if (read.ok) return await give(place, read.record, desk, 'passed-on', kept);
      const { failed } = words;
      return failed[read.why as keyof typeof failed] ?? `${failed.other} ${read.why}`;
    }),
  );
  return folded(words.passOn, hint(desks.length === 0 ? words.handOverNone : words.passOnHint), ...buttons);
}
