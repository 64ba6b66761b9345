/** One picture at a time: grey and blurred first, drawn anew here so that nothing but pixels reaches the screen. */
import { pageData } from '#kit/device/page-data.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import { picturesWords } from '../messages/pictures.en.ts';
import { make, press } from './elements.ts';
import { fetchAttachment } from './fetch-attachment.ts';
import type { OpenedDesk } from './open-desk.ts';

const LONGEST_SIDE = 1_600;

/** A voice note, to be played here and nowhere else. */
export async function playVoice(
  opened: OpenedDesk,
  record: { id: string; epoch: number },
  attachment: string,
  place: HTMLElement,
): Promise<void> {
  const file = await fetchAttachment(opened, record, attachment);
  if (file === null || file.type === 'image/jpeg') {
    place.replaceChildren(make('p', words.voiceFailed));
    return;
  }
  const player = make('audio');
  player.controls = true;
  player.src = URL.createObjectURL(new Blob([new Uint8Array(file.bytes)], { type: file.type }));
  player.addEventListener('error', () => place.replaceChildren(make('p', words.voiceFailed)));
  place.replaceChildren(make('p', words.voiceHint), player);
}

/** Fetches (which is audited), opens and draws a picture into `place`. `epoch` is the record's. */
export async function showPicture(
  opened: OpenedDesk,
  record: { id: string; epoch: number },
  attachment: string,
  place: HTMLElement,
): Promise<void> {
  const file = await fetchAttachment(opened, record, attachment);
  if (file?.type !== 'image/jpeg') {
    place.replaceChildren(make('p', words.pictureFailed));
    return;
  }
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([new Uint8Array(file.bytes)], { type: 'image/jpeg' }));
  } catch {
    place.replaceChildren(make('p', words.pictureFailed));
    return;
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = make('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  canvas.className = 'picture picture--veiled';
  const clear = press(words.pictureClear, 'govuk-button govuk-button--secondary', () => {
    canvas.classList.remove('picture--veiled');
    clear.remove();
  });
  const away = press(words.pictureAway, 'link', () => place.replaceChildren());
  const illegal = make('a', picturesWords.link);
  illegal.href = pageData<{ picturesAt: string }>().picturesAt;
  place.replaceChildren(canvas, make('p', words.pictureHint), clear, make('p', away), make('p', illegal));
}
