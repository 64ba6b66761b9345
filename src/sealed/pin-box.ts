/**
 * What a device keeps behind a PIN, and beside it something harmless behind a second one. There are always two rooms, in
 * random order; where no second PIN was chosen nobody can open the other, and its bytes do not tell.
 *
 *   door  12-byte nonce · AES-256-GCM under scrypt(PIN, salt) of the room's key
 *   room  12-byte nonce · AES-256-GCM under the room's key of what it holds
 *
 * The label of both, as additional data: `waymark/pin-box/v1/<area>`. A short PIN can be tried out by whoever has the box.
 */
import { type Bytes, type RandomBytes, concat, utf8 } from './wire.ts';
import { STRETCH, type Scrypt } from './stretch.ts';

const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const SALT_LENGTH = 16;

export type PinBox = { salt: Bytes; doors: [Bytes, Bytes]; rooms: [Bytes, Bytes] };
/** Which room is open, and its key: 32 bytes. */
export type RoomKey = { at: 0 | 1; key: Bytes };

/** `pin` null: nobody is to open it. */
type Content = { pin: string | null; plain: Uint8Array };

/** @param second is opened by the other PIN, in place of `first`. Throws where both PINs are one. */
export async function makePinBox(
  { area, first, second }: { area: string; first: Content; second: Content },
  scrypt: Scrypt,
  random: RandomBytes,
): Promise<PinBox> {
  if (first.pin !== null && second.pin !== null && asTyped(first.pin) === asTyped(second.pin))
    throw new RangeError('two PINs that are one');
  const salt = new Uint8Array(random(SALT_LENGTH));
  const made = async ({ pin, plain }: Content): Promise<[Bytes, Bytes]> => {
    const key = new Uint8Array(random(KEY_LENGTH));
    const door =
      pin === null
        ? new Uint8Array(random(NONCE_LENGTH + KEY_LENGTH + TAG_LENGTH))
        : await encrypt(await stretched(pin, salt, scrypt), key, area, random);
    return [door, await encrypt(key, plain, area, random)];
  };
  const both = [await made(first), await made(second)] as const;
  const [[door, room], [otherDoor, otherRoom]] = (Number(random(1)[0]) & 1) === 0 ? both : [both[1], both[0]];
  return { salt, doors: [door, otherDoor], rooms: [room, otherRoom] };
}

/** Null where the PIN opens neither. */
export async function openPinBox(
  box: PinBox,
  pin: string,
  area: string,
  scrypt: Scrypt,
): Promise<RoomKey | null> {
  const made = await stretched(pin, box.salt, scrypt);
  const keys = await Promise.all(box.doors.map(async (door) => await decrypt(made, door, area)));
  const at = keys.findIndex((key) => key !== null) as 0 | 1 | -1;
  const key = at === -1 ? null : (keys[at] ?? null);
  return at === -1 || key === null ? null : { at, key };
}

/** What the room holds; null where the key is not its key or the bytes were changed. */
export const openRoom = async (box: PinBox, { at, key }: RoomKey, area: string): Promise<Bytes | null> =>
  await decrypt(key, box.rooms[at], area);

/** The same box with something else in an open room. */
export async function fillRoom(
  box: PinBox,
  { at, key }: RoomKey,
  plain: Uint8Array,
  area: string,
  random: RandomBytes,
): Promise<PinBox> {
  const room = await encrypt(key, plain, area, random);
  return { ...box, rooms: at === 0 ? [room, box.rooms[1]] : [box.rooms[0], room] };
}

/** Digits of any keyboard are the same digits, and a space before or after is none. */
export const asTyped = (pin: string): string => pin.normalize('NFKC').trim();

const stretched = async (pin: string, salt: Uint8Array, scrypt: Scrypt): Promise<Bytes> =>
  new Uint8Array(await scrypt(utf8(asTyped(pin)), salt, STRETCH));

const label = (area: string): Bytes => utf8(`waymark/pin-box/v1/${area}`);
const imported = async (key: Bytes, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> =>
  await crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use]);

async function encrypt(key: Bytes, plain: Uint8Array, area: string, random: RandomBytes): Promise<Bytes> {
  const iv = new Uint8Array(random(NONCE_LENGTH));
  const options = { name: 'AES-GCM', iv, additionalData: label(area) };
  const sealed = await crypto.subtle.encrypt(options, await imported(key, 'encrypt'), new Uint8Array(plain));
  return concat(iv, new Uint8Array(sealed));
}

async function decrypt(key: Bytes, file: Bytes, area: string): Promise<Bytes | null> {
  const options = { name: 'AES-GCM', iv: file.subarray(0, NONCE_LENGTH), additionalData: label(area) };
  try {
    const used = await imported(key, 'decrypt');
    return new Uint8Array(await crypto.subtle.decrypt(options, used, file.subarray(NONCE_LENGTH)));
  } catch {
    return null;
  }
}
