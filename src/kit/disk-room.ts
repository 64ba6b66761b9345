import { statfs } from 'node:fs/promises';

/** `plenty`; `reserve`: less than a tenth is free, which short texts alone may use; `none`: less than a hundredth. */
export type DiskRoom = 'plenty' | 'reserve' | 'none';

export function roomOf({ bavail, blocks }: { bavail: number; blocks: number }): DiskRoom {
  if (bavail * 100 < blocks) return 'none';
  return bavail * 10 < blocks ? 'reserve' : 'plenty';
}

/**
 * How much room the disk of our own database has, looked at no more than every five seconds. Where another machine
 * holds the database (`folder` null) nobody here can say, and it is `plenty`: that one refuses by itself.
 */
export function watchDisk(folder: string | null, look: typeof statfs = statfs): () => Promise<DiskRoom> {
  let last: { at: number; room: Promise<DiskRoom> } | undefined;
  return async () => {
    if (folder === null) return 'plenty';
    if (last === undefined || performance.now() - last.at > 5_000)
      last = { at: performance.now(), room: look(folder).then(roomOf, () => 'plenty' as const) };
    return await last.room;
  };
}
