import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import * as v from 'valibot';
import { storeAttachment } from '#desks/index.ts';
import type { DiskRoom } from '#kit/disk-room.ts';
import { type Handler, json, problem } from '#kit/http/index.ts';
import { isSealedTo, splitHeader } from '#sealed/age-file.ts';
import { hasAttachmentSize } from '#sealed/attachment.ts';
import type { FloodGate } from '../flood-gate.ts';
import { noRoomAnswer, workWantedAnswer } from '../receive-report/receive-report.api.ts';
import { uuid4 } from '../rules/accept-report.ts';
import { mayStore } from '../rules/flood.ts';

export type ReceiveAttachment = { pool: Pool; flood: FloodGate; diskRoom: () => Promise<DiskRoom> };

/**
 * `PUT /api/areas/{area}/attachments/{uuid}`: an age file to one recipient (a report's picture) or two (a message's),
 * padded to one of two sizes. 201 once it is on disk; the same bytes again 200; the id with other bytes 409; 422 for
 * what nobody could open. It goes again after a day or two unless a report or message claims it.
 */
export function receiveAttachment({ pool, flood, diskRoom }: ReceiveAttachment): Handler {
  return async (context) => {
    const id = context.params['uuid'] ?? '';
    if (!v.is(uuid4, id)) return problem(422, 'malformed', 'id');
    const bytes = await context.bytes();
    const bodyHash = createHash('sha256').update(bytes).digest();
    const bucket = context.bucket();
    const shown = context.request.headers.get('waymark-work');
    const wanted = flood.workFor('attachment', bucket, bodyHash, shown);
    if (wanted) return workWantedAnswer(wanted);
    const sealed = splitHeader(bytes);
    if (!sealed || !((await isSealedTo(bytes, 1)) || (await isSealedTo(bytes, 2))))
      return problem(422, 'not-sealed');
    if (!hasAttachmentSize(bytes)) return problem(422, 'not-padded');
    const room = mayStore(await diskRoom(), 1024, 1);
    if (!room.ok) return noRoomAnswer(room.why);
    const stored = await storeAttachment(pool, {
      area: context.area.id,
      id,
      day: context.today,
      sealed,
      bodyHash,
    });
    if (!stored.ok) return problem(409, stored.why);
    if (stored.first) flood.stored('attachment', bucket);
    return json({ id }, stored.first ? 201 : 200);
  };
}
