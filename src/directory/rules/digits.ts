/** Digits as people write them, so that one number is the same number however it stands in a text. */

const spoken: Record<string, string> = {
  zero: '0',
  oh: '0',
  nought: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
};
const digitWord = Object.keys(spoken).join('|');

/** A text in small letters whose digits, of any script and in words, are 0 to 9. */
export const plainDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(new RegExp(`\\b(double|treble|triple)[\\s-]+(${digitWord}|\\d)\\b`, 'g'), (_, times, one) => {
      const digit = spoken[String(one)] ?? String(one);
      return digit.repeat(times === 'double' ? 2 : 3);
    })
    .replaceAll(new RegExp(`\\b(${digitWord})\\b`, 'g'), (word) => spoken[word] ?? word)
    .replaceAll(/\p{Nd}/gu, (digit) => (/\d/.test(digit) ? digit : String(digitValue(digit))));

/** Every run of digits of a text, whatever stands between them. */
export function digitRuns(text: string): string[] {
  return (plainDigits(text).match(/\d(?:[\s().,\u2010-\u2015/+_-]{0,3}\d)+/g) ?? []).map((run) =>
    run.replaceAll(/\D/g, ''),
  );
}

/** Decimal digits of every script stand in tens from their zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return code - zero;
}

/** The digits by which a number is known however it is written: without the country or the 0 before it. */
export const significant = (to: string): string => {
  const digits = to.replaceAll(/\D/g, '');
  return digits.length < 9 ? digits : digits.replace(/^(0044|44|0)/, '');
};
