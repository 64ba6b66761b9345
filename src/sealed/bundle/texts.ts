import { deriveTextKey, type Feed } from '../blind/derive-tag.ts';
import { type Bytes, type RandomBytes, concat, uint } from '../wire.ts';
import { type BundleContent, type SealedText } from './bundle.ts';

const OVERHEAD = 12 + 16;

/**
 * Seals a warning's signed text for everyone who holds the feed secret: nonce, then AES-256-GCM over a length of
 * four bytes, the text and zeros, up to whole KiB, so that only the step of its length can be seen.
 */
export async function sealText(
  number: Uint8Array,
  text: Uint8Array,
  feed: Feed,
  random: RandomBytes,
): Promise<SealedText> {
  const kib = Math.ceil((OVERHEAD + 4 + text.length) / 1024);
  const padded = new Uint8Array(kib * 1024 - OVERHEAD);
  padded.set(concat(uint(text.length, 4), text));
  const nonce = new Uint8Array(random(12));
  const options = { name: 'AES-GCM', iv: nonce, additionalData: new Uint8Array(number) };
  const sealed = await crypto.subtle.encrypt(options, await textKey(number, feed, 'encrypt'), padded);
  return { number: new Uint8Array(number), sealed: concat(nonce, new Uint8Array(sealed)) };
}

/**
 * Opens every text of a bundle, in its order: all of them, so that reading one cannot be told from reading another.
 * `text` is null where the seal does not hold; the signature inside is for the caller to check.
 */
export async function openTexts(
  bundle: BundleContent,
  feed: Feed,
): Promise<{ number: Uint8Array; text: Bytes | null }[]> {
  return await Promise.all(
    bundle.texts.map(async (entry) => ({ number: entry.number, text: await openText(entry, feed) })),
  );
}

async function openText({ number, sealed }: SealedText, feed: Feed): Promise<Bytes | null> {
  const options = {
    name: 'AES-GCM',
    iv: new Uint8Array(sealed.subarray(0, 12)),
    additionalData: new Uint8Array(number),
  };
  try {
    const key = await textKey(number, feed, 'decrypt');
    const plain = new Uint8Array(
      await crypto.subtle.decrypt(options, key, new Uint8Array(sealed.subarray(12))),
    );
    const length = new DataView(plain.buffer).getUint32(0);
    if (length > plain.length - 4 || plain.subarray(4 + length).some((byte) => byte !== 0)) return null;
    return plain.slice(4, 4 + length);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null;
    throw error;
  }
}

const textKey = async (number: Uint8Array, feed: Feed, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> =>
  await crypto.subtle.importKey('raw', deriveTextKey(feed, number), 'AES-GCM', false, [use]);
