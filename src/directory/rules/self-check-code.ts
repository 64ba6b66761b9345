import { base32crockford } from '@scure/base';

/** Bytes of chance in the code of a link: nobody finds one by trying. */
export const codeBytes = 16;

/** 26 letters and digits in groups: `k3vq-9f2m-…`. Read aloud or typed it is the same as in a link. */
export const writeCode = (code: Uint8Array): string =>
  (
    base32crockford
      .encode(code)
      .toLowerCase()
      .match(/.{1,4}/g) ?? []
  ).join('-');

/** Forgives capitals, spaces, hyphens, a whole link before it, and letters that look like digits. Null for what is no code. */
export function readCode(typed: string): Uint8Array | null {
  const plain = (typed.split('#').at(-1) ?? '')
    .normalize('NFKC')
    .replaceAll(/[\s–—-]/g, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{26}$/.test(plain)) return null;
  try {
    return base32crockford.decode(plain);
  } catch {
    return null;
  }
}
