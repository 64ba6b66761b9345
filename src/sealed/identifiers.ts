/**
 * One canonical string for each thing a person can be known by, with its kind as prefix: `phone:+447700900123`.
 * Two people who write the same number differently must reach the same string, or a check finds nothing.
 * Changing what a writing maps to orphans every published warning: it needs a new feed epoch.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

export const kinds = ['phone', 'email', 'handle', 'plate', 'account', 'advert'] as const;
export type Kind = (typeof kinds)[number];

/** `platform` is asked for with a handle. A plate is asked for without its country: who saw it drive off rarely knows. */
export type Writing =
  | { kind: 'phone' | 'email' | 'plate' | 'account' | 'advert'; text: string }
  | { kind: 'handle'; platform: string; text: string };

export type Normalised =
  | { ok: true; canonical: string }
  | {
      ok: false;
      why:
        | 'too-long'
        | 'not-a-phone'
        | 'not-an-email'
        | 'not-a-handle'
        | 'not-a-plate'
        | 'not-an-account'
        | 'not-an-advert';
    };

export function normalise(writing: Writing): Normalised {
  if (writing.text.length > 500) return { ok: false, why: 'too-long' };
  switch (writing.kind) {
    case 'phone':
      return normalisePhone(writing.text);
    case 'email':
      return normaliseEmail(writing.text);
    case 'handle':
      return normaliseHandle(writing.platform, writing.text);
    case 'plate':
      return normalisePlate(writing.text);
    case 'account':
      return normaliseAccount(writing.text);
    case 'advert':
      return normaliseAdvert(writing.text);
  }
}

const canonical = (kind: Kind, value: string): Normalised => ({ ok: true, canonical: `${kind}:${value}` });

/** NFKC, digits of every script as 0–9, without the invisible characters that copying from a chat brings along. */
function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, latinDigit)
    .replace(/[\p{Cf}\p{Cc}\u034f]/gu, '')
    .trim();
}

// Unicode encodes every set of decimal digits as ten consecutive code points that begin at its zero (TUS §4.6).
function latinDigit(digit: string): string {
  let code = digit.codePointAt(0) ?? 0;
  if (code < 0x80) return digit;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
    code -= 1;
    value += 1;
  }
  return String(value);
}

function normalisePhone(text: string): Normalised {
  const plain = tidy(text)
    .replace(/^tel:/i, '')
    // "+44 (0) 7700" and "0044 (0)7700": the zero is said for callers at home and is not dialled from abroad.
    .replace(/^(\s*(?:\+|00)[\s\d.-]{1,6}?)[\s.-]*\(0\)/, '$1')
    .replace(/^\s*00(?=[\s.-]*[1-9])/, '+');
  if (!/^[\d\s+()./\-–—‐‑−]+$/.test(plain)) return { ok: false, why: 'not-a-phone' };
  const number = parsePhoneNumberFromString(plain, 'GB');
  // Possible, not valid: new ranges appear faster than tables, and Ofcom's numbers for drama are in none.
  if (!number?.isPossible() || number.ext) return { ok: false, why: 'not-a-phone' };
  return canonical('phone', number.number);
}

// Google delivers one mailbox whatever the dots and the part after "+"; other providers do not promise it.
const dotless = new Set(['gmail.com', 'googlemail.com']);

function normaliseEmail(text: string): Normalised {
  const plain = tidy(text)
    .replace(/^mailto:/i, '')
    .toLowerCase();
  const match = /^([^\s@<>(),;:"]{1,64})@([\p{L}\d-]+(?:\.[\p{L}\d-]+)+)\.?$/u.exec(plain);
  const [local, domain] = [match?.[1], match?.[2]];
  if (local === undefined || domain === undefined) return { ok: false, why: 'not-an-email' };
  const host = hostOf(domain);
  if (host === null) return { ok: false, why: 'not-an-email' };
  if (!dotless.has(host)) return canonical('email', `${local}@${host}`);
  const mailbox = (local.split('+')[0] ?? '').replaceAll('.', '');
  return mailbox === '' ? { ok: false, why: 'not-an-email' } : canonical('email', `${mailbox}@gmail.com`);
}

const hostOf = (domain: string): string | null => URL.parse(`https://${domain}/`)?.hostname ?? null;

function normaliseHandle(platform: string, text: string): Normalised {
  const where = tidy(platform)
    .toLowerCase()
    .replace(/[^\p{L}\d]/gu, '');
  const link = /^(?:https?:\/\/)?[^\s/@]+\.[^\s/@]+\/(?:user\/|u\/|in\/|add\/)?([^\s/?#]+)/iu.exec(
    tidy(text),
  );
  const handle = (link?.[1] ?? tidy(text)).replace(/^@+/, '').toLowerCase();
  if (!/^\p{L}[\p{L}\d]{0,39}$|^\d[\p{L}\d]{1,39}$/u.test(where)) return { ok: false, why: 'not-a-handle' };
  if (!/^[\p{L}\p{M}\d._-]{1,64}$/u.test(handle)) return { ok: false, why: 'not-a-handle' };
  return canonical('handle', `${where}/${handle}`);
}

/**
 * `plate:AB12CDE`, O written as 0 and I as 1: most countries print them alike, and nobody can tell at night. Two cars
 * whose plates differ only there, or only in their country, share a warning; a plate that is missed has none.
 */
function normalisePlate(text: string): Normalised {
  const plate = tidy(text)
    .toUpperCase()
    .replace(/[\s.·•‐‑–—−-]/gu, '');
  if (!/^(?=.*\d)[\p{L}\d]{2,12}$/u.test(plate)) return { ok: false, why: 'not-a-plate' };
  return canonical('plate', plate.replaceAll('O', '0').replaceAll('I', '1'));
}

/** A UK sort code with account number (`gb/200000-55779911`) or an IBAN; a UK IBAN is written as the former. */
function normaliseAccount(text: string): Normalised {
  const plain = tidy(text)
    .toUpperCase()
    .replace(/^IBAN[:\s]*/, '')
    .replace(/[\s./‐‑–—−-]/gu, '');
  const home = /^(\d{6})(\d{8})$/.exec(plain);
  if (home) return canonical('account', `gb/${home[1]}-${home[2]}`);
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(plain) || ibanRemainder(plain) !== 1) {
    return { ok: false, why: 'not-an-account' };
  }
  const uk = /^GB\d{2}[A-Z]{4}(\d{6})(\d{8})$/.exec(plain);
  return canonical('account', uk ? `gb/${uk[1]}-${uk[2]}` : `iban/${plain}`);
}

/** ISO 13616: the first four to the end, letters as 10–35, modulo 97. */
function ibanRemainder(iban: string): number {
  let remainder = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    for (const digit of String(Number.parseInt(sign, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder;
}

const tracking = /^(?:utm_.*|fbclid|gclid|msclkid|ref|referrer|source|share|lang|hl)$/i;

/** Host without `www.`/`m.`, path without a last slash, what tells one advert from another of the query, in order. */
function normaliseAdvert(text: string): Normalised {
  const plain = tidy(text);
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(plain) ? plain : `https://${plain}`);
  if (!url || !/^https?:$/.test(url.protocol) || !/[^.]\.[^.]/.test(url.hostname) || /\s/.test(plain)) {
    return { ok: false, why: 'not-an-advert' };
  }
  if (url.username !== '' || url.password !== '') return { ok: false, why: 'not-an-advert' };
  const host = url.hostname.replace(/^(?:www|m|mobile)\.(?=.*\.)/, '').replace(/\.$/, '');
  const query = [...url.searchParams].filter(([name]) => !tracking.test(name));
  const asked = new URLSearchParams(query);
  asked.sort();
  const path = url.pathname.replace(/\/+/g, '/').replace(/\/$/, '');
  // The front page of a site is where thousands advertise: it names nobody.
  if (path === '' && query.length === 0) return { ok: false, why: 'not-an-advert' };
  const port = url.port === '' ? '' : `:${url.port}`;
  return canonical('advert', `${host}${port}${path}${query.length === 0 ? '' : `?${asked.toString()}`}`);
}
