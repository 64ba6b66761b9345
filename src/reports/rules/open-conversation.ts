/**
 * What the holder of a code is shown of a record: only what opens with the code, stands at its place and was signed by
 * who it says. The same in the browser and, without JavaScript, for a moment on the server.
 */
import { hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import type { MessageValue } from '#desks/index.ts';
import type { EpochStatement } from '#sealed/epoch-chain.ts';
import { openMessage } from '#sealed/sealed-record.ts';
import type { WayBackKeys } from '#sealed/way-back-code.ts';

const day = v.pipe(v.string(), v.isoDate());

/** The answer to `read`. */
export const WayBackRead = v.object({
  today: day,
  records: v.array(
    v.object({
      id: v.string(),
      desk: v.string(),
      kind: v.string(),
      day,
      openedDay: v.nullable(day),
      waitingOn: v.picklist(['desk', 'reporter', 'nobody']),
      late: v.boolean(),
      hiddenDay: v.nullable(day),
      messages: v.array(
        v.object({
          id: v.string(),
          sequence: v.number(),
          fromDesk: v.boolean(),
          epoch: v.number(),
          day,
          sealed: v.string(),
        }),
      ),
    }),
  ),
});
export type WayBackRead = v.InferOutput<typeof WayBackRead>;
export type RecordRead = WayBackRead['records'][number];

export type Line = { id: string; sequence: number; fromDesk: boolean; day: string; value: MessageValue };
export type Conversation = Omit<RecordRead, 'messages'> & {
  /** Messages that opened and whose signature holds, in order. */
  lines: Line[];
  /** How many did not, or are missing between the others: they are not shown. */
  unverified: number;
  /** The number that the next message must have. */
  next: number;
};

/**
 * @param chain the desk's epochs, verified up to the pinned root; null when that failed, and then nothing of the
 * conversation is shown
 * @param schema `MessageValue` of desks, which a browser reaches by another door than a server
 */
export async function openConversation(
  area: string,
  record: RecordRead,
  keys: WayBackKeys,
  chain: readonly EpochStatement[] | null,
  schema: v.GenericSchema<unknown, MessageValue>,
): Promise<Conversation> {
  const { messages, ...facts } = record;
  const sorted = messages.toSorted((a, b) => a.sequence - b.sequence);
  const last = sorted.at(-1)?.sequence ?? 0;
  const lines: Line[] = [];
  for (const message of sorted) {
    const { id, sequence, fromDesk } = message;
    const value = await openLine(area, record.id, message, keys, chain, schema);
    if (value !== null) lines.push({ id, sequence, fromDesk, day: message.day, value });
  }
  // When the desk destroyed a record, what stood before its note is gone: nothing is missing there.
  const note = lines.find(({ fromDesk, value }) => fromDesk && value.type === 'destroyed');
  const gone = note && record.kind === 'destroyed' ? note.sequence - 1 : 0;
  const shown = lines.filter(({ sequence }) => sequence > gone);
  return { ...facts, lines: shown, unverified: last - gone - shown.length, next: last + 1 };
}

async function openLine(
  area: string,
  record: string,
  message: RecordRead['messages'][number],
  keys: WayBackKeys,
  chain: readonly EpochStatement[] | null,
  schema: v.GenericSchema<unknown, MessageValue>,
): Promise<MessageValue | null> {
  const epoch = chain?.find(({ number }) => number === message.epoch);
  if (!epoch) return null;
  const { sequence, fromDesk } = message;
  const place = { area, record, sequence, from: fromDesk ? 'desk' : 'reporter' } as const;
  const expected = { ...place, recipients: [epoch.recipient, keys.recipient] };
  const openWith = async (verifyKeys: Uint8Array[]): Promise<MessageValue | null> => {
    const read = await openMessage(decode(message.sealed), keys.identity, expected, verifyKeys, schema);
    return read.ok ? read.value : null;
  };
  if (!fromDesk) return await openWith([keys.verifyKey]);
  const value = await openWith(epoch.members.map(({ verifyKey }) => hexToBytes(verifyKey)));
  // A colleague's name is shown only over that colleague's own signature.
  const said = value !== null && 'worker' in value ? value.worker : undefined;
  const speaker = epoch.members.find(({ worker }) => worker === said);
  if (said === undefined) return value;
  return speaker ? await openWith([hexToBytes(speaker.verifyKey)]) : null;
}

function decode(text: string): Uint8Array {
  try {
    return base64.decode(text);
  } catch {
    return new Uint8Array();
  }
}
