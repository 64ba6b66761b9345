import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** `01632 960001` → `+441632960001`; short numbers stay. Null for what no telephone can dial. */
export function asDialled(typed: string): string | null {
  const short = typed.replaceAll(/[\s-]/g, '');
  if (/^[1-9]\d{2,5}$/.test(short)) return short;
  const number = parsePhoneNumberFromString(typed, 'GB');
  return number?.isPossible() === true ? number.number : null;
}

/** A website that a browser may be sent to: never a script. */
export const isWeb = (address: string): boolean => /^https?:\/\//.test(address) && URL.canParse(address);
