import { createHmac } from 'node:crypto';
import { type Outcome, PATIENCE, outcomeOf, post } from './outcome.ts';

/** `reference`: the same on each try of one message, for the gateway to know a second copy by. */
export type Text = { to: string; text: string; reference: string; again: boolean };
export type SendText = (text: Text) => Promise<Outcome>;

/** A gateway: `https://user:password@gateway.example.org/send`, or GOV.UK Notify: `govuk-notify://template:key@host`. */
export function openTexts(smsUrl: string, patience = PATIENCE): SendText {
  const url = new URL(smsUrl);
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  return url.protocol === 'govuk-notify:'
    ? govUkNotify(url.host, user, password, patience)
    : gateway(url, user, password, patience);
}

/** POST of JSON `{to, text, reference}`; the reference is the Idempotency-Key too. */
function gateway(url: URL, user: string, password: string, patience: number): SendText {
  const address = `${url.origin}${url.pathname}${url.search}`;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return async ({ to, text, reference }) => {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': reference,
      ...(user === '' ? {} : { authorization }),
    };
    const answer = await post(address, headers, JSON.stringify({ to, text, reference }), patience);
    return answer === null ? { kind: 'again' } : outcomeOf(answer.status, answer.retryAfter);
  };
}

/**
 * GOV.UK Notify (docs.notifications.service.gov.uk, v2): the template is one field `text`. It keeps a reference and does not
 * refuse a second message under it, so before a second try we ask whether it has the first.
 * @param key `name-<service uuid>-<secret uuid>`, as Notify gives it.
 */
function govUkNotify(host: string, template: string, key: string, patience: number): SendText {
  const origin = `${/^127\.0\.0\.1(:\d+)?$/.test(host) ? 'http' : 'https'}://${host}`;
  const [secret, service] = [key.slice(-36), key.slice(-73, -37)];
  const token = (): string => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: service, iat: Math.floor(Date.now() / 1000) };
    const text = `${part({ typ: 'JWT', alg: 'HS256' })}.${part(claims)}`;
    return `Bearer ${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  async function hasIt(reference: string): Promise<boolean | null> {
    try {
      const answer = await fetch(`${origin}/v2/notifications?reference=${reference}`, {
        headers: { authorization: token() },
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      });
      if (!answer.ok) return null;
      const { notifications } = (await answer.json()) as { notifications?: unknown[] };
      return (notifications?.length ?? 0) > 0;
    } catch {
      return null;
    }
  }
  return async ({ to, text, reference, again }) => {
    const known = again ? await hasIt(reference) : false;
    if (known === null) return { kind: 'again' };
    if (known) return { kind: 'handed-over' };
    const headers = { authorization: token(), 'content-type': 'application/json' };
    const body = { phone_number: to, template_id: template, personalisation: { text }, reference };
    const answer = await post(`${origin}/v2/notifications/sms`, headers, JSON.stringify(body), patience);
    return answer === null ? { kind: 'again' } : outcomeOf(answer.status, answer.retryAfter);
  };
}
