import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { asDesks } from '#kit/database/pools.ts';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { type Envelope, isEnvelope, labels, verify } from '#sealed/signed.ts';
import { readChain } from '../queries/read-chain.ts';
import { findWorker } from '../queries/worker.ts';
import { deskIsOpen } from '../rules/desk-is-open.ts';
import { membersOf } from '../rules/epoch-posted.ts';
import type { DesksTables } from '../tables.ts';
import { ownDesk } from './keys.api.ts';

const Opening = v.object({
  area: v.string(),
  desk: v.string(),
  epoch: v.number(),
  plainHash: v.string(),
  by: v.picklist(['own-key', 'recovery']),
});

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * A desk takes records from the public once it has shown that it can read: two members, or one and the printed recovery
 * identity, have opened the test record and signed its hash.
 */
export function testRecordHandlers({ db }: { db: Kysely<DesksTables> }): Handlers {
  return {
    apiDeskTest: {
      get: async (context) => {
        const desk = ownDesk(context);
        return await asDesks(db, [desk], async (tx) => {
          const test = await tx
            .selectFrom('desks.test_record')
            .innerJoin('desks.epoch', (join) =>
              join
                .onRef('desks.epoch.area_id', '=', 'desks.test_record.area_id')
                .onRef('desks.epoch.desk_id', '=', 'desks.test_record.desk_id')
                .onRef('desks.epoch.number', '=', 'desks.test_record.number'),
            )
            .select(['desks.test_record.number', 'sealed'])
            .where('desks.test_record.area_id', '=', context.area.id)
            .where('desks.test_record.desk_id', '=', desk)
            .where('state', '=', 'current')
            .executeTakeFirst();
          if (!test) return problem(404, 'no-test-record');
          const recovery = await tx
            .selectFrom('desks.epoch_recovery')
            .select('sealed')
            .where('area_id', '=', context.area.id)
            .where('desk_id', '=', desk)
            .where('number', '=', test.number)
            .executeTakeFirst();
          return json({
            epoch: test.number,
            sealed: base64(test.sealed),
            recovery: recovery ? base64(recovery.sealed) : null,
          });
        });
      },
      post: async (context) => {
        const desk = ownDesk(context);
        const area = context.area.id;
        const worker = context.signedIn?.worker ?? '';
        const parsed = v.safeParse(
          v.strictObject({ envelope: v.custom<Envelope>(isEnvelope) }),
          await context.json(),
        );
        if (!parsed.success) return problem(422, 'malformed');
        const { envelope } = parsed.output;
        const found = await findWorker(db, area, worker);
        const statement = v.safeParse(
          Opening,
          found ? verify(envelope, labels.opening, [found.verify_key]) : null,
        );
        if (!statement.success || statement.output.area !== area || statement.output.desk !== desk)
          return problem(422, 'not-signed');
        const { epoch, plainHash, by } = statement.output;
        return await asDesks(db, [desk], async (tx) => {
          const test = await tx
            .selectFrom('desks.test_record')
            .select('plain_hash')
            .where('area_id', '=', area)
            .where('desk_id', '=', desk)
            .where('number', '=', epoch)
            .executeTakeFirst();
          if (!test || Buffer.from(test.plain_hash).toString('hex') !== plainHash)
            return problem(422, 'not-opened');
          await tx
            .insertInto('desks.opening')
            .values({
              area_id: area,
              desk_id: desk,
              worker_id: worker,
              envelope: JSON.stringify(envelope),
              day: context.today,
              by_recovery: by === 'recovery',
            })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
          const openings = await tx
            .selectFrom('desks.opening')
            .select(['worker_id', 'by_recovery'])
            .where('area_id', '=', area)
            .where('desk_id', '=', desk)
            .execute();
          const members = membersOf((await readChain(tx, area, desk)).at(-1));
          const open = deskIsOpen(
            members,
            openings.map(({ worker_id, by_recovery }) => ({
              worker: worker_id,
              by: by_recovery ? 'recovery' : 'own-key',
            })),
          );
          if (open)
            await tx
              .updateTable('desks.desk')
              .set({ opened_day: context.today })
              .where('area_id', '=', area)
              .where('id', '=', desk)
              .where('opened_day', 'is', null)
              .execute();
          return json({ open });
        });
      },
    },
  };
}
