import { bytesToHex } from '@noble/hashes/utils.js';
import { base64, base64urlnopad } from '@scure/base';
import * as v from 'valibot';
import { fetchAgain } from '#kit/device/fetch-again.ts';
import { get } from '#kit/device/get.ts';
import { pageData } from '#kit/device/page-data.ts';
import { registerServiceWorker } from '#kit/device/start-worker.ts';
import { seal } from '#sealed/age-file.ts';
import { pad } from '#sealed/padding.ts';
import { utf8 } from '#sealed/wire.ts';
import { type Member, openMember, payOnce } from '#warnings/browser.ts';
import { type Kept, keepHere, readHere, takeFromHere } from '../browser/kept-here.ts';
import type { NotifyWords } from '../messages/en.ts';
import { hashOf, stopCode } from '../rules/codes.ts';
import { Contact, EmailAddress, readMobile } from '../rules/contact.ts';
import type { Channel } from '../tables.ts';

type Data = {
  area: string;
  desks: string[];
  rootFingerprint: string | null;
  /** ISO date, as the service says it. */
  today: string;
  language: string;
  prefix: string;
  recipient: string;
  vapidPublicKey: string | null;
  words: Pick<NotifyWords, 'errors' | 'done' | 'here' | 'working' | 'sending' | 'channel'>;
};
const data = pageData<Data>();
const { area, words } = data;

const form = get<HTMLFormElement>('subscribe');
let busy = false;

class Wrong extends Error {}
const wrong = (why: keyof NotifyWords['errors']): never => {
  throw new Wrong(words.errors[why]);
};
const refused = (why: string): never => {
  throw new Wrong((words.errors as Record<string, string>)[why] ?? words.errors.other);
};

/** The browser asks the person here, and only because they have pressed. */
async function subscribeToPush(): Promise<{ endpoint: string; p256dh: string; auth: string }> {
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || data.vapidPublicKey === null)
    return wrong('noPush');
  if ((await Notification.requestPermission()) !== 'granted') return wrong('denied');
  const registration = await registerServiceWorker();
  const applicationServerKey = new Uint8Array(base64urlnopad.decode(data.vapidPublicKey));
  const subscription = await registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey })
    .catch(() => null);
  const { endpoint, keys } = subscription?.toJSON() ?? {};
  if (endpoint === undefined || keys?.['p256dh'] === undefined || keys['auth'] === undefined)
    return wrong('noPush');
  return { endpoint, p256dh: keys['p256dh'], auth: keys['auth'] };
}

async function readForm(stop: string): Promise<Contact> {
  const fields = new FormData(form);
  const text = (name: string): string => {
    const value = fields.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const never = fields.getAll('never').map(Number);
  if (never.length > 6) wrong('days');
  const hour = (name: string): number => Number(text(name));
  const quiet = text('quiet') === 'yes' ? { from: hour('from'), to: hour('to') } : null;
  const { language, prefix } = data;
  const common = {
    v: 1,
    sender: text('sender'),
    subject: text('subject'),
    language,
    prefix,
    quiet,
    never,
    stop,
  };
  const channel = text('channel');
  if (channel === 'push') return v.parse(Contact, { ...common, channel, ...(await subscribeToPush()) });
  if (channel === 'email') {
    const to = text('email');
    if (!v.is(EmailAddress, to)) wrong('email');
    return v.parse(Contact, { ...common, channel, to });
  }
  if (channel !== 'sms') return wrong('channel');
  if (text('never-text') === 'yes') wrong('neverText');
  return v.parse(Contact, { ...common, channel, to: readMobile(text('sms')) ?? wrong('sms') });
}

async function subscribe(member: Member): Promise<void> {
  const stop = stopCode(crypto.getRandomValues(new Uint8Array(10)));
  const contact = await readForm(stop);
  const sealed = await seal(pad(utf8(JSON.stringify(contact))), [data.recipient]);
  const paid = await payOnce(member, data.desks, data.today);
  if (!paid.ok) return refused(paid.why);
  const answer = await fetchAgain(
    `/api/areas/${area}/notifications`,
    {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id: crypto.randomUUID(),
        channel: contact.channel,
        sealed: base64.encode(sealed),
        stop: bytesToHex(hashOf(stop)),
        tokens: paid.payment.map((token) => base64.encode(token)),
      }),
    },
    { attempts: 3 },
  ).catch(() => null);
  if (answer === null) return wrong('network');
  if (!answer.ok) {
    const { title } = (await answer.json().catch(() => ({}))) as { title?: string };
    return refused(title ?? 'network');
  }
  keepHere(area, { channel: contact.channel, stop });
  form.hidden = true;
  get('done').textContent = contact.channel === 'push' ? words.done.push : words.done.code;
  get('done').hidden = false;
  get('done').focus();
  showHere();
}

/** Ends it at the service first: what the browser forgets cannot be stopped here any more. */
async function stopHere({ channel, stop }: Kept, item: HTMLElement): Promise<void> {
  const answer = await fetch(`${data.prefix}/s/${stop}`, { method: 'POST', credentials: 'omit' }).catch(
    () => null,
  );
  if (answer?.ok !== true) {
    item.append(` ${words.here.lost}`);
    return;
  }
  takeFromHere(area, stop);
  if (channel === 'push') {
    const registration = await navigator.serviceWorker.getRegistration();
    await (await registration?.pushManager.getSubscription())?.unsubscribe();
  }
  item.textContent = words.here.stopped;
}

function showHere(): void {
  const kept = readHere(area);
  get('here').hidden = kept.length === 0;
  get('here-list').replaceChildren(
    ...kept.map((one) => {
      const item = document.createElement('li');
      const press = document.createElement('button');
      press.type = 'button';
      press.className = 'govuk-button govuk-button--secondary';
      press.textContent = words.here.stop;
      press.addEventListener('click', () => void stopHere(one, item));
      item.append(`${words.channel[one.channel]} `, press);
      return item;
    }),
  );
}

function showChannel(): void {
  const channel = new FormData(form).get('channel') as Channel | null;
  get('ask-email').hidden = channel !== 'email';
  get('ask-sms').hidden = channel !== 'sms';
}

function start(member: Member): void {
  if (member.rootFingerprint !== data.rootFingerprint) {
    get('fault').textContent = words.errors.other;
    get('fault').hidden = false;
    return;
  }
  form.hidden = false;
  showChannel();
  form.addEventListener('change', (event) => {
    showChannel();
    if ((event.target as HTMLInputElement).name !== 'channel') return;
    // Nobody is woken by a text or a letter at night unless they say so; a push can be silenced on the phone.
    const quiet = form.querySelector<HTMLInputElement>('input[name=quiet]');
    if (quiet) quiet.checked = (event.target as HTMLInputElement).value !== 'push';
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    get('problem').hidden = true;
    get('working').textContent = words.sending;
    subscribe(member)
      .catch((fault: unknown) => {
        get('problem').textContent = fault instanceof Wrong ? fault.message : words.errors.network;
        get('problem').hidden = false;
      })
      .finally(() => {
        busy = false;
        get('working').textContent = '';
      });
  });
}

showHere();
const member = await openMember(area).catch(() => null);
if (member === null) get('not-member').hidden = false;
else start(member);
