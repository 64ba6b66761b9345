import type { CodeRead } from '#sealed/way-back-code.ts';
import { type WayBackWords, fill } from '../messages/way-back.en.ts';

/** What is wrong with a code, and with which word or group of it. */
export function codeFault({ errors }: WayBackWords, read: Extract<CodeRead, { ok: false }>): string {
  switch (read.why) {
    case 'length':
      return fill(errors[`length-${read.form}`], { got: read.got });
    case 'unknown-word':
    case 'unknown-group':
      return fill(errors[read.why], { at: read.at });
    case 'empty':
    case 'check-digit':
      return errors[read.why];
  }
}
