import { ed25519 } from '@noble/curves/ed25519.js';
import { type Bytes, Reader, WireError, compareBytes, concat, join, uint, utf8 } from '../wire.ts';
import { type SealedText, NONCE_LENGTH, STEP, TAG_OVERHEAD } from './seal-text.ts';
import { SLOTS_EACH, SLOT_LENGTH } from './slots.ts';

// struct {
//     uint8_t magic[4] = "WMW1";
//     uint8_t area_length; uint8_t area[area_length];
//     uint32_t epoch;              /* of the feed: whose secret opens it */
//     uint32_t counter;            /* rises with every bundle of the area */
//     uint8_t day[10];             /* 2026-11-24 */
//     uint32_t token_week;         /* of the keys below */
//     uint8_t key_count; uint8_t token_key[key_count][32];    /* the same for everyone: no card can be marked by one */
//     uint32_t slot_count;         /* four for each publication */
//     struct { uint8_t tag[16]; uint8_t sealed[48]; } slot[slot_count];          /* rising */
//     uint16_t text_count;
//     struct { uint8_t warning[16]; uint8_t steps; uint8_t nonce[12];
//              uint8_t sealed[1024 * steps + 16]; } text[text_count];            /* rising */
//     uint8_t signature[64];       /* Ed25519 by the service key over the label and all before */
// } Bundle;
const MAGIC = 'WMW1';
const SIGNATURE_LENGTH = 64;
const signedLabel = utf8('waymark/bundle/v1\n');

export type Bundle = {
  area: string;
  epoch: number;
  counter: number;
  /** `2026-11-24` */
  day: string;
  /** `weekOf` the weekly keys of the tokens, one of each evaluator: 32 bytes. */
  tokenWeek: number;
  tokenKeys: Bytes[];
  /** Rising by tag, without gaps: 64 bytes each. */
  slots: Bytes;
  texts: SealedText[];
};

export type Parsed =
  | { ok: true; bundle: Bundle }
  | { ok: false; why: 'malformed' | 'not-signed' | 'other-area' | 'rolled-back' };

/**
 * The one file that every device downloads. The order of slots and texts given does not matter: they stand in the
 * order of their random bytes, so equal contents give equal bytes and a place tells nothing. Ed25519 is
 * deterministic.
 * @param content.slots 64 bytes each, as `makeSlots` gives them. @param serviceSeed 32 bytes.
 */
export function assembleBundle(
  content: Omit<Bundle, 'slots'> & { slots: Uint8Array[] },
  serviceSeed: Uint8Array,
): Bytes {
  if (content.slots.length % SLOTS_EACH !== 0) throw new RangeError('slots come by four');
  if (content.slots.some((slot) => slot.length !== SLOT_LENGTH)) throw new RangeError('a slot has 64 bytes');
  if (!isDay(content.day)) throw new RangeError('a day is written 2026-11-24');
  const area = utf8(content.area);
  const texts = content.texts.toSorted((a, b) => compareBytes(a.warning, b.warning));
  const body = join([
    utf8(MAGIC),
    uint(area.length, 1),
    area,
    uint(content.epoch, 4),
    uint(content.counter, 4),
    utf8(content.day),
    uint(content.tokenWeek, 4),
    uint(content.tokenKeys.length, 1),
    ...content.tokenKeys,
    uint(content.slots.length, 4),
    ...content.slots.toSorted(compareBytes),
    uint(texts.length, 2),
    ...texts.flatMap(({ warning, nonce, sealed }) => [
      warning,
      uint((sealed.length - TAG_OVERHEAD) / STEP, 1),
      nonce,
      sealed,
    ]),
  ]);
  return concat(body, ed25519.sign(concat(signedLabel, body), serviceSeed));
}

/**
 * Reads a download. Refuses what the service did not sign, what is cut, overlong or not in order, another area's,
 * and a counter below `leastCounter`, the highest that this device has seen.
 */
export function parseBundle(
  bytes: Uint8Array,
  expected: { area: string; serviceKey: Uint8Array; leastCounter?: number },
): Parsed {
  const cut = bytes.length - SIGNATURE_LENGTH;
  if (cut < 0) return { ok: false, why: 'malformed' };
  const body = bytes.subarray(0, cut);
  if (!isSigned(body, bytes.subarray(cut), expected.serviceKey)) return { ok: false, why: 'not-signed' };
  const bundle = readBody(body);
  if (bundle === null) return { ok: false, why: 'malformed' };
  if (bundle.area !== expected.area) return { ok: false, why: 'other-area' };
  if (bundle.counter < (expected.leastCounter ?? 0)) return { ok: false, why: 'rolled-back' };
  return { ok: true, bundle };
}

function isSigned(body: Uint8Array, signature: Uint8Array, serviceKey: Uint8Array): boolean {
  try {
    return ed25519.verify(new Uint8Array(signature), concat(signedLabel, body), serviceKey, {
      zip215: false,
    });
  } catch {
    return false;
  }
}

function readBody(body: Uint8Array): Bundle | null {
  try {
    const reader = new Reader(body);
    if (reader.text(4) !== MAGIC) return null;
    const area = reader.text(reader.uint(1));
    const epoch = reader.uint(4);
    const counter = reader.uint(4);
    const day = reader.text(10);
    const tokenWeek = reader.uint(4);
    const tokenKeys = Array.from({ length: reader.uint(1) }, () => reader.take(32));
    const count = reader.uint(4);
    if (!isDay(day) || count % SLOTS_EACH !== 0) return null;
    const slots = reader.take(count * SLOT_LENGTH);
    if (!rises(count, (i) => slots.subarray(i * SLOT_LENGTH, (i + 1) * SLOT_LENGTH))) return null;
    const texts = Array.from({ length: reader.uint(2) }, (): SealedText => {
      const warning = reader.take(16);
      const steps = reader.uint(1);
      if (steps === 0) throw new WireError('an empty text');
      return { warning, nonce: reader.take(NONCE_LENGTH), sealed: reader.take(steps * STEP + TAG_OVERHEAD) };
    });
    if (!rises(texts.length, (i) => texts[i]?.warning ?? new Uint8Array())) return null;
    return reader.left === 0 ? { area, epoch, counter, day, tokenWeek, tokenKeys, slots, texts } : null;
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  }
}

function rises(count: number, at: (i: number) => Uint8Array): boolean {
  for (let i = 1; i < count; i++) if (compareBytes(at(i - 1), at(i)) >= 0) return false;
  return true;
}

const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) && Number.isFinite(Date.parse(`${day}T00:00:00Z`));
