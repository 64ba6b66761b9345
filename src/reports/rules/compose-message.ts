import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { MessageValue } from '#desks/index.ts';
import { utf8 } from '#sealed/wire.ts';

export const ADD_LONGEST = 10_000;
const wishes = ['warn', 'police', 'ugly-mugs', 'all'] as const;

export type Composed =
  | { ok: true; value: MessageValue }
  | { ok: false; why: 'nothing-said' | 'too-long' | 'too-many' | 'form' };

/**
 * What one of the page's forms says, as a message. Fields: `act` (`add`, `take-back`, `yes`, `no`), `text`, `what`,
 * `draft`. `files` are the ids of pictures that will be put before it.
 */
export function composeMessage(one: (name: string) => string, files: readonly string[]): Composed {
  const text = one('text').trim();
  if (text.length > ADD_LONGEST) return { ok: false, why: 'too-long' };
  if (files.length > 5) return { ok: false, why: 'too-many' };
  const act = one('act');
  if (act === 'add') {
    if (text === '' && files.length === 0) return { ok: false, why: 'nothing-said' };
    const pictures = files.map((id, index) => ({
      id,
      kind: 'picture' as const,
      name: `picture-${index + 1}.jpg`,
    }));
    return { ok: true, value: { type: 'text', text, files: pictures } };
  }
  const what = wishes.find((wish) => wish === one('what'));
  if (act === 'take-back' && what !== undefined) return { ok: true, value: { type: 'take-back', what } };
  if (act === 'yes' || act === 'no')
    return { ok: true, value: { type: 'draft-answer', draft: one('draft'), yes: act === 'yes', text } };
  return { ok: false, why: 'form' };
}

/**
 * The id of a message: of the form that it was typed in and of what it says. The same form sent twice is one message;
 * a form that came back by the browser's back button and says something else is another.
 */
export function messageId(form: string, said: string, pictures: readonly Uint8Array[]): string {
  const hash = sha256.create().update(utf8(JSON.stringify([form, said])));
  for (const picture of pictures) hash.update(sha256(picture));
  const bytes = hash.digest().slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
