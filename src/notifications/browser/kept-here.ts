/** The stop codes of what was switched on in this browser, so that it can be stopped here by one press. */
import * as v from 'valibot';
import { type Channel, channels } from '../tables.ts';

export type Kept = { channel: Channel; stop: string };
const All = v.array(v.object({ channel: v.picklist(channels), stop: v.string() }));
const nameOf = (area: string): string => `waymark.notify.${area}`;

/** Empty too where storage is switched off or holds what is not ours. */
export function readHere(area: string): Kept[] {
  try {
    return v.parse(All, JSON.parse(localStorage.getItem(nameOf(area)) ?? '[]'));
  } catch {
    return [];
  }
}

function write(area: string, kept: readonly Kept[]): void {
  try {
    if (kept.length === 0) localStorage.removeItem(nameOf(area));
    else localStorage.setItem(nameOf(area), JSON.stringify(kept));
  } catch {
    // Every message still says how to stop it.
  }
}

export const keepHere = (area: string, one: Kept): void => write(area, [...readHere(area), one]);
export const takeFromHere = (area: string, stop: string): void =>
  write(
    area,
    readHere(area).filter((one) => one.stop !== stop),
  );
