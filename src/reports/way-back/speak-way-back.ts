/** What somebody does with a code, from either side: in the browser over the network, without JavaScript in the server. */
import { base64 } from '@scure/base';
import { openAttachment, sealAttachment } from '#sealed/attachment.ts';
import type { EpochStatement } from '#sealed/epoch-chain.ts';
import { sealMessage } from '#sealed/sealed-record.ts';
import type { WayBackKeys } from '#sealed/way-back-code.ts';
import { composeMessage, messageId } from '../rules/compose-message.ts';
import {
  type Conversation,
  type Schemas,
  WayBackRead,
  openConversation,
} from '../rules/open-conversation.ts';
import { type ActPosted, type MessagePosted, type WayBackMethod, signAct } from '../rules/way-back-act.ts';
import { parse } from 'valibot';

export type Answered = { ok: true; result: unknown } | { ok: false; why: string; next?: number };
/** The two ways to the server. `why` is `network` where nobody answers. */
export type Transport = {
  nonce(locator: string): Promise<string>;
  act(posted: ActPosted): Promise<Answered>;
  /** Stores a sealed picture before the message that names it. */
  put(id: string, sealed: Uint8Array): Promise<boolean>;
  /** A desk's epochs, verified up to the pinned root; null when they do not verify. */
  chainOf(desk: string): Promise<readonly EpochStatement[] | null>;
  /** What signs the roots, as the pinned root names it, after a chain was verified. Null in the server: it would only believe itself. */
  serviceKey(): Uint8Array | null;
};
export type Done = { ok: true; done: 'sent' | 'destroyed' | 'undone' } | { ok: false; why: string };
export type WayBackRoom =
  | { ok: true; today: string; conversations: Conversation[] }
  | { ok: false; why: string };

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export function speakWayBack(speaker: {
  area: string;
  keys: WayBackKeys;
  schemas: Schemas;
  transport: Transport;
}) {
  const { area, keys, schemas, transport } = speaker;
  const chains = new Map<string, Promise<readonly EpochStatement[] | null>>();
  const chainOf = (desk: string) => {
    const known = chains.get(desk) ?? transport.chainOf(desk);
    chains.set(desk, known);
    return known;
  };

  async function ask(method: WayBackMethod, record: string | null, body = ''): Promise<Answered> {
    for (let attempt = 1; ; attempt++) {
      const nonce = await transport.nonce(hex(keys.locator));
      const answered = await transport.act(signAct({ area, method, record, body, nonce }, keys));
      // Midnight came between, or an answer was lost and the same request sent again.
      const anew = !answered.ok && (answered.why === 'nonce-expired' || answered.why === 'replayed');
      if (!anew || attempt >= 3) return answered;
    }
  }

  async function read(): Promise<WayBackRoom> {
    const answered = await ask('read', null);
    if (!answered.ok) return answered;
    const { today, records } = parse(WayBackRead, answered.result);
    const conversations: Conversation[] = [];
    for (const record of records) {
      const chain = await chainOf(record.desk);
      const serviceKey = transport.serviceKey();
      const check = serviceKey && { serviceKey, today };
      conversations.push(await openConversation(area, record, keys, chain, schemas, check));
    }
    return { ok: true, today, conversations };
  }

  async function send(
    conversation: Conversation,
    one: (name: string) => string,
    pictures: readonly Uint8Array[],
  ): Promise<Done> {
    const files = pictures.map(() => crypto.randomUUID());
    const composed = composeMessage(one, files);
    if (!composed.ok) return composed;
    const tip = (await chainOf(conversation.desk))?.at(-1);
    if (!tip) return { ok: false, why: 'unverified' };
    const recipients = [tip.recipient, keys.recipient];
    const id = messageId(one('message'), JSON.stringify(composeMessage(one, [])), pictures);
    // What arrived the first time needs no second pictures.
    if (conversation.lines.some((line) => line.id === id)) return { ok: true, done: 'sent' };
    for (const [index, picture] of pictures.entries()) {
      const file = files[index] ?? '';
      const sealed = await sealAttachment({ area, id: file }, picture, 'image/jpeg', recipients);
      if (!(await transport.put(file, sealed))) return { ok: false, why: 'network' };
    }
    let sequence = conversation.next;
    for (let attempt = 1; ; attempt++) {
      const place = { area, record: conversation.id, sequence, from: 'reporter' } as const;
      const sealed = await sealMessage(place, composed.value, keys.signingSeed, recipients);
      const body: MessagePosted = {
        id,
        sequence,
        epoch: tip.number,
        sealed: base64.encode(sealed),
        attachments: files,
      };
      const answered = await ask('message', conversation.id, JSON.stringify(body));
      // Its id says what it says, so another sealing of it is the same message.
      if (answered.ok || answered.why === 'another-body') return { ok: true, done: 'sent' };
      if (answered.why !== 'sequence' || answered.next === undefined || attempt >= 5) return answered;
      sequence = answered.next;
    }
  }

  return {
    read,
    /** What a form of the page asks for; `one` gives its fields. @param pictures JPEG files, made anew */
    async perform(
      room: readonly Conversation[],
      one: (name: string) => string,
      pictures: readonly Uint8Array[],
    ): Promise<Done> {
      const conversation = room.find(({ id }) => id === one('record'));
      if (!conversation) return { ok: false, why: 'form' };
      const act = one('act');
      if (act !== 'destroy' && act !== 'undo') return await send(conversation, one, pictures);
      const answered = await ask(act, conversation.id);
      if (!answered.ok) return answered;
      return { ok: true, done: act === 'destroy' ? 'destroyed' : 'undone' };
    },
    /** A picture of the conversation; null when it does not open. To be made anew before it is shown. */
    async picture(record: string, id: string): Promise<Uint8Array | null> {
      const answered = await ask('file', record, id);
      if (!answered.ok) return null;
      const { sealed } = answered.result as { sealed: string };
      const opened = await openAttachment(base64.decode(sealed), keys.identity, { area, id });
      return opened.ok ? opened.bytes : null;
    },
  };
}
export type WayBackSpeaker = ReturnType<typeof speakWayBack>;
