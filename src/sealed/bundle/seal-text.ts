import { type Feed, deriveTextKey } from '../blind/derive-tag.ts';
import { type Bytes, type RandomBytes, concat, uint } from '../wire.ts';
import type { Bundle } from './bundle.ts';

/** A text is padded to a multiple of this, so that its length tells little. */
export const STEP = 1024;
export const NONCE_LENGTH = 12;
/** What AES-GCM adds. */
export const TAG_OVERHEAD = 16;
/** 64 KiB with the two bytes that say how long it really is. */
export const MAX_TEXT = 64 * STEP - 2;

/** `warning` is the id of the warning, 16 random bytes; `sealed` is a multiple of 1 KiB and 16 bytes. */
export type SealedText = { warning: Bytes; nonce: Bytes; sealed: Bytes };

export type OpenedText = { warning: Bytes; text: Bytes };

/** Seals a text (whatever signed bytes the warning is) for everyone who holds the feed secret. */
export async function sealText(
  feed: Feed,
  warning: Uint8Array,
  text: Uint8Array,
  random: RandomBytes,
): Promise<SealedText> {
  if (text.length > MAX_TEXT) throw new RangeError('a text has at most 64 KiB');
  if (warning.length !== 16) throw new RangeError('a warning id has 16 bytes');
  const padded = new Uint8Array(Math.ceil((text.length + 2) / STEP) * STEP);
  padded.set(concat(uint(text.length, 2), text));
  const nonce = new Uint8Array(random(NONCE_LENGTH));
  const key = await importKey(deriveTextKey(feed, warning), 'encrypt');
  const options = { name: 'AES-GCM', iv: nonce, additionalData: new Uint8Array(warning) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(options, key, padded));
  return { warning: new Uint8Array(warning), nonce, sealed };
}

/**
 * Every text of a bundle that opens under the feed secret, and how many did not. A text is no more than bytes:
 * whoever shows it checks the signatures inside first.
 */
export async function openTexts(
  bundle: Bundle,
  feed: Feed,
): Promise<{ opened: OpenedText[]; unopened: number }> {
  if (bundle.area !== feed.area || bundle.epoch !== feed.epoch) {
    return { opened: [], unopened: bundle.texts.length };
  }
  const texts = await Promise.all(bundle.texts.map(async (sealed) => await openText(feed, sealed)));
  const opened = texts.filter((text) => text !== null);
  return { opened, unopened: texts.length - opened.length };
}

/** Null when it was not sealed under this feed secret for this warning. */
export async function openText(
  feed: Feed,
  { warning, nonce, sealed }: SealedText,
): Promise<OpenedText | null> {
  const key = await importKey(deriveTextKey(feed, warning), 'decrypt');
  try {
    const options = { name: 'AES-GCM', iv: nonce, additionalData: warning };
    const padded = new Uint8Array(await crypto.subtle.decrypt(options, key, sealed));
    const length = new DataView(padded.buffer).getUint16(0);
    return length + 2 > padded.length ? null : { warning, text: padded.slice(2, 2 + length) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null;
    throw error;
  }
}

const importKey = async (key: Bytes, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> =>
  await crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use]);
