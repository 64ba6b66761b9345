import type { PushContact } from '../rules/contact.ts';
import { encryptPush } from './encrypt-push.ts';
import { type Outcome, outcomeOf, post } from './outcome.ts';
import type { Vapid } from './vapid.ts';

/** What the service worker shows, and which of our pages a press opens. */
export type PushShown = { title: string; body: string; open: string };

/**
 * RFC 8030: hands a message to the browser's push service. `topic`: the same on each try, so that a second one takes the
 * place of the first. Urgency is one and the same, since it would tell the service what kind of message it is.
 * @param ttl seconds for which it may wait for the device.
 */
export async function sendPush(
  to: PushContact,
  shown: PushShown,
  {
    vapid,
    topic,
    ttl,
    now,
    patience,
  }: { vapid: Vapid; topic: string; ttl: number; now: number; patience?: number },
): Promise<Outcome> {
  let body: Uint8Array<ArrayBuffer>;
  try {
    body = new Uint8Array(encryptPush(Buffer.from(JSON.stringify(shown)), to));
  } catch {
    // Keys that are no point of the curve: no browser made this subscription.
    return { kind: 'gone' };
  }
  const headers = {
    authorization: vapid.authorization(to.endpoint, now),
    'content-encoding': 'aes128gcm',
    'content-type': 'application/octet-stream',
    ttl: String(ttl),
    topic,
    urgency: 'high',
  };
  const answer = await post(to.endpoint, headers, body, patience);
  if (answer === null) return { kind: 'again' };
  if (answer.status === 404 || answer.status === 410) return { kind: 'gone' };
  return outcomeOf(answer.status, answer.retryAfter);
}
