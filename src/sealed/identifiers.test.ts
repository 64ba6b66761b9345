import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { normalise, type Writing } from './identifiers.ts';

const isOne = (canonical: string, ...writings: Writing[]): void => {
  for (const writing of writings)
    assert.deepEqual(normalise(writing), { ok: true, canonical }, JSON.stringify(writing));
};
const refuses = (why: string, ...writings: Writing[]): void => {
  for (const writing of writings)
    assert.deepEqual(normalise(writing), { ok: false, why }, JSON.stringify(writing));
};
const of = <K extends 'phone' | 'email' | 'plate' | 'account' | 'advert'>(
  kind: K,
  ...texts: string[]
): Writing[] => texts.map((text) => ({ kind, text }));

const zeros = [0x30, 0x660, 0x6f0, 0x966, 0xff10];
const inScript = (text: string, zero: number): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

describe('a phone number', () => {
  test('is one however it is written', () => {
    isOne(
      'phone:+447700900123',
      ...of(
        'phone',
        '07700 900123',
        '07700-900-123',
        '+44 7700 900123',
        '0044 7700 900123',
        '00447700900123',
      ),
      ...of(
        'phone',
        '+44 (0)7700 900123',
        '+44(0) 7700 900123',
        '0044 (0) 7700 900123',
        '(07700) 900 123',
        '+4407700900123',
      ),
      ...of(
        'phone',
        '٠٧٧٠٠٩٠٠١٢٣',
        '+۴۴۷۷۰۰۹۰۰۱۲۳',
        '07700 900123',
        '\u202a+44 7700 900123\u202c',
        'tel:+447700900123',
      ),
    );
    isOne('phone:+441632960123', ...of('phone', '01632 960123', '(01632) 960 123', '+44 1632 960123'));
    isOne('phone:+40721234567', ...of('phone', '+40 721 234 567', '0040721234567', '0040 (0)721 234 567'));
  });

  test('is one in every script, with any spaces and either prefix', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999 }),
        fc.constantFrom('0', '+44', '0044', '+44 (0)', '0044(0)', '+44 0'),
        fc.constantFrom(...zeros),
        fc.array(fc.constantFrom('', ' ', '-', '.', '\u00a0', '\u200b'), { minLength: 10, maxLength: 10 }),
        (last, prefix, zero, gaps) => {
          const digits = `7700900${String(last).padStart(3, '0')}`;
          const written =
            prefix +
            digits
              .split('')
              .map((digit, i) => (gaps[i] ?? '') + digit)
              .join('');
          isOne(`phone:+44${digits}`, { kind: 'phone', text: inScript(written, zero) });
        },
      ),
    );
  });

  test('is refused when it is none', () => {
    refuses(
      'not-a-phone',
      ...of('phone', '', '123', 'call me', '07700 900123 ask for Sam', '+44 7700 900123 456 789', '0'),
    );
    refuses('too-long', ...of('phone', '0'.repeat(501)));
  });
});

describe('an email address', () => {
  test('is one however it is written', () => {
    isOne(
      'email:sam.doe@example.org',
      ...of('email', 'Sam.Doe@Example.org', ' mailto:sam.doe@example.org ', 'sam.doe@example.org'),
    );
    isOne('email:samdoe@gmail.com', ...of('email', 'sam.doe@gmail.com', 'SamDoe+x@googlemail.com'));
    isOne('email:sam+x@example.org', ...of('email', 'sam+x@example.org'));
    isOne('email:sam@xn--bcher-kva.example', ...of('email', 'sam@bücher.example'));
  });
  test('is refused when it is none', () => {
    refuses(
      'not-an-email',
      ...of(
        'email',
        'sam',
        '@example.org',
        'a b@example.org',
        'sam@example',
        'a@b@example.org',
        '+@gmail.com',
      ),
    );
  });
});

describe('a handle', () => {
  test('is one with its platform', () => {
    const write = (platform: string, text: string): Writing => ({ kind: 'handle', platform, text });
    isOne(
      'handle:telegram/sam_doe',
      write('Telegram', '@Sam_Doe'),
      write(' telegram', 'sam_doe'),
      write('telegram', 'https://t.example/sam_doe?x=1'),
    );
    refuses(
      'not-a-handle',
      write('', 'sam'),
      write('telegram', ''),
      write('telegram', '@'),
      write('telegram', 'sam doe'),
    );
  });
});

describe('a number plate', () => {
  test('is one however it is written', () => {
    isOne(
      'plate:AB12CDE',
      ...of('plate', 'ab12 cde', 'AB12CDE', ' AB-12-CDE ', 'AB\u200b12\u202eCDE', 'ＡＢ１２ ＣＤＥ'),
    );
    isOne('plate:B123ABC', ...of('plate', 'B 123 ABC', 'b-123-abc'));
    isOne('plate:Ж123УР', ...of('plate', 'ж 123 ур'));
  });
  test('is one whether O or 0, I or 1 was read', () => {
    isOne('plate:0112AB0', ...of('plate', 'OI12 ABO', 'O1 12 AB0', '0112AB0', 'oi12abo'));
    isOne('plate:B0100AB', ...of('plate', 'BO 100 AB', 'B0100AB', 'B-0IOO-AB'));
  });
  test('is refused when it is none', () => {
    refuses(
      'not-a-plate',
      ...of('plate', '', 'A', 'ABCDEFG', 'OI', 'AB12 CDE FG HI JK', 'AB12/CDE', 'red car 1!'),
    );
  });
});

describe('a bank account', () => {
  test('is one as sort code and number, or as IBAN', () => {
    isOne(
      'account:gb/601613-31926819',
      ...of(
        'account',
        '60-16-13 31926819',
        '601613 31926819',
        'GB29 NWBK 6016 1331 9268 19',
        'iban: gb29nwbk60161331926819',
      ),
    );
    isOne('account:iban/DE89370400440532013000', ...of('account', 'DE89 3704 0044 0532 0130 00'));
  });
  test('is refused with a wrong check digit or length', () => {
    refuses(
      'not-an-account',
      ...of('account', 'GB28 NWBK 6016 1331 9268 19', '60-16-13', '60-16-13 3192681', 'DE89', ''),
    );
  });
});

describe('an advert', () => {
  test('is one however its address was copied', () => {
    isOne(
      'advert:adverts.example.org/ad/123?id=7&page=1',
      ...of(
        'advert',
        'https://www.adverts.example.org/ad/123/?page=1&id=7',
        'http://m.adverts.example.org/ad//123?id=7&page=1&utm_source=x#top',
        'adverts.example.org/ad/123?id=7&page=1',
      ),
    );
  });
  test('is refused when it names nobody', () => {
    refuses(
      'not-an-advert',
      ...of(
        'advert',
        'https://example.org/',
        'example.org',
        'see my page',
        'javascript://x.y/z',
        'https://u:p@example.org/a',
        '',
      ),
    );
  });
});

test('what is canonical stays so when it is written again', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('phone', 'email', 'plate', 'account', 'advert'),
      fc.string({ unit: 'grapheme' }),
      (kind, text) => {
        const once = normalise({ kind, text });
        if (!once.ok) return;
        const value = once.canonical.slice(kind.length + 1).replace(/^(?:gb|iban)\//, '');
        assert.deepEqual(normalise({ kind, text: value }), once);
      },
    ),
  );
});
