import { isPaddedTo } from '#sealed/padding.ts';
import { createHash } from 'node:crypto';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Pool } from 'pg';
import * as v from 'valibot';
import { type Clock, hourOf } from '#kit/clock.ts';
import { asDesks } from '#kit/database/pools.ts';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { splitHeader } from '#sealed/age-file.ts';
import { hasAttachmentSize } from '#sealed/attachment.ts';
import { ownDesk } from '../people/keys.api.ts';
import { destroyRecord } from '../queries/destroy-record.ts';
import { readRecord, readRecords } from '../queries/read-records.ts';
import { attachmentMissing, claimAttachments, storeAttachment } from '../queries/store-attachment.ts';
import { changeRecord, isMessageStored, storeMessage } from '../queries/store-message.ts';
import { handOverHandlers } from '../hand-over/hand-over.api.ts';
import { MANY_AN_HOUR } from '../rules/audit-act.ts';
import { auditAct, countOpening } from './audit-act.ts';
import { showRecord } from './show-record.ts';
import { MessagePosted, base64, recordOf, sealedText as sealed } from './with-record.ts';
import { withoutConsentHandlers } from '../without-consent/without-consent.api.ts';
import { wantedOf } from '../rules/without-consent.ts';
import type { DesksTables } from '../tables.ts';

export type Inbox = { db: Kysely<DesksTables>; supportPool: Pool; clock: Clock };

const uuid = v.pipe(v.string(), v.uuid());

/** The desk's side of its records: the list, one body at a time, answers, handing on, and destroying by two. */
export function recordsHandlers({ db, supportPool, clock }: Inbox): Handlers {
  const withRecord = recordOf(db);

  return {
    ...withoutConsentHandlers({ withRecord, clock }),
    ...handOverHandlers({ db, supportPool, withRecord, clock }),
    apiDeskRecords: {
      get: async (context) => {
        const desk = ownDesk(context);
        return await asDesks(db, [desk], async (tx) => {
          const records = await readRecords(tx, context.area.id, desk);
          const acts = await tx
            .selectFrom('desks.without_consent')
            .select(['record_id', 'state', 'due_hour', 'tell_by', 'seen_by_lead'])
            .where('area_id', '=', context.area.id)
            .where('desk_id', '=', desk)
            .execute();
          const many =
            context.signedIn?.roles.includes('desk-lead') === true
              ? await tx
                  .selectFrom('desks.opened_count')
                  .innerJoin('desks.worker', (join) =>
                    join
                      .onRef('desks.worker.area_id', '=', 'desks.opened_count.area_id')
                      .onRef('desks.worker.id', '=', 'desks.opened_count.worker_id'),
                  )
                  .select(['first_name', 'hour', 'count'])
                  .where('desks.opened_count.area_id', '=', context.area.id)
                  .where('desk_id', '=', desk)
                  .where('count', '>', MANY_AN_HOUR)
                  .where('hour', '>=', `${context.today}T00`)
                  .execute()
              : [];
          return json({
            today: context.today,
            acts: acts.map((act) => ({
              record: act.record_id,
              wanted: wantedOf(
                {
                  state: act.state,
                  dueHour: act.due_hour,
                  tellBy: act.tell_by,
                  seenByLead: act.seen_by_lead,
                },
                hourOf(clock.now()),
                context.today,
              ),
            })),
            many: many.map(({ first_name, hour, count }) => ({ firstName: first_name, hour, count })),
            records: records.map((record) => ({
              id: record.id,
              kind: record.kind,
              day: record.day,
              epoch: record.epoch,
              summary: base64(record.summary_key, record.summary_body),
              openedDay: record.opened_day,
              waitingOn: record.waiting_on,
              waitingSince: record.waiting_since,
              quarantined: record.quarantined,
              hold: record.hold,
              messages: record.messages,
              answered: record.answered,
              destruction: record.destruction,
            })),
          });
        });
      },
    },
    apiDeskRecord: {
      // Opening leaves a mark, so it is no GET.
      post: async (context) =>
        await withRecord(context, async (tx, record, desk) => {
          await auditAct(tx, context, record, 'opened');
          if (record.opened_day === null)
            await changeRecord(tx, record.area_id, record.id, { opened_day: context.today });
          await countOpening(tx, context, desk, clock);
          const now = await readRecord(tx, record.area_id, record.id);
          return json(showRecord(now ?? record));
        }),
    },
    apiDeskMessages: {
      post: async (context) => {
        const parsed = v.safeParse(MessagePosted, await context.json());
        if (!parsed.success) return problem(422, 'malformed');
        const posted = parsed.output;
        const file = Buffer.from(posted.sealed, 'base64');
        const parts = splitHeader(file);
        if (parts === null || !(await isPaddedTo(file, 2))) return problem(422, 'not-sealed');
        return await withRecord(context, async (tx, record, desk) => {
          const stored = await storeMessage(tx, {
            area: record.area_id,
            id: posted.id,
            record: record.id,
            desk,
            fromDesk: true,
            sequence: posted.sequence,
            day: context.today,
            epoch: posted.epoch,
            locator: record.locator,
            sealed: parts,
            bodyHash: createHash('sha256').update(file).digest(),
          });
          if (!stored.ok)
            return stored.why === 'sequence'
              ? json({ title: 'sequence', status: 409, next: stored.next }, 409)
              : problem(409, stored.why);
          if (stored.first && posted.attachments.length > 0) {
            const claim = { area: record.area_id, record: record.id, desk, locator: record.locator };
            const { text, values } = claimAttachments({ ...claim, ids: posted.attachments });
            await tx.executeQuery(CompiledQuery.raw(text, [...values]));
          }
          if (stored.first) await auditAct(tx, context, record, posted.act);
          return json({ stored: true }, stored.first ? 201 : 200);
        }).catch((error: unknown) => {
          if (attachmentMissing(error)) return problem(422, 'attachment-missing');
          throw error;
        });
      },
    },
    apiDeskAttachment: {
      // A picture of an answer, put before the message that names it; it belongs to nobody until then.
      put: async (context) => {
        const id = v.safeParse(uuid, context.params['attachment']);
        if (!id.success) return problem(422, 'malformed', 'id');
        const bytes = await context.bytes();
        const parts = splitHeader(bytes);
        if (parts === null || !(await isPaddedTo(bytes, 2))) return problem(422, 'not-sealed');
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
          await auditAct(tx, context, record, 'picture-opened');
          return new Response(new Uint8Array(Buffer.concat([row.sealed_key, row.sealed_body])), {
            headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
          });
        }),
    },
    apiDeskDestroy: {
      /** The first who asks gives the reason, the second does it, with a last note to her. */
      post: async (context) => {
        const parsed = v.safeParse(
          v.union([
            v.strictObject({ reason: sealed(16 * 1024) }),
            v.strictObject({ note: v.omit(MessagePosted, ['attachments', 'act']) }),
          ]),
          await context.json(),
        );
        if (!parsed.success) return problem(422, 'malformed');
        const posted = parsed.output;
        return await withRecord(context, async (tx, record, desk) => {
          if (record.hold) return problem(409, 'held');
          const worker = context.signedIn?.worker ?? '';
          const asked = await tx
            .selectFrom('desks.destruction')
            .select(['asked_by', 'sealed_reason'])
            .where('area_id', '=', record.area_id)
            .where('record_id', '=', record.id)
            .executeTakeFirst();
          if ('reason' in posted) {
            if (asked) return problem(409, 'already-asked');
            const reason = Buffer.from(posted.reason, 'base64');
            if (!(await isPaddedTo(reason, 1))) return problem(422, 'not-sealed');
            await tx
              .insertInto('desks.destruction')
              .values({
                area_id: record.area_id,
                record_id: record.id,
                desk_id: desk,
                asked_by: worker,
                sealed_reason: reason,
              })
              .execute();
            await auditAct(tx, context, record, 'destruction-asked');
            return json({ state: 'asked' }, 201);
          }
          const file = Buffer.from(posted.note.sealed, 'base64');
          if (await isMessageStored(tx, { area: record.area_id, id: posted.note.id, file }))
            return json({ state: 'destroyed' });
          if (!asked || asked.asked_by === worker) return problem(409, 'needs-another');
          const parts = splitHeader(file);
          if (parts === null || !(await isPaddedTo(file, 2))) return problem(422, 'not-sealed');
          const stored = await storeMessage(tx, {
            area: record.area_id,
            id: posted.note.id,
            record: record.id,
            desk,
            fromDesk: true,
            sequence: posted.note.sequence,
            day: context.today,
            epoch: posted.note.epoch,
            locator: record.locator,
            sealed: parts,
            bodyHash: createHash('sha256').update(file).digest(),
          });
          if (!stored.ok)
            return stored.why === 'sequence'
              ? json({ title: 'sequence', status: 409, next: stored.next }, 409)
              : problem(409, stored.why);
          await auditAct(tx, context, record, 'destroyed');
          await destroyRecord(tx, record.area_id, record.id, posted.note.id);
          return json({ state: 'destroyed' }, 201);
        });
      },
      get: async (context) =>
        await withRecord(context, async (tx, record) => {
          const asked = await tx
            .selectFrom('desks.destruction')
            .select(['asked_by', 'sealed_reason'])
            .where('area_id', '=', record.area_id)
            .where('record_id', '=', record.id)
            .executeTakeFirst();
          return json(asked ? { askedBy: asked.asked_by, reason: base64(asked.sealed_reason) } : null);
        }),
    },
  };
}
