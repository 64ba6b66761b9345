/** What a message says: the words that the member chose, how to end it, and before the first one a code. */
import type { PushShown } from '../channels/send-push.ts';
import { neutral } from '../messages/neutral.ts';
import { showCode } from '../rules/codes.ts';
import type { Contact } from '../rules/contact.ts';

export type Composed = { sender: string; title: string; text: string; stop: string };

/** @param code for the first message to an address: it must be typed before there is a second */
export function compose(contact: Contact, origin: string, code: string | null): Composed {
  const words = neutral[contact.language];
  const { title, line } = words.subjects[contact.subject];
  const at = `${origin}${contact.prefix}`;
  const stop = `${at}/s/${contact.stop}`;
  const said =
    code === null ? line : words.code.replace('{code}', showCode(code)).replace('{link}', `${at}/notify`);
  const end = words.stop.replace('{link}', stop);
  const sender = words.senders[contact.sender];
  const text = contact.channel === 'sms' ? `${sender}: ${said} ${end}` : `${said}\n\n${end}\n`;
  return { sender, title, text, stop };
}

export function composePush(contact: Contact): PushShown {
  const { title, line } = neutral[contact.language].subjects[contact.subject];
  const sender = neutral[contact.language].senders[contact.sender];
  return { title: `${sender} · ${title}`, body: line, open: `${contact.prefix}/warnings` };
}
