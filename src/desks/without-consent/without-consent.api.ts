import { isPaddedTo } from '#sealed/padding.ts';
import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { type Clock, hourOf } from '#kit/clock.ts';
import { type Handlers, Refused, json, problem } from '#kit/http/index.ts';
import { splitHeader } from '#sealed/age-file.ts';
import { MessagePosted, type WithRecord, base64 } from '../inbox/with-record.ts';
import { appendAudit } from '../queries/append-audit.ts';
import type { WholeRecord } from '../queries/read-records.ts';
import { changeRecord, isMessageStored, storeMessage } from '../queries/store-message.ts';
import type { AuditAct } from '../rules/audit-act.ts';
import { wantedOf } from '../rules/without-consent.ts';
import type { WithoutConsentTable } from '../tables.ts';

const uuid = v.pipe(v.string(), v.uuid());
const isoDay = v.pipe(v.string(), v.isoDate());
const sealedText = v.pipe(v.string(), v.base64(), v.maxLength(128 * 1024));
const Note = v.omit(MessagePosted, ['attachments', 'act']);
const Acted = v.strictObject({
  id: uuid,
  kind: v.picklist(['at-once', 'by-two']),
  hold: v.nullable(v.picklist(['set', 'lift'])),
  tellBy: v.nullable(isoDay),
  sealed: sealedText,
  /** What she is told, sealed to her and the desk. */
  note: v.optional(Note),
});
const Answered = v.variant('act', [
  v.strictObject({
    act: v.literal('look'),
    agrees: v.boolean(),
    lift: v.boolean(),
    sealed: sealedText,
    note: v.optional(Note),
  }),
  /** She can be told now. */
  v.strictObject({ act: v.literal('tell'), note: Note }),
  v.strictObject({ act: v.literal('seen') }),
]);

type Tx = Parameters<Parameters<WithRecord>[1]>[0];
type Context = Parameters<WithRecord>[0];

/**
 * What a desk does without her yes. Where she is told, the act stands in the chain that she reads; where that would put
 * somebody at risk it stands in a chain of its own, which only the desk reads and which the day's root holds as well.
 */
export function withoutConsentHandlers({
  withRecord,
  clock,
}: {
  withRecord: WithRecord;
  clock: Clock;
}): Handlers {
  async function audit(
    tx: Tx,
    context: Context,
    record: WholeRecord,
    act: AuditAct['act'],
    quiet: string | null,
  ): Promise<void> {
    const { recipient } = await tx
      .selectFrom('desks.epoch')
      .select('recipient')
      .where('area_id', '=', record.area_id)
      .where('desk_id', '=', record.desk_id)
      .where('state', '=', 'current')
      .executeTakeFirstOrThrow();
    const place = { area: record.area_id, desk: record.desk_id };
    await appendAudit(
      tx,
      quiet === null
        ? { ...place, id: record.id, locator: record.locator }
        : { ...place, id: quiet, locator: new Uint8Array(randomBytes(16)) },
      {
        act,
        worker: context.signedIn?.worker ?? '',
        firstName: context.signedIn?.firstName ?? '',
        day: context.today,
      },
      quiet === null ? [recipient, record.way_back_recipient] : [recipient],
    );
  }

  /** Null when it was stored; else the refusal. */
  async function tell(
    tx: Tx,
    context: Context,
    record: WholeRecord,
    note: v.InferOutput<typeof Note>,
  ): Promise<Response | null> {
    const file = Buffer.from(note.sealed, 'base64');
    const parts = splitHeader(file);
    if (parts === null || !(await isPaddedTo(file, 2))) return problem(422, 'not-sealed');
    const stored = await storeMessage(tx, {
      area: record.area_id,
      id: note.id,
      record: record.id,
      desk: record.desk_id,
      fromDesk: true,
      sequence: note.sequence,
      day: context.today,
      epoch: note.epoch,
      locator: record.locator,
      sealed: parts,
      bodyHash: createHash('sha256').update(file).digest(),
    });
    if (stored.ok) return null;
    return stored.why === 'sequence'
      ? json({ title: 'sequence', status: 409, next: stored.next }, 409)
      : problem(409, stored.why);
  }

  async function hold(
    tx: Tx,
    context: Context,
    record: WholeRecord,
    change: 'set' | 'lift' | null,
    quiet: string | null,
  ): Promise<void> {
    if (change === null || (change === 'set') === record.hold) return;
    await changeRecord(tx, record.area_id, record.id, { hold: change === 'set' });
    await audit(tx, context, record, change === 'set' ? 'held' : 'hold-lifted', quiet);
  }

  const of = (tx: Tx, record: WholeRecord) =>
    tx
      .selectFrom('desks.without_consent')
      .selectAll()
      .where('area_id', '=', record.area_id)
      .where('record_id', '=', record.id);

  return {
    apiDeskWithoutConsent: {
      get: async (context) =>
        await withRecord(context, async (tx, record) => {
          const acts = await of(tx, record).orderBy('due_hour', 'desc').execute();
          return json({ hold: record.hold, acts: acts.map((act) => shown(act, clock, context.today)) });
        }),
      post: async (context) => {
        const parsed = v.safeParse(Acted, await context.json());
        if (!parsed.success) return problem(422, 'malformed');
        const { id, kind, hold: change, tellBy, sealed, note } = parsed.output;
        const worker = context.signedIn?.worker ?? '';
        // She is told in the same moment, or there is a day on which somebody asks again; by two, when it is done.
        if (kind === 'at-once' && (note === undefined) !== (tellBy !== null))
          return problem(422, 'malformed');
        if (kind === 'at-once' && change === 'lift') return problem(422, 'malformed');
        const bytes = Buffer.from(sealed, 'base64');
        if (!(await isPaddedTo(bytes, 1))) return problem(422, 'not-sealed');
        return await withRecord(context, async (tx, record, desk) => {
          const there = await of(tx, record).where('id', '=', id).executeTakeFirst();
          // Pressed twice, or sent again because the answer was lost.
          if (there) return there.made_by === worker ? json({ stored: true }) : problem(409, 'another-body');
          const refused = kind === 'at-once' && note ? await tell(tx, context, record, note) : null;
          if (refused) return refused;
          await tx
            .insertInto('desks.without_consent')
            .values({
              area_id: record.area_id,
              id,
              record_id: record.id,
              desk_id: desk,
              kind,
              state: kind === 'at-once' ? 'done' : 'asked',
              made_by: worker,
              reviewed_by: null,
              due_hour: hourOf(clock.now().add({ hours: 24 })),
              hold: change,
              tell_by: tellBy,
              seen_by_lead: false,
              sealed: bytes,
              sealed_review: null,
            })
            .execute();
          const quiet = tellBy === null ? null : id;
          // What is only asked for is not done: nothing of it stands in the chain that she reads.
          await audit(tx, context, record, 'acted-without-consent', kind === 'by-two' ? id : quiet);
          if (kind === 'at-once') await hold(tx, context, record, change, quiet);
          return json({ stored: true }, 201);
        });
      },
    },
    apiDeskSecondLook: {
      post: async (context) => {
        const parsed = v.safeParse(Answered, await context.json());
        const id = v.safeParse(uuid, context.params['act']);
        if (!parsed.success || !id.success) return problem(422, 'malformed');
        const posted = parsed.output;
        const { worker = '', roles = [] } = context.signedIn ?? {};
        return await withRecord(context, async (tx, record) => {
          const act = await of(tx, record).where('id', '=', id.output).forUpdate().executeTakeFirst();
          if (!act) return problem(404, 'no-such-act');
          const change = (to: Partial<WithoutConsentTable>) =>
            tx
              .updateTable('desks.without_consent')
              .set(to)
              .where('area_id', '=', record.area_id)
              .where('id', '=', act.id)
              .execute();
          if (posted.act === 'seen') {
            if (!roles.includes('desk-lead')) throw new Refused(403, 'not-yours');
            await change({ seen_by_lead: true });
            return json({ stored: true });
          }
          const note = 'note' in posted ? posted.note : undefined;
          const file = note && Buffer.from(note.sealed, 'base64');
          if (note && file && (await isMessageStored(tx, { area: record.area_id, id: note.id, file })))
            return json({ stored: true });
          if (posted.act === 'tell') {
            if (act.tell_by === null || act.state === 'refused') return problem(409, 'told');
            const refused = await tell(tx, context, record, posted.note);
            if (refused) return refused;
            await change({ tell_by: null });
            await audit(tx, context, record, 'acted-without-consent', null);
            return json({ stored: true }, 201);
          }
          if (act.made_by === worker) return problem(409, 'needs-another');
          if (act.state !== 'asked' && act.state !== 'done') return problem(409, 'already-looked');
          const sealed = Buffer.from(posted.sealed, 'base64');
          if (!(await isPaddedTo(sealed, 1))) return problem(422, 'not-sealed');
          const quiet = act.tell_by === null ? null : act.id;
          const doesIt = act.state === 'asked' && posted.agrees;
          if (doesIt && quiet === null) {
            if (!posted.note) return problem(422, 'malformed');
            const refused = await tell(tx, context, record, posted.note);
            if (refused) return refused;
          }
          await change({
            state: act.state === 'asked' && !posted.agrees ? 'refused' : 'reviewed',
            reviewed_by: worker,
            sealed_review: sealed,
          });
          if (doesIt) {
            await audit(tx, context, record, 'acted-without-consent', quiet);
            await hold(tx, context, record, act.hold, quiet);
          } else if (act.hold === 'set' && posted.lift) await hold(tx, context, record, 'lift', quiet);
          return json({ stored: true }, 201);
        });
      },
    },
  };
}

function shown(act: WithoutConsentTable, clock: Clock, today: string): object {
  return {
    id: act.id,
    kind: act.kind,
    state: act.state,
    madeBy: act.made_by,
    hold: act.hold,
    tellBy: act.tell_by,
    wanted: wantedOf(
      { state: act.state, dueHour: act.due_hour, tellBy: act.tell_by, seenByLead: act.seen_by_lead },
      hourOf(clock.now()),
      today,
    ),
    sealed: base64(act.sealed),
    review: act.sealed_review === null ? null : base64(act.sealed_review),
  };
}
