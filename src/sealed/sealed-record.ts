/**
 * The one sealed record, and the messages about it. Summary and body are separate age files, so that a list can be
 * shown without opening what people wrote; messages are signed, then sealed.
 */
import * as v from 'valibot';
import { type OpenRefusal, readStanzas, recipientId } from './age-file.ts';
import { openPadded, sealPadded } from './padding.ts';
import { labels, sign, type Statement, verify } from './signed.ts';
import { utf8 } from './wire.ts';

type Schema<T> = v.GenericSchema<unknown, T>;

/** The place of a record: sealed into both its files, so that no file can be shown as another record's. */
export interface RecordPlace {
  area: string;
  /** UUID v4, made by the client. */
  record: string;
}

/** Where replies go, as the person who wrote said it: the desk compares it with what the server says. */
export const WayBackPublic = v.object({
  /** 32 hex digits. */
  locator: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  recipient: v.string(),
  /** 64 hex digits. */
  verifyKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
export type WayBackPublic = v.InferOutput<typeof WayBackPublic>;

export type Read<T> =
  | ({ ok: true } & T)
  /**
   * As `open`; further `malformed`: padding, JSON or schema; `another-place`: sealed for another area, record or part.
   */
  | { ok: false; why: OpenRefusal | 'another-place' };

/** Two padded age files to one epoch. `body` carries `wayBack` as well. Both must be JSON values. */
export async function sealRecord(
  content: RecordPlace & { wayBack: WayBackPublic; summary: unknown; body: unknown },
  epochRecipient: string,
): Promise<{ summary: Uint8Array; body: Uint8Array }> {
  const { area, record, wayBack } = content;
  const part = (inner: object) =>
    sealPadded(utf8(JSON.stringify({ area, record, ...inner })), [epochRecipient]);
  return {
    summary: await part({ part: 'summary', value: content.summary }),
    body: await part({ part: 'body', wayBack, value: content.body }),
  };
}

export async function openSummary<T>(
  file: Uint8Array,
  identity: string,
  place: RecordPlace,
  schema: Schema<T>,
): Promise<Read<{ value: T }>> {
  return openPart(file, identity, place, 'summary', v.object({ value: schema }));
}

export async function openBody<T>(
  file: Uint8Array,
  identity: string,
  place: RecordPlace,
  schema: Schema<T>,
): Promise<Read<{ value: T; wayBack: WayBackPublic }>> {
  return openPart(file, identity, place, 'body', v.object({ value: schema, wayBack: WayBackPublic }));
}

async function openPart<T extends object>(
  file: Uint8Array,
  identity: string,
  place: RecordPlace,
  part: 'summary' | 'body',
  schema: Schema<T>,
): Promise<Read<T>> {
  const opened = await openJson(file, identity);
  if (!opened.ok) return opened;
  const { area, record, part: sealedAs } = opened.json;
  if (area !== place.area || record !== place.record || sealedAs !== part)
    return { ok: false, why: 'another-place' };
  const read = v.safeParse(schema, opened.json);
  return read.success ? { ok: true, ...read.output } : { ok: false, why: 'malformed' };
}

export interface MessagePlace extends RecordPlace {
  /** Counts a record's messages from 1, both sides together. */
  sequence: number;
  /** Who speaks: a desk's reply can never be shown back to it as the reporter's words. */
  from: 'desk' | 'reporter';
}

export type MessageRead<T> =
  | { ok: true; value: T; statement: Statement }
  /** Further `signature`: none of the keys signed it; `other-recipients`: sealed or signed to others than expected. */
  | { ok: false; why: OpenRefusal | 'another-place' | 'signature' | 'other-recipients' };

/** Signs (place, recipients, value), then seals the envelope, padded, to the recipients. */
export async function sealMessage(
  place: MessagePlace,
  value: unknown,
  signingSeed: Uint8Array,
  recipients: readonly string[],
): Promise<Uint8Array> {
  const { area, record, sequence, from } = place;
  const statement = { area, record, sequence, from, recipients: idsOf(recipients), value };
  return sealPadded(utf8(JSON.stringify(sign(labels.message, statement, signingSeed))), recipients);
}

/** Opens a message only as what it must be. Nothing of a message whose signature fails is given back. */
export async function openMessage<T>(
  file: Uint8Array,
  identity: string,
  expected: MessagePlace & { recipients: readonly string[] },
  verifyKeys: readonly Uint8Array[],
  schema: Schema<T>,
): Promise<MessageRead<T>> {
  const opened = await openJson(file, identity);
  if (!opened.ok) return opened;
  const statement = verify(opened.json, labels.message, verifyKeys);
  if (statement === null) return { ok: false, why: 'signature' };
  const { area, record, sequence, from, recipients, value } = statement;
  if (
    area !== expected.area ||
    record !== expected.record ||
    sequence !== expected.sequence ||
    from !== expected.from
  )
    return { ok: false, why: 'another-place' };
  const stanzas = await readStanzas(file);
  const ids = idsOf(expected.recipients);
  if (JSON.stringify(recipients) !== JSON.stringify(ids) || stanzas?.length !== ids.length)
    return { ok: false, why: 'other-recipients' };
  const read = v.safeParse(schema, value);
  return read.success ? { ok: true, value: read.output, statement } : { ok: false, why: 'malformed' };
}

const idsOf = (recipients: readonly string[]) => recipients.map(recipientId).toSorted();

async function openJson(
  file: Uint8Array,
  identity: string,
): Promise<{ ok: true; json: Statement } | { ok: false; why: OpenRefusal }> {
  const opened = await openPadded(file, identity);
  if (!opened.ok) return opened;
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(opened.plain));
    if (typeof json !== 'object' || json === null) return { ok: false, why: 'malformed' };
    return { ok: true, json: json as Statement };
  } catch {
    return { ok: false, why: 'malformed' };
  }
}
