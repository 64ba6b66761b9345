import { type AttachmentType, openAttachment } from '#sealed/attachment.ts';
import { type OpenedDesk, deskFetch } from './open-desk.ts';

/**
 * Fetches (which is audited) and opens an attachment; null where it does not open. `epoch` is the record's. `why`:
 * `attachments` to show it, `hand-over` to seal it to another desk.
 */
export async function fetchAttachment(
  opened: OpenedDesk,
  record: { id: string; epoch: number },
  attachment: string,
  why: 'attachments' | 'hand-over' = 'attachments',
): Promise<{ type: AttachmentType; bytes: Uint8Array } | null> {
  const answer = await deskFetch(`${opened.desk}/records/${record.id}/${why}/${attachment}`);
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
