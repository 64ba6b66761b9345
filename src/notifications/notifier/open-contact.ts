import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { open, seedFromIdentity } from '#sealed/age-file.ts';
import { unpad } from '#sealed/padding.ts';
import { type Contact, parseContact } from '../rules/contact.ts';

/** First byte of what the notifier has sealed again; an age file begins with a letter. */
const AGAIN = 2;
const NONCE = 12;
const TAG = 16;

export type OpenedContact =
  | {
      ok: true;
      contact: Contact;
      /** The same under our own key, to be kept in place of the age file: 5 µs to open instead of 5 ms. */
      sealedAgain: Uint8Array | null;
    }
  /** What our key does not open, or what is no contact: it will never be one. */
  | { ok: false };

export type ContactBox = {
  open(sealed: Uint8Array): Promise<OpenedContact>;
  /** @param padded a contact in padded length, as the browser sealed it */
  sealAgain(padded: Uint8Array): Uint8Array;
};

/** @param identity the notifier's `AGE-SECRET-KEY-PQ-1…` */
export function contactBox(identity: string): ContactBox {
  const seed = seedFromIdentity(identity);
  const key = Buffer.from(hkdfSync('sha256', seed, '', 'waymark/notifier-contact/v1', 32));

  function sealAgain(padded: Uint8Array): Uint8Array {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = [cipher.update(padded), cipher.final()];
    return Buffer.concat([Buffer.from([AGAIN]), nonce, ...sealed, cipher.getAuthTag()]);
  }
  function openAgain(box: Uint8Array): Uint8Array | null {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(1, 1 + NONCE));
      decipher.setAuthTag(box.subarray(-TAG));
      return Buffer.concat([decipher.update(box.subarray(1 + NONCE, -TAG)), decipher.final()]);
    } catch {
      return null;
    }
  }

  async function openContact(sealed: Uint8Array): Promise<OpenedContact> {
    const again = sealed[0] === AGAIN;
    const opened = again ? null : await open(sealed, identity);
    const padded = again ? openAgain(sealed) : opened?.ok === true ? opened.plain : null;
    const plain = padded === null ? null : unpad(padded);
    const contact = plain === null ? null : parseContact(plain);
    if (padded === null || contact === null) return { ok: false };
    return { ok: true, contact, sealedAgain: again ? null : sealAgain(padded) };
  }
  return { open: openContact, sealAgain };
}
