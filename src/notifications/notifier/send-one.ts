import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { type Clock, Temporal } from '#kit/clock.ts';
import type { SendMail } from '#kit/mail/open-mail.ts';
import { seedFromIdentity } from '#sealed/age-file.ts';
import type { Outcome } from '../channels/outcome.ts';
import { sendLetter } from '../channels/send-letter.ts';
import { sendPush } from '../channels/send-push.ts';
import type { SendText } from '../channels/send-text.ts';
import type { Vapid } from '../channels/vapid.ts';
import type { Claimed } from '../queries/claim-messages.ts';
import { finishMessage, putBack } from '../queries/finish-message.ts';
import { askCode, endSubscription, keepSealedAgain } from '../queries/notifier-writes.ts';
import { confirmCode, hashOf } from '../rules/codes.ts';
import { type Contact, isPushService } from '../rules/contact.ts';
import { mayGoAt, waitAgain } from '../rules/when.ts';
import { compose, composePush } from './compose.ts';
import { contactBox } from './open-contact.ts';

export type Means = {
  pool: pg.Pool;
  clock: Clock;
  identity: string;
  origin: string;
  /** Null where this service has not that channel: what waits for it waits on. */
  vapid: Vapid | null;
  mail: SendMail | null;
  text: SendText | null;
  pushServices: readonly string[];
  /** Milliseconds that one try may take; the usual where unsaid. */
  patience?: number;
};

/** So many codes a day to one address, whoever asks for them: nobody can be pestered from here. */
const MOST_CODES = 3;

/** Sends one claimed message and writes down what became of it. Throws only where the database is away. */
export function createSendOne(means: Means): (message: Claimed) => Promise<void> {
  const { pool, clock, identity, origin, vapid, mail, text, pushServices, patience } = means;
  const box = contactBox(identity);
  const codeKey = Buffer.from(
    hkdfSync('sha256', seedFromIdentity(identity), '', 'waymark/notifier-code/v1', 32),
  );
  // Which addresses were sent a code today: under a key that dies with this process, in memory only.
  const dayKey = randomBytes(32);
  let [day, asked] = ['', new Map<string, Set<string>>()];

  function mayAsk(to: string, message: string): boolean {
    if (day !== clock.today()) [day, asked] = [clock.today(), new Map()];
    const key = createHmac('sha256', dayKey).update(to.toLowerCase()).digest('base64');
    const before = asked.get(key) ?? new Set();
    if (!before.has(message) && before.size >= MOST_CODES) return false;
    asked.set(key, before.add(message));
    return true;
  }

  async function hand(message: Claimed, contact: Contact, now: number): Promise<Outcome> {
    if (contact.channel === 'push') {
      if (vapid === null) return { kind: 'again' };
      if (!isPushService(contact.endpoint, pushServices)) return { kind: 'gone' };
      const ttl = Math.max(0, Math.floor((message.valid_until.getTime() - now) / 1000));
      const topic = Buffer.from(message.id.replaceAll('-', ''), 'hex').toString('base64url');
      const options = { vapid, topic, ttl, now, ...(patience === undefined ? {} : { patience }) };
      return await sendPush(contact, composePush(contact), options);
    }
    let code: string | null = null;
    if (message.kind === 'confirm') {
      if (!mayAsk(contact.to, message.id)) return { kind: 'failed' };
      // Made from the message, so that a second try says the same.
      code = confirmCode(createHmac('sha256', codeKey).update(message.id).digest());
      await askCode(pool, message, hashOf(code));
    }
    const { sender, title, text: words, stop } = compose(contact, origin, code);
    if (contact.channel === 'email') {
      if (mail === null) return { kind: 'again' };
      const letter = { to: contact.to, subject: title, text: words, messageId: message.id, sender, stop };
      return await sendLetter(mail, letter);
    }
    if (text === null) return { kind: 'again' };
    return await text({ to: contact.to, text: words, reference: message.id, again: message.tries > 1 });
  }

  return async (message) => {
    const today = clock.today();
    const { sealed } = message;
    if (sealed === null) return void (await finishMessage(pool, message, 'failed', today));
    const opened = await box.open(sealed);
    // What cannot be opened, or says another channel than its row, was not made by our page.
    if (!opened.ok || opened.contact.channel !== message.channel) {
      await finishMessage(pool, message, 'failed', today);
      return await endSubscription(pool, message);
    }
    const { contact, sealedAgain } = opened;
    if (sealedAgain !== null) await keepSealedAgain(pool, message, sealed, sealedAgain);
    const now = clock.now();
    // Whoever has just asked for a code is waiting for it, whatever the hour.
    const free = message.kind === 'confirm' ? now : mayGoAt(now, contact);
    const until = Temporal.Instant.fromEpochMilliseconds(message.valid_until.getTime());
    if (Temporal.Instant.compare(free, until) >= 0)
      return void (await finishMessage(pool, message, 'expired', today));
    if (Temporal.Instant.compare(free, now) > 0)
      return void (await putBack(pool, message, new Date(free.epochMilliseconds), { counts: false }));
    const outcome = await hand(message, contact, now.epochMilliseconds);
    if (outcome.kind === 'again') {
      const wait = waitAgain(message.tries, outcome.after ?? 0, Math.random());
      return void (await putBack(pool, message, new Date(clock.now().epochMilliseconds + wait)));
    }
    const gone = outcome.kind === 'gone';
    await finishMessage(pool, message, outcome.kind === 'handed-over' ? 'handed-over' : 'failed', today);
    if (gone) await endSubscription(pool, message);
  };
}
