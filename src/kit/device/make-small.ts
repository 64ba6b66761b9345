const LONGEST_SIDE = 1_600;
const MOST_BYTES = 700 * 1024;

/**
 * Draws a picture anew, at most 1,600 px and 700 KB, JPEG: what the camera wrote into the file stays behind. Null for
 * what this browser cannot show.
 */
export async function makeSmall(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  for (const quality of [0.82, 0.7, 0.55, 0.4, 0.25]) {
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
    if (made?.type !== 'image/jpeg') return null;
    if (made.size <= MOST_BYTES) return new Uint8Array(await made.arrayBuffer());
  }
  return null;
}
