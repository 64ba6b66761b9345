import type { Letter, SendMail } from '#kit/mail/open-mail.ts';
import type { Outcome } from './outcome.ts';

/**
 * Hands a letter to the mail server. Only its own word about this address or this letter is final (a 5xx to RCPT or to the
 * text); a password that it refuses is our fault and is tried again when somebody has mended it.
 */
export async function sendLetter(send: SendMail, letter: Letter): Promise<Outcome> {
  try {
    await send(letter);
    return { kind: 'handed-over' };
  } catch (error) {
    const { responseCode, command } = error as { responseCode?: number; command?: string };
    const final = (responseCode ?? 0) >= 500 && (command === 'RCPT TO' || command === 'DATA');
    return { kind: final ? 'failed' : 'again' };
  }
}
