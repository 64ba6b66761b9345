/** What a subscription holds, sealed to the notifier: where to, in which words, and when not. */
import * as v from 'valibot';
import { senders, subjects } from '../messages/neutral.ts';

const Path = v.pipe(v.string(), v.regex(/^(\/a\/[a-z][a-z0-9-]{1,39})?(\/[a-z]{2,3}(-[a-z]+)?)?$/));
const Base64Url = (length: number) => v.pipe(v.string(), v.regex(new RegExp(`^[\\w-]{${length}}$`)));
const Hour = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23));

const common = {
  v: v.literal(1),
  sender: v.picklist(senders),
  subject: v.picklist(subjects),
  language: v.picklist(['en', 'ro']),
  /** What stands before our paths in this area and language. */
  prefix: Path,
  /** From and to an hour of London's wall clock, or null: at any hour. */
  quiet: v.nullable(v.strictObject({ from: Hour, to: Hour })),
  /** Days of the week on which nothing may come, Monday is 1. */
  never: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))), v.maxLength(6)),
  /** What ends it; its SHA-256 stands beside. */
  stop: v.pipe(v.string(), v.regex(/^[a-z2-7]{16}$/)),
};

/** An address that can be written to the envelope of a letter as it is: no spaces, no commas, no quotes. */
export const EmailAddress = v.pipe(
  v.string(),
  v.maxLength(254),
  v.regex(
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)+$/i,
  ),
);
/** A mobile of the UK: a premium or foreign number would let anybody with a card spend our money. */
export const MobileNumber = v.pipe(v.string(), v.regex(/^\+447[1-57-9]\d{8}$/));

export const Contact = v.variant('channel', [
  v.strictObject({
    ...common,
    channel: v.literal('push'),
    /** As PushSubscription says it: the address, P-256 point and secret in base64url. */
    endpoint: v.pipe(v.string(), v.url(), v.maxLength(1000)),
    p256dh: Base64Url(87),
    auth: Base64Url(22),
  }),
  v.strictObject({ ...common, channel: v.literal('email'), to: EmailAddress }),
  v.strictObject({ ...common, channel: v.literal('sms'), to: MobileNumber }),
]);
export type Contact = v.InferOutput<typeof Contact>;
export type PushContact = Extract<Contact, { channel: 'push' }>;

/** As people type it: `07700 900123`, `+44 7700 900123`. Null where that is no mobile of the UK. */
export function readMobile(typed: string): string | null {
  const digits = typed.replaceAll(/[\s().-]/g, '').replace(/^00/, '+');
  const number = digits.startsWith('0') ? `+44${digits.slice(1)}` : digits.replace(/^\+440/, '+44');
  return v.is(MobileNumber, number) ? number : null;
}

/** Null for what is no contact of ours: whoever sealed it does not follow the page. */
export function parseContact(plain: Uint8Array): Contact | null {
  try {
    const read = v.safeParse(Contact, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain)));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/**
 * Whether we may post to this address: a push service that we know. Without the list anybody with a card could have us
 * post into our own network. @param services hosts, with all that lies below them; http only on this very machine
 */
export function isPushService(endpoint: string, services: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  const known = services.some((host) => hostname === host || hostname.endsWith(`.${host}`));
  return known && (protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1'));
}
