/**
 * What the holder of a code is shown of a record: only what opens with the code, stands at its place and was signed by
 * who it says. The same in the browser and, without JavaScript, for a moment on the server.
 */
import { openPadded } from '#sealed/padding.ts';
import { hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import type { AuditAct, MessageValue } from '#desks/index.ts';
import { opens, verifyAuditRoot, verifyRows } from '#sealed/audit-chain.ts';
import { verifyInclusion } from '#sealed/merkle.ts';
import { daysBetween } from './way-back-days.ts';
import type { EpochStatement } from '#sealed/epoch-chain.ts';
import { openMessage } from '#sealed/sealed-record.ts';
import type { WayBackKeys } from '#sealed/way-back-code.ts';
import { utf8 } from '#sealed/wire.ts';

const day = v.pipe(v.string(), v.isoDate());
const hex32 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

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
      /** What the desk did: a chain of commitments, each row sealed to her. */
      audit: v.array(
        v.object({
          sequence: v.number(),
          commitment: hex32,
          hash: hex32,
          sealed: v.nullable(v.string()),
        }),
      ),
      /** That the chain is inside the newest signed root; null before its first night. */
      counted: v.nullable(
        v.object({ root: v.unknown(), sequence: v.number(), index: v.number(), proof: v.array(hex32) }),
      ),
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
/** As desks define them; a browser reaches them by another door than a server. */
export type Schemas = {
  message: v.GenericSchema<unknown, MessageValue>;
  act: v.GenericSchema<unknown, AuditAct>;
};

/** `day`: of the signed root that the chain is inside; `wrong`: it is not, is shorter there than it was, or none was shown. */
export type Counted = { day: string; wrong: boolean };

export type Conversation = Omit<RecordRead, 'messages' | 'audit' | 'counted'> & {
  /** Messages that opened and whose signature holds, in order. */
  lines: Line[];
  /** What the desk did with it, in order; null where the chain does not hold. */
  acts: AuditAct[] | null;
  /** Null before the first night, and where nobody but the server could check it. */
  counted: Counted | null;
  /** How many did not, or are missing between the others: they are not shown. */
  unverified: number;
  /** The number that the next message must have. */
  next: number;
};

/**
 * @param chain the desk's epochs, verified up to the pinned root; null when that failed, and then nothing of the
 * conversation is shown
 */
export async function openConversation(
  area: string,
  record: RecordRead,
  keys: WayBackKeys,
  chain: readonly EpochStatement[] | null,
  schemas: Schemas,
  check: { serviceKey: Uint8Array; today: string } | null = null,
): Promise<Conversation> {
  const { messages, audit, counted: proof, ...facts } = record;
  const sorted = messages.toSorted((a, b) => a.sequence - b.sequence);
  const last = sorted.at(-1)?.sequence ?? 0;
  const lines: Line[] = [];
  for (const message of sorted) {
    const { id, sequence, fromDesk } = message;
    const value = await openLine(area, record.id, message, keys, chain, schemas.message);
    if (value !== null) lines.push({ id, sequence, fromDesk, day: message.day, value });
  }
  // When the desk destroyed a record, what stood before its note is gone: nothing is missing there.
  const note = lines.find(({ fromDesk, value }) => fromDesk && value.type === 'destroyed');
  const gone = note && record.kind === 'destroyed' ? note.sequence - 1 : 0;
  const shown = lines.filter(({ sequence }) => sequence > gone);
  const acts = await openAudit(area, record.id, audit, keys.identity, schemas.act);
  const counted = check && checkCounted(area, proof, audit, acts, check);
  return { ...facts, acts, counted, lines: shown, unverified: last - gone - shown.length, next: last + 1 };
}

/** Holds what the server says of the root against the chain that she has in her hand. */
function checkCounted(
  area: string,
  proof: RecordRead['counted'],
  rows: RecordRead['audit'],
  acts: readonly AuditAct[] | null,
  { serviceKey, today }: { serviceKey: Uint8Array; today: string },
): Counted | null {
  // A night may be late; what is older than two days must have been counted.
  const old = acts?.some(({ day }) => daysBetween(day, today) > 2) === true;
  if (proof === null) return old ? { day: today, wrong: true } : null;
  const root = verifyAuditRoot(proof.root, serviceKey, area);
  const row = rows.find(({ sequence }) => sequence === proof.sequence);
  if (root === null || row === undefined) return { day: root?.day ?? '', wrong: true };
  const inside = verifyInclusion(
    { leaf: hexToBytes(row.hash), index: proof.index, size: root.size, proof: proof.proof.map(hexToBytes) },
    hexToBytes(root.root),
  );
  // Acts of that day or before must not stand behind the row that was counted. Of a destroyed record the days are gone.
  const known = acts !== null && acts.length === rows.length;
  const left = known && acts.some(({ day }, at) => day <= root.day && at + 1 > proof.sequence);
  return { day: root.day, wrong: !inside || left };
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

async function openAudit(
  area: string,
  record: string,
  rows: RecordRead['audit'],
  identity: string,
  schema: v.GenericSchema<unknown, AuditAct>,
): Promise<AuditAct[] | null> {
  const chain = rows.map(({ sequence, commitment, hash }) => ({
    sequence,
    commitment: hexToBytes(commitment),
    hash: hexToBytes(hash),
  }));
  if (!verifyRows(area, record, chain).ok) return null;
  const acts: AuditAct[] = [];
  for (const [index, { sealed }] of rows.entries()) {
    // Of a destroyed record only the commitments are left.
    if (sealed === null) continue;
    const file = await openPadded(decode(sealed), identity);
    const row = file.ok ? v.safeParse(Row, parseJson(file.plain)) : null;
    const commitment = chain[index]?.commitment;
    if (row?.success !== true || commitment === undefined) return null;
    if (!opens(commitment, hexToBytes(row.output.opening), utf8(row.output.row))) return null;
    const act = v.safeParse(schema, parseJson(utf8(row.output.row)));
    if (!act.success) return null;
    acts.push(act.output);
  }
  return acts;
}

const Row = v.object({ row: v.string(), opening: hex32 });

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function decode(text: string): Uint8Array {
  try {
    return base64.decode(text);
  } catch {
    return new Uint8Array();
  }
}
