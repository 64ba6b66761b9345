/** One picture at a time: grey and blurred first, drawn anew here so that nothing but pixels reaches the screen. */
import type { OpenedDesk } from './open-desk.ts';
import { deskFetch } from './open-desk.ts';
import { type AttachmentType, openAttachment } from '#sealed/attachment.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import { make, press } from './elements.ts';

const LONGEST_SIDE = 1_600;

/** Fetches (which is audited) and opens an attachment; null where it does not open. `epoch` is the record's. */
async function fetchAttachment(
  opened: OpenedDesk,
  record: { id: string; epoch: number },
  attachment: string,
): Promise<{ type: AttachmentType; bytes: Uint8Array } | null> {
  const answer = await deskFetch(`${opened.desk}/records/${record.id}/attachments/${attachment}`);
  if (!answer.ok) return null;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  // A report's own was sealed to its epoch, a later message's to one of those after it.
  for (let epoch = record.epoch; epoch <= opened.tip.number; epoch++) {
    const identity = await opened.identityOf(epoch);
    if (identity === null) continue;
    const file = await openAttachment(bytes, identity, { area: opened.area, id: attachment });
    if (file.ok) return file;
  }
  return null;
}

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
  place.replaceChildren(canvas, make('p', words.pictureHint), clear, make('p', away));
}
