import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import * as v from 'valibot';
import type { Clock } from '#kit/clock.ts';
import { type Handlers, Refused, json, problem } from '#kit/http/index.ts';
import { isSealedTo, splitHeader } from '#sealed/age-file.ts';
import { hasAttachmentSize } from '#sealed/attachment.ts';
import { bucketOfPayload, isPaddedTo } from '#sealed/padding.ts';
import { WayBackPublic } from '#sealed/sealed-record.ts';
import { auditAct, countOpening } from '../inbox/audit-act.ts';
import { showRecord } from '../inbox/show-record.ts';
import { MessagePosted, type WithRecord, sealedText } from '../inbox/with-record.ts';
import { readDesksToHandTo } from '../queries/read-desks-to-hand-to.ts';
import { attachmentMissing, storeAttachment } from '../queries/store-attachment.ts';
import { changeRecord, storeMessage } from '../queries/store-message.ts';
import { storeRecordIn } from '../queries/store-record-in.ts';
import { readStoredHash } from '../queries/store-record.ts';
import { handOvers, mayHandOver } from '../rules/hand-over.ts';
import type { DesksTables } from '../tables.ts';

const uuid = v.pipe(v.string(), v.uuid());
const Posted = v.strictObject({
  /** Of the record that the other desk gets. */
  id: uuid,
  desk: v.string(),
  as: v.picklist(handOvers),
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0)),
  summary: sealedText(16 * 1024),
  sealed: sealedText(256 * 1024),
  /** Five pictures and a voice note, sealed anew and put before. */
  attachments: v.pipe(v.array(uuid), v.maxLength(6)),
  /** Where nothing may lead back to her: one that nobody holds. */
  wayBack: v.nullable(WayBackPublic),
  /** The release that she reads, sealed to her and this desk. */
  note: v.omit(MessagePosted, ['attachments', 'act']),
});

type Services = { db: Kysely<DesksTables>; supportPool: Pool; withRecord: WithRecord; clock: Clock };

/**
 * Giving a record to another desk: a new record, sealed to that desk. It stands or falls with the line in her release log,
 * the row in the chain and what belongs to it. A server that can open nothing cannot see whether she said yes: it sees that
 * a liaison's desk is given nothing but a release, and that she is told.
 */
export function handOverHandlers({ db, supportPool, withRecord, clock }: Services): Handlers {
  return {
    apiDeskUnopened: {
      // The body leaves as when it is opened, so it is written down and counted; that nobody read it the desk says.
      post: async (context) =>
        await withRecord(context, async (tx, record, desk) => {
          await auditAct(tx, context, record, 'taken-unopened');
          await countOpening(tx, context, desk, clock);
          return json(showRecord(record));
        }),
    },
    apiDeskHandOverAttachment: {
      get: async (context) =>
        await withRecord(context, async (tx, record) => {
          const id = v.safeParse(uuid, context.params['attachment']);
          const row = id.success
            ? await tx
                .selectFrom('desks.every_attachment')
                .select(['sealed_key', 'sealed_body'])
                .where('area_id', '=', record.area_id)
                .where('record_id', '=', record.id)
                .where('id', '=', id.output)
                .executeTakeFirst()
            : undefined;
          if (!row) return problem(404, 'no-such-picture');
          await auditAct(tx, context, record, 'picture-taken');
          return new Response(new Uint8Array(Buffer.concat([row.sealed_key, row.sealed_body])), {
            headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
          });
        }),
      put: async (context) => {
        const id = v.safeParse(uuid, context.params['attachment']);
        if (!id.success) return problem(422, 'malformed', 'id');
        const bytes = await context.bytes();
        const parts = splitHeader(bytes);
        if (parts === null || !(await isSealedTo(bytes, 1))) return problem(422, 'not-sealed');
        if (!hasAttachmentSize(bytes)) return problem(422, 'not-padded');
        await withRecord(context, async () => await Promise.resolve(json({})));
        const stored = await storeAttachment(supportPool, {
          area: context.area.id,
          id: id.output,
          day: context.today,
          sealed: parts,
          bodyHash: createHash('sha256').update(bytes).digest(),
        });
        return stored.ok ? json({ stored: true }, stored.first ? 201 : 200) : problem(409, stored.why);
      },
    },
    apiDeskHandOver: {
      post: async (context) => {
        const parsed = v.safeParse(Posted, await context.json());
        if (!parsed.success) return problem(422, 'malformed');
        const { id, desk: to, as, epoch, attachments, wayBack, note, ...files } = parsed.output;
        // Only of what is released may the way back be cut: a desk of support can always answer her.
        if (wayBack !== null && as !== 'released') return problem(422, 'malformed');
        const summary = Buffer.from(files.summary, 'base64');
        const body = Buffer.from(files.sealed, 'base64');
        const said = Buffer.from(note.sealed, 'base64');
        const [summaryParts, bodyParts, saidParts] = [summary, body, said].map(splitHeader);
        const sealed = await Promise.all([isPaddedTo(summary, 1), isPaddedTo(body, 1), isPaddedTo(said, 2)]);
        if (!summaryParts || !bodyParts || !saidParts || !sealed.every(Boolean))
          return problem(422, 'not-sealed');
        const bodyHash = createHash('sha256').update(summary).update(body).digest();
        const there = (await readDesksToHandTo(db, context.area)).find((desk) => desk.id === to);
        const handed = withRecord(context, async (tx, record, desk) => {
          const before = await readStoredHash(supportPool, record.area_id, id);
          // Pressed twice, or sent again because the answer was lost: she was told then.
          if (before) return before.bodyHash.equals(bodyHash) ? json({ as }) : problem(422, 'another-body');
          if (to === desk || there?.epoch !== epoch) return problem(422, 'another-epoch');
          const may = mayHandOver(as, there.liaisons);
          if (!may.ok) return problem(422, may.why);
          if (record.hidden_day !== null || record.kind === 'destroyed') return problem(422, 'hidden');
          const told = await storeMessage(tx, {
            area: record.area_id,
            id: note.id,
            record: record.id,
            desk,
            fromDesk: true,
            sequence: note.sequence,
            day: context.today,
            epoch: note.epoch,
            locator: record.locator,
            sealed: saidParts,
            bodyHash: createHash('sha256').update(said).digest(),
          });
          if (!told.ok)
            return told.why === 'sequence'
              ? json({ title: 'sequence', status: 409, next: told.next }, 409)
              : problem(422, told.why);
          const stored = await storeRecordIn(tx, {
            area: record.area_id,
            id,
            desk: to,
            kind: record.kind,
            day: context.today,
            epoch,
            lengthBucket: bucketOfPayload(bodyParts.body.length) ?? 0,
            summary: summaryParts,
            sealed: bodyParts,
            bodyHash,
            wayBack:
              wayBack === null
                ? {
                    locator: record.locator,
                    recipient: record.way_back_recipient,
                    verifyKey: record.way_back_verify_key,
                  }
                : {
                    locator: Buffer.from(wayBack.locator, 'hex'),
                    recipient: wayBack.recipient,
                    verifyKey: Buffer.from(wayBack.verifyKey, 'hex'),
                  },
            quarantined: record.quarantined,
            attachments,
          });
          // Thrown, so that what she was told is not kept either.
          if (!stored.ok) throw new Refused(422, stored.why);
          await auditAct(tx, context, record, as, to);
          await changeRecord(tx, record.area_id, record.id, {
            waiting_on: 'nobody',
            waiting_since: context.today,
          });
          return json({ as }, 201);
        });
        return await handed.catch((error: unknown) => {
          if (attachmentMissing(error)) return problem(422, 'attachment-missing');
          throw error;
        });
      },
    },
  };
}
