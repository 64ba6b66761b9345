import type { Kysely, Updateable } from 'kysely';
import * as v from 'valibot';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { isSealedTo } from '#sealed/age-file.ts';
import { isRecipient } from '#sealed/recipient.ts';
import { labels, readUnverified, verify } from '#sealed/signed.ts';
import { takeChallenge } from '../queries/challenge.ts';
import { findWorker } from '../queries/worker.ts';
import { type SignIn, nowOf, signedInAs } from '../sign-in/sign-in.api.ts';
import type { DesksTables, WorkerTable } from '../tables.ts';

const hex32 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Asked = v.strictObject({ recipientId: hex32 });
/** What the worker's own key signs, which only the papers have brought back. */
const Recovery = v.strictObject({
  area: v.string(),
  challenge: hex32,
  worker: v.pipe(v.string(), v.uuid()),
  signInKey: hex32,
  bundle: v.pipe(v.string(), v.base64(), v.maxLength(96 * 1024)),
  bundleRecipient: v.pipe(v.string(), v.check(isRecipient)),
});

/**
 * The way back in for whoever lost every phrase and passkey and has two of the three printed papers. The keys stay what
 * they are, so no chain changes; the old phrase, passkeys and sessions are dead, and colleagues see the day.
 */
export function recoverHandlers(services: SignIn): Handlers {
  const { db, clock } = services;
  return {
    apiDeskRecoverFind: {
      post: async (context) => {
        const asked = v.safeParse(Asked, await context.json());
        if (!asked.success) return problem(422, 'malformed');
        const found = await db
          .selectFrom('desks.worker_recovery')
          .innerJoin('desks.worker', (join) =>
            join
              .onRef('desks.worker.area_id', '=', 'desks.worker_recovery.area_id')
              .onRef('desks.worker.id', '=', 'desks.worker_recovery.worker_id'),
          )
          .select(['worker_id', 'sealed'])
          .where('desks.worker_recovery.area_id', '=', context.area.id)
          .where('recipient_id', '=', asked.output.recipientId)
          .where('state', '=', 'active')
          .executeTakeFirst();
        return found
          ? json({ worker: found.worker_id, bundle: Buffer.from(found.sealed).toString('base64') })
          : problem(404, 'no-such-papers');
      },
    },
    apiDeskRecover: {
      post: async (context) => {
        const { area } = context;
        const posted = v.safeParse(v.strictObject({ envelope: v.unknown() }), await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const { envelope } = posted.output;
        const claimed = v.safeParse(Recovery, readUnverified(envelope, labels.deskRecovery));
        if (!claimed.success || claimed.output.area !== area.id) return problem(422, 'malformed');
        const { challenge, worker: id, signInKey, bundle, bundleRecipient } = claimed.output;
        const bytes = Buffer.from(bundle, 'base64');
        if (!(await isSealedTo(bytes, 1))) return problem(422, 'not-sealed');
        const fresh = await takeChallenge(db, area.id, Buffer.from(challenge, 'hex'), nowOf(clock));
        const worker = await findWorker(db, area.id, id);
        const signed =
          worker?.state === 'active' && verify(envelope, labels.deskRecovery, [worker.verify_key]) !== null;
        // One answer for all: who is asking is not told what was wrong.
        if (!fresh || !worker || !signed) return problem(403, 'no-such-worker');
        await replaceWays(db, area.id, id, {
          sign_in_key: Buffer.from(signInKey, 'hex'),
          bundle: bytes,
          bundle_recipient: bundleRecipient,
          recovered_day: context.today,
        });
        return await signedInAs(services, area.id, { ...worker, bundle: bytes });
      },
    },
  };
}

/** The new phrase is the only way in: whoever found the old words or a forgotten device is out. */
async function replaceWays(
  db: Kysely<DesksTables>,
  area: string,
  worker: string,
  ways: Updateable<WorkerTable>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('desks.worker')
      .set(ways)
      .where('area_id', '=', area)
      .where('id', '=', worker)
      .execute();
    for (const table of ['desks.passkey', 'desks.session'] as const)
      await tx.deleteFrom(table).where('area_id', '=', area).where('worker_id', '=', worker).execute();
  });
}
