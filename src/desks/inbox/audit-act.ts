import { type Clock, hourOf } from '#kit/clock.ts';
import type { Context } from '#kit/http/index.ts';
import { appendAudit } from '../queries/append-audit.ts';
import type { WholeRecord } from '../queries/read-records.ts';
import type { AuditAct } from '../rules/audit-act.ts';
import type { Db } from './with-record.ts';

/** Writes what whoever asks does into the record's chain, for the desk and for her. @param to of a hand-over: the other desk */
export async function auditAct(
  tx: Db,
  context: Context,
  record: WholeRecord,
  act: AuditAct['act'],
  to?: string,
): Promise<void> {
  const tip = await tx
    .selectFrom('desks.epoch')
    .select('recipient')
    .where('area_id', '=', record.area_id)
    .where('desk_id', '=', record.desk_id)
    .where('state', '=', 'current')
    .executeTakeFirstOrThrow();
  await appendAudit(
    tx,
    { area: record.area_id, id: record.id, desk: record.desk_id, locator: record.locator },
    {
      act,
      worker: context.signedIn?.worker ?? '',
      firstName: context.signedIn?.firstName ?? '',
      day: context.today,
      ...(to === undefined ? {} : { to }),
    },
    [tip.recipient, record.way_back_recipient],
  );
}

/** Counts that a body left for whoever asks: of many in an hour the desk's lead is told. */
export async function countOpening(tx: Db, context: Context, desk: string, clock: Clock): Promise<void> {
  await tx
    .insertInto('desks.opened_count')
    .values({
      area_id: context.area.id,
      desk_id: desk,
      worker_id: context.signedIn?.worker ?? '',
      hour: hourOf(clock.now()),
      count: 1,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['area_id', 'desk_id', 'worker_id', 'hour'])
        .doUpdateSet((set) => ({ count: set('desks.opened_count.count', '+', 1) })),
    )
    .execute();
}
