import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { asDesks } from '#kit/database/pools.ts';
import { type Context, Refused } from '#kit/http/index.ts';
import { ownDesk } from '../people/keys.api.ts';
import { type WholeRecord, readRecord } from '../queries/read-records.ts';
import type { DesksTables } from '../tables.ts';

export type Db = Kysely<DesksTables>;

const uuid = v.pipe(v.string(), v.uuid());
/** Base64 of at most this many bytes. */
export const sealedText = (bytes: number) =>
  v.pipe(v.string(), v.base64(), v.maxLength(Math.ceil(bytes / 3) * 4));
export const MessagePosted = v.strictObject({
  id: uuid,
  sequence: v.pipe(v.number(), v.integer(), v.minValue(1)),
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The largest bucket that a release of a whole report needs, with its header. */
  sealed: sealedText(132 * 1024),
  /** Pictures of this message, uploaded before. */
  attachments: v.optional(v.pipe(v.array(uuid), v.maxLength(5)), []),
  /** What the desk does with it, which the server cannot read in the message: the act that its chain gets. */
  act: v.optional(v.picklist(['replied', 'released']), 'replied'),
});

export const base64 = (key: Uint8Array, body: Uint8Array = new Uint8Array()): string =>
  Buffer.concat([key, body]).toString('base64');

/** Runs `work` with one record of the worker's own desk; the same refusal for another desk's and for none. */
export type WithRecord = (
  context: Context,
  work: (tx: Db, record: WholeRecord, desk: string) => Promise<Response>,
) => Promise<Response>;

export const recordOf =
  (db: Db): WithRecord =>
  async (context, work) => {
    const desk = ownDesk(context);
    const id = v.safeParse(uuid, context.params['record']);
    if (!id.success) throw new Refused(404, 'no-such-record');
    return await asDesks(db, [desk], async (tx) => {
      const record = await readRecord(tx, context.area.id, id.output);
      // Hidden by her code: for the desk it is gone at once.
      // What a hold keeps the desk can still read.
      if (record?.desk_id !== desk || (record.hidden_day !== null && !record.hold))
        throw new Refused(404, 'no-such-record');
      return await work(tx, record, desk);
    });
  };
