/** What a member's device keeps of its card: one object in IndexedDB, open or behind a PIN. */
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { base64 } from '@scure/base';
import type { NodeKey } from '#sealed/broadcast/tree.ts';
import { type PinBox, fillRoom, makePinBox, openPinBox, openRoom } from '#sealed/pin-box.ts';
import type { Scrypt } from '#sealed/stretch.ts';
import { type Bytes, utf8 } from '#sealed/wire.ts';
import type { LastRead } from '../rules/new-since.ts';
import type { Batch } from '../rules/choose-payment.ts';
import { forgetRoomKey, keepRoomKey, readRoomKey } from './room-key.ts';

export type Member = {
  area: string;
  leaf: number;
  path: NodeKey[];
  /** 16 bytes: which card asks for tokens. */
  locator: Bytes;
  /** Ed25519, 32 bytes. */
  signingSeed: Bytes;
  /** 32 hex digits: what the card vouches for. */
  rootFingerprint: string;
  /** The highest counter of a bundle that was seen: a lower one is refused. */
  bundleCounter: number;
  batches: Batch[];
  /** ISO date of the newest batch. */
  batchDay: string;
  /** What was read last, to be read again without the network. */
  last: LastRead | null;
};

const STORE = 'member';

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((done, failed) => {
    request.addEventListener('success', () => done(request.result));
    request.addEventListener('error', () => failed(request.error ?? new Error('the store did not answer')));
  });
}

async function withStore<Value>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => Promise<Value>,
): Promise<Value> {
  const asked = indexedDB.open('waymark', 1);
  asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore(STORE));
  const database = await settled(asked);
  try {
    const transaction = database.transaction(STORE, mode);
    const over = new Promise<void>((done, failed) => {
      transaction.addEventListener('complete', () => done());
      transaction.addEventListener('abort', () => failed(transaction.error ?? new Error('not kept')));
    });
    const [value] = await Promise.all([work(transaction.objectStore(STORE)), over]);
    return value;
  } finally {
    database.close();
  }
}

/** What stands in the store: the card, or the box that a PIN opens. */
type Kept = Member | { box: PinBox };

/** One tab after the other, so that two do not spend one token twice. */
const alone = async <Value>(area: string, work: () => Promise<Value>): Promise<Value> =>
  // Its answer is that of the work, which its types do not say.
  (await navigator.locks.request(`waymark.member.${area}`, work)) as Value;

const readKept = async (area: string): Promise<Kept | null> =>
  await withStore('readonly', async (store) => (await settled<Kept | undefined>(store.get(area))) ?? null);
const writeKept = async (area: string, kept: Kept): Promise<void> =>
  await withStore('readwrite', async (store) => void (await settled(store.put(kept, area))));

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const scrypt: Scrypt = async (password, salt, cost) => await scryptAsync(password, salt, cost);
/** Bytes as base64 inside JSON. */
const asText = (value: unknown): Bytes =>
  utf8(
    JSON.stringify(value, (_, one: unknown) =>
      one instanceof Uint8Array ? { base64: base64.encode(one) } : one,
    ),
  );
const fromText = (bytes: Uint8Array): unknown =>
  JSON.parse(new TextDecoder().decode(bytes), (_, one: unknown) =>
    typeof one === 'object' && one !== null && 'base64' in one && typeof one.base64 === 'string'
      ? new Uint8Array(base64.decode(one.base64))
      : one,
  );

/** What is behind the PIN of this tab: the card, or the notes of the second PIN. */
type Room = { member: Member } | { notes: string[] };
/** `locked`: no PIN was typed in this tab, or it was too long ago. */
export type Opened = { is: 'none' | 'locked' } | ({ is: 'open'; behindPin: boolean } & Room);

async function openKept(area: string, kept: Kept | null): Promise<Opened> {
  if (kept === null) return { is: 'none' };
  if (!('box' in kept)) return { is: 'open', behindPin: false, member: kept };
  const key = readRoomKey(area);
  const plain = key && (await openRoom(kept.box, key, area));
  return plain === null ? { is: 'locked' } : { is: 'open', behindPin: true, ...(fromText(plain) as Room) };
}

export const openStore = async (area: string): Promise<Opened> => await openKept(area, await readKept(area));

/** Null where this device holds no card of the area, or none that this tab may open. */
export async function readMember(area: string): Promise<Member | null> {
  const opened = await openStore(area);
  return opened.is === 'open' && 'member' in opened ? opened.member : null;
}

/** Only after this was kept is the card on this device. */
export async function keepMember(member: Member): Promise<void> {
  await alone(member.area, async () => await writeKept(member.area, member));
}

async function writeRoom(area: string, kept: Kept, room: Room): Promise<void> {
  if (!('box' in kept)) {
    if ('member' in room) await writeKept(area, room.member);
    return;
  }
  const key = readRoomKey(area);
  if (key !== null) await writeKept(area, { box: await fillRoom(kept.box, key, asText(room), area, random) });
}

/** `change` gives null to leave it as it is. Answers what is kept afterwards, or null where there is no card. */
export async function changeMember(
  area: string,
  change: (member: Member) => Member | null,
): Promise<Member | null> {
  return await alone(area, async () => {
    const kept = await readKept(area);
    const opened = await openKept(area, kept);
    if (kept === null || opened.is !== 'open' || !('member' in opened)) return null;
    const changed = change(opened.member);
    if (changed === null) return opened.member;
    await writeRoom(area, kept, { member: changed });
    return changed;
  });
}

export async function keepNotes(area: string, notes: string[]): Promise<void> {
  await alone(area, async () => {
    const kept = await readKept(area);
    if (kept !== null) await writeRoom(area, kept, { notes });
  });
}

/** Whether the PIN opens it, the second one too. */
export async function openWithPin(area: string, pin: string): Promise<boolean> {
  const kept = await readKept(area);
  if (kept === null || !('box' in kept)) return true;
  const key = await openPinBox(kept.box, pin, area, scrypt);
  if (key === null) return false;
  keepRoomKey(area, key);
  return true;
}

/** Locks what is kept, from now on and in this tab at once. @param second null: no other PIN opens anything */
export async function lockStore(area: string, pin: string, second: string | null): Promise<void> {
  await alone(area, async () => {
    const opened = await openKept(area, await readKept(area));
    if (opened.is !== 'open' || !('member' in opened)) return;
    const box = await makePinBox(
      {
        area,
        first: { pin, plain: asText({ member: opened.member }) },
        second: { pin: second, plain: asText({ notes: [] }) },
      },
      scrypt,
      random,
    );
    await writeKept(area, { box });
  });
  forgetRoomKey(area);
}

/** Takes the PIN away; what is behind a second PIN goes. */
export async function unlockStore(area: string): Promise<void> {
  await alone(area, async () => {
    const opened = await openKept(area, await readKept(area));
    if (opened.is === 'open' && 'member' in opened) await writeKept(area, opened.member);
  });
  forgetRoomKey(area);
}

/** Ends the membership on this device: the card's keys, its tokens and the pins are gone. */
export async function forgetMember(area: string): Promise<void> {
  await alone(area, async () => {
    await withStore('readwrite', async (store) => await settled(store.delete(area)));
  });
  forgetRoomKey(area);
  for (const name of Object.keys(localStorage))
    if (name.startsWith(`waymark.pin.${area}.`)) localStorage.removeItem(name);
}
