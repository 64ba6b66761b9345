/** One record as a desk opens it: its body, the conversation and what was done with it, each verified before it is shown. */
import { openPadded } from '#sealed/padding.ts';
import { base64 } from '@scure/base';
import { hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { sealAttachment } from '#sealed/attachment.ts';
import { opens, verifyRows } from '#sealed/audit-chain.ts';
import { type WayBackPublic, openBody, openMessage, sealMessage } from '#sealed/sealed-record.ts';
import { utf8 } from '#sealed/wire.ts';
import { AuditAct, AuditRowOpened } from '../rules/audit-act.ts';
import { MessageValue } from '../rules/message-value.ts';
import { type TakenBack, takenBackIn } from '../rules/taken-back.ts';
import { type OpenedDesk, deskFetch } from './open-desk.ts';

const Posted = v.object({
  id: v.string(),
  kind: v.string(),
  day: v.string(),
  epoch: v.number(),
  body: v.string(),
  wayBack: v.object({ locator: v.string(), recipient: v.string(), verifyKey: v.string() }),
  messages: v.array(
    v.object({
      id: v.string(),
      sequence: v.number(),
      fromDesk: v.boolean(),
      epoch: v.number(),
      day: v.string(),
      sealed: v.string(),
    }),
  ),
  attachments: v.array(v.string()),
  audit: v.array(
    v.object({
      sequence: v.number(),
      day: v.string(),
      commitment: v.string(),
      hash: v.string(),
      sealed: v.nullable(v.string()),
    }),
  ),
});

/** `value` is null where a message did not verify: `why` says it, and nothing of it is shown. */
export type ShownMessage = {
  sequence: number;
  fromDesk: boolean;
  day: string;
  value: MessageValue | null;
  why: string | null;
};

export type OpenedRecord<Body> = {
  id: string;
  kind: string;
  day: string;
  epoch: number;
  body: Body;
  wayBack: WayBackPublic;
  messages: ShownMessage[];
  /** What she said yes to when she reported, and no longer. */
  takenBack: TakenBack[];
  attachments: string[];
  /** Null where the chain of what was done does not hold. */
  audit: AuditAct[] | null;
};
export type RecordOpened<Body> =
  | { ok: true; record: OpenedRecord<Body> }
  /** `ghost`: the server's way-back is not the one that she sealed inside; `no-key`: the epoch was not sealed to us. */
  | { ok: false; why: string };

/**
 * Fetches (which is audited) and opens one record. `schema` is what its body must be. `unopened`: to be sealed to another
 * desk and shown to nobody, which is how it is written down.
 */
export async function openRecord<Body>(
  opened: OpenedDesk,
  id: string,
  schema: v.GenericSchema<unknown, Body>,
  how: 'opened' | 'unopened' = 'opened',
): Promise<RecordOpened<Body>> {
  const at = `${opened.desk}/records/${id}${how === 'unopened' ? '/unopened' : ''}`;
  const answer = await deskFetch(at, { method: 'POST', body: {} });
  if (!answer.ok) return { ok: false, why: answer.status === 404 ? 'gone' : 'network' };
  const posted = v.parse(Posted, await answer.json());
  const identity = await opened.identityOf(posted.epoch);
  if (identity === null) return { ok: false, why: 'no-key' };
  const place = { area: opened.area, record: id };
  const body = await openBody(base64.decode(posted.body), identity, place, schema);
  if (!body.ok) return { ok: false, why: body.why };
  const { wayBack } = body;
  const same =
    wayBack.locator === posted.wayBack.locator &&
    wayBack.recipient === posted.wayBack.recipient &&
    wayBack.verifyKey === posted.wayBack.verifyKey;
  // An answer sealed to what the server shows could be read by somebody else.
  if (!same) return { ok: false, why: 'ghost' };
  const messages: ShownMessage[] = [];
  for (const message of posted.messages) messages.push(await readMessage(opened, id, wayBack, message));
  return {
    ok: true,
    record: {
      id,
      kind: posted.kind,
      day: posted.day,
      epoch: posted.epoch,
      body: body.value,
      wayBack,
      messages,
      takenBack: takenBackIn(messages),
      attachments: posted.attachments,
      audit: await readAudit(opened, id, posted.audit),
    },
  };
}

async function readMessage(
  opened: OpenedDesk,
  record: string,
  wayBack: WayBackPublic,
  message: v.InferOutput<typeof Posted>['messages'][number],
): Promise<ShownMessage> {
  const { sequence, fromDesk, day } = message;
  const epoch = opened.chain[message.epoch];
  const identity = await opened.identityOf(message.epoch);
  if (epoch === undefined || identity === null)
    return { sequence, fromDesk, day, value: null, why: 'no-key' };
  const place = {
    area: opened.area,
    record,
    sequence,
    from: fromDesk ? ('desk' as const) : ('reporter' as const),
    recipients: [epoch.recipient, wayBack.recipient],
  };
  const openWith = async (verifyKeys: Uint8Array[]) =>
    await openMessage(base64.decode(message.sealed), identity, place, verifyKeys, MessageValue);
  const members = epoch.members.map(({ verifyKey }) => hexToBytes(verifyKey));
  let read = await openWith(fromDesk ? members : [hexToBytes(wayBack.verifyKey)]);
  // A colleague's name is shown only over that colleague's own signature, as at /back.
  if (fromDesk && read.ok && 'worker' in read.value && read.value.worker !== undefined) {
    const said = read.value.worker;
    const speaker = epoch.members.find(({ worker }) => worker === said);
    read = await openWith(speaker ? [hexToBytes(speaker.verifyKey)] : []);
  }
  return read.ok
    ? { sequence, fromDesk, day, value: read.value, why: null }
    : { sequence, fromDesk, day, value: null, why: read.why };
}

async function readAudit(
  opened: OpenedDesk,
  record: string,
  rows: v.InferOutput<typeof Posted>['audit'],
): Promise<AuditAct[] | null> {
  const chain = rows.map(({ sequence, commitment, hash }) => ({
    sequence,
    commitment: hexToBytes(commitment),
    hash: hexToBytes(hash),
  }));
  if (!verifyRows(opened.area, record, chain).ok) return null;
  const acts: AuditAct[] = [];
  for (const [index, { sealed }] of rows.entries()) {
    const file = sealed === null ? null : await openWithAny(opened, base64.decode(sealed));
    // Sealed to a key from before this worker's time.
    if (file === null) continue;
    const row = v.safeParse(AuditRowOpened, JSON.parse(file));
    if (!row.success) return null;
    const commitment = chain[index]?.commitment ?? new Uint8Array();
    if (!opens(commitment, hexToBytes(row.output.opening), utf8(row.output.row))) return null;
    const act = v.safeParse(AuditAct, JSON.parse(row.output.row));
    if (!act.success) return null;
    acts.push(act.output);
  }
  return acts;
}

async function openWithAny(opened: OpenedDesk, file: Uint8Array): Promise<string | null> {
  for (let epoch = opened.tip.number; epoch >= 0; epoch--) {
    const identity = await opened.identityOf(epoch);
    const read = identity === null ? null : await openPadded(file, identity);
    if (read?.ok === true) return new TextDecoder().decode(read.plain);
  }
  return null;
}

/** `other-words`: what was sent under this id before has arrived, and it was not this. `overtaken`: another message came first, and this one was not to be signed again. */
export type MessageSent =
  | { ok: true }
  | { ok: false; why: 'network' | 'refused' | 'overtaken' | 'other-words' };

type Sealed = { value: string; sequence: number; sealed: string };
/** By message: the bytes that went last. Sealed anew they would be others, and the server could not know them again. */
const sealedBefore = new Map<string, Sealed>();

/**
 * Signs, seals and sends a message to her. The same again goes as the same bytes, which the server knows. Where another one came first it is signed again under the next number, unless
 * `overtaken` says that what it does may rest on what stood there before. `id` is made once by the caller, so that
 * pressing twice sends once.
 */
export async function sendMessage(
  opened: OpenedDesk,
  record: Pick<OpenedRecord<unknown>, 'id' | 'wayBack' | 'messages'>,
  id: string,
  value: MessageValue,
  {
    path = 'messages',
    wrap = (message) => message,
    overtaken = 'sign-again',
  }: {
    path?: string;
    wrap?: (message: object) => object;
    overtaken?: 'sign-again' | 'stop';
  } = {},
): Promise<MessageSent> {
  const text = JSON.stringify([opened.tip.number, value]);
  const seal = async (as: number): Promise<Uint8Array> =>
    await sealMessage(
      { area: opened.area, record: record.id, sequence: as, from: 'desk' },
      value,
      opened.keys.signingSeed,
      [opened.tip.recipient, record.wayBack.recipient],
    );
  let sequence = (record.messages.at(-1)?.sequence ?? 0) + 1;
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = sealedBefore.get(id);
    const isAgain = attempt === 0 && before?.value === text;
    if (isAgain) ({ sequence } = before);
    const sealed = isAgain ? before.sealed : base64.encode(await seal(sequence));
    sealedBefore.set(id, { value: text, sequence, sealed });
    const files = value.type === 'text' ? value.files.map((file) => file.id) : [];
    const message = {
      id,
      sequence,
      epoch: opened.tip.number,
      sealed,
      ...(files.length === 0 ? {} : { attachments: files }),
      ...(path === 'messages' && value.type === 'release' ? { act: 'released' } : {}),
    };
    let answer: Response;
    try {
      answer = await deskFetch(`${opened.desk}/records/${record.id}/${path}`, {
        method: 'POST',
        body: wrap(message),
      });
    } catch {
      return { ok: false, why: 'network' };
    }
    // Also where the same bytes were there already, sent before an answer was lost.
    if (answer.ok) {
      sealedBefore.delete(id);
      return { ok: true };
    }
    const body: unknown = await answer.json();
    if (v.is(v.object({ title: v.literal('another-body') }), body)) return { ok: false, why: 'other-words' };
    const told = v.safeParse(v.object({ next: v.number() }), body);
    if (!told.success) return { ok: false, why: 'refused' };
    if (overtaken === 'stop') return { ok: false, why: 'overtaken' };
    sequence = told.output.next;
  }
  return { ok: false, why: 'refused' };
}

/**
 * Seals a picture to her and to the desk, and puts it where the message that names it will claim it. `id` is made once by
 * the caller: what is there already under it is the same picture.
 * @param bytes a JPEG that was made anew (`makeSmall`)
 */
export async function putPicture(
  opened: OpenedDesk,
  record: Pick<OpenedRecord<unknown>, 'id' | 'wayBack'>,
  id: string,
  bytes: Uint8Array,
): Promise<boolean> {
  const recipients = [opened.tip.recipient, record.wayBack.recipient];
  const sealed = await sealAttachment({ area: opened.area, id }, bytes, 'image/jpeg', recipients);
  try {
    const path = `${opened.desk}/records/${record.id}/attachments/${id}`;
    const answer = await deskFetch(path, { method: 'PUT', body: sealed });
    return answer.ok || answer.status === 409;
  } catch {
    return false;
  }
}
