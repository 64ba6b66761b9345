import sharp, { type Metadata } from 'sharp';
import { Busy, createFairQueue } from './fair-queue.ts';

export const LONGEST_SIDE = 1_600;
/** Bytes; the larger of two padded sizes holds it. */
export const MOST_PICTURE_BYTES = 700 * 1024;

const MEGA = 1_000_000;
/** Decoding must fit the memory of the process: a phone's photo, or a screenshot. */
const mostPixels: Readonly<Record<string, number>> = { jpeg: 26 * MEGA, png: 12 * MEGA, webp: 12 * MEGA };

export type Picture = { ok: true; jpeg: Uint8Array } | { ok: false; why: 'undecodable' | 'busy' };
/** @param bucket whose turn it takes (`http/client-bucket.ts`) */
export type MakePicture = (file: Uint8Array, bucket: string | null) => Promise<Picture>;

sharp.concurrency(1);
sharp.cache(false);

/**
 * Makes pictures anew, one at a time: turned as the camera meant, at most 1,600 px, JPEG of at most 700 KB, without
 * where and with what they were taken. Nothing of the file that was sent is kept. Networks take turns; when `waiting`
 * wait, it is busy for the one that sent most.
 */
export function createPictureMaker({ waiting = 40 }: { waiting?: number } = {}): MakePicture {
  const takeTurns = createFairQueue({ size: 1, waiting });
  return async (file, bucket) => {
    try {
      return await takeTurns(bucket, async () => await reEncode(file));
    } catch (error) {
      if (error instanceof Busy) return { ok: false, why: 'busy' };
      throw error;
    }
  };
}

async function reEncode(file: Uint8Array): Promise<Picture> {
  try {
    const { format, width, height }: Metadata = await sharp(file, { limitInputPixels: false }).metadata();
    if (width * height > (mostPixels[format] ?? 0)) return { ok: false, why: 'undecodable' };
    const small = await sharp(file, { sequentialRead: true, failOn: 'error' })
      .rotate()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width: w, height: h, channels } = small.info;
    for (const quality of [82, 70, 55, 40, 25]) {
      const jpeg = await sharp(small.data, { raw: { width: w, height: h, channels } })
        .jpeg({ quality })
        .toBuffer();
      if (jpeg.length <= MOST_PICTURE_BYTES) return { ok: true, jpeg };
    }
    return { ok: false, why: 'undecodable' };
  } catch {
    return { ok: false, why: 'undecodable' };
  }
}
