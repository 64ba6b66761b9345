/** The key that a PIN opened, in this tab, until Leave or ten minutes away. */
import { base64 } from '@scure/base';
import { GOES_WITH_LEAVE } from '#kit/device/goes-with-leave.ts';
import type { RoomKey } from '#sealed/pin-box.ts';

/** Milliseconds that a tab may be out of sight before the PIN is asked for again. */
export const AWAY = 10 * 60_000;

type Kept = { at: 0 | 1; key: string; seen: number };
const nameOf = (area: string): string => `${GOES_WITH_LEAVE}room.${area}`;

export function keepRoomKey(area: string, { at, key }: RoomKey): void {
  const kept: Kept = { at, key: base64.encode(key), seen: Date.now() };
  sessionStorage.setItem(nameOf(area), JSON.stringify(kept));
}

export function forgetRoomKey(area: string): void {
  sessionStorage.removeItem(nameOf(area));
}

/** Null where no PIN was typed, or too long ago; that key is gone then. */
export function readRoomKey(area: string): RoomKey | null {
  const text = sessionStorage.getItem(nameOf(area));
  if (text === null) return null;
  const { at, key, seen } = JSON.parse(text) as Kept;
  const away = Date.now() - seen;
  if (away >= 0 && away < AWAY) return { at, key: new Uint8Array(base64.decode(key)) };
  forgetRoomKey(area);
  return null;
}

/** Counts the time away from when the page was last in sight; `late` is called where that was too long. */
export function watchAway(area: string, late: () => void): void {
  const see = (): void => {
    const key = readRoomKey(area);
    if (key !== null) keepRoomKey(area, key);
    else if (document.visibilityState === 'visible') late();
  };
  document.addEventListener('visibilitychange', see);
  const often = setInterval(see, 60_000);
  // Nothing of ours may hold up a page that is on its way out.
  addEventListener('waymark-leave', () => {
    clearInterval(often);
    document.removeEventListener('visibilitychange', see);
  });
}
