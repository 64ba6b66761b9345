import type { Kysely } from 'kysely';
import * as v from 'valibot';
import type { AreaPack } from '#kit/area-pack.ts';
import type { Clock } from '#kit/clock.ts';
import { asDesks } from '#kit/database/pools.ts';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { VerifyKeyHex, rootFingerprint, verifyArea } from '#sealed/area-statement.ts';
import { isEnvelope } from '#sealed/signed.ts';
import type { PinnedRoots } from '#kit/pinned-root.ts';
import { setupLinkHolds, spendSetupLink } from '../queries/setup-link.ts';
import { startSession } from '../queries/session.ts';
import { keepEpoch, turnEpoch } from '../queries/take-epoch.ts';
import { EpochPosted, WorkerPosted, decideEpoch } from '../rules/epoch-posted.ts';
import { sessionCookie } from '../rules/session-cookie.ts';
import { nowOf } from '../sign-in/sign-in.api.ts';
import type { DesksTables } from '../tables.ts';

export type SetUp = {
  db: Kysely<DesksTables>;
  clock: Clock;
  random: (length: number) => Uint8Array;
  roots: PinnedRoots;
  /** What the area statement must say of this service, hex. */
  serviceKey: string;
  voprfPublicKeys: (area: string) => Promise<readonly string[]>;
};

const secret = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
const Posted = v.strictObject({
  secret,
  desk: v.string(),
  firstName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
  worker: WorkerPosted,
  root: v.strictObject({
    verifyKey: VerifyKeyHex,
    statement: v.custom(isEnvelope, 'a signed envelope'),
    sealed: v.pipe(v.string(), v.base64(), v.maxLength(16 * 1024)),
  }),
  epoch: EpochPosted,
  /** The keeper's keys, sealed to the recovery identity of the papers. */
  recovery: v.strictObject({
    recipientId: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    bundle: v.pipe(v.string(), v.base64(), v.maxLength(96 * 1024)),
  }),
});

/** The first one does everything until there are others: keeper, lead, worker and who hands out cards. */
const firstRoles = ['area-keeper', 'desk-lead', 'desk-worker', 'outreach'];

/**
 * The first desk of an area, made by whoever holds the set-up link: root, worker and first epoch in one transaction that
 * uses the link up. A used, old or wrong link is the same to whoever asks.
 */
export function setUpHandlers(services: SetUp): Handlers {
  const { db, clock, random, roots } = services;
  return {
    apiDeskSetUpLink: {
      post: async ({ area, ...context }) => {
        const asked = v.safeParse(v.object({ secret }), await context.json());
        const holds = asked.success && (await setupLinkHolds(db, area.id, asked.output.secret, nowOf(clock)));
        if (!holds) return problem(403, 'no-such-link');
        return json({
          serviceKey: services.serviceKey,
          voprfPublicKeys: await services.voprfPublicKeys(area.id),
        });
      },
    },
    apiDeskSetUp: {
      post: async (context) => {
        const { area } = context;
        const parsed = v.safeParse(Posted, await context.json());
        if (!parsed.success) return problem(422, 'malformed', v.getDotPath(parsed.issues[0]) ?? '');
        const posted = parsed.output;
        const organisation = organisationOf(area, posted.desk);
        const refused = await whyNot(services, area, posted);
        if (organisation === null || refused !== null) return problem(422, refused ?? 'no-such-desk');
        const rootKey = Buffer.from(posted.root.verifyKey, 'hex');
        const decided = decideEpoch([], posted.epoch, rootKey, { area: area.id, desk: posted.desk });
        if (!decided.ok || decided.state !== 'current') return problem(422, 'not-signed');
        if (!decided.epoch.members.every(({ worker }) => worker === posted.worker.id))
          return problem(422, 'not-alone');
        const done = await asDesks(db, [posted.desk], async (tx) => {
          if (!(await spendSetupLink(tx, area.id, posted.secret, nowOf(clock)))) return false;
          await tx
            .insertInto('desks.area_root')
            .values({
              area_id: area.id,
              verify_key: rootKey,
              statement: JSON.stringify(posted.root.statement),
              since_day: context.today,
            })
            .execute();
          await tx
            .insertInto('desks.root_key')
            .values({ area_id: area.id, sealed: Buffer.from(posted.root.sealed, 'base64') })
            .execute();
          await makeDesk(tx, area.id, posted.desk, organisation);
          await addWorker(tx, {
            area: area.id,
            posted: posted.worker,
            firstName: posted.firstName,
            organisation,
            roles: firstRoles,
            state: 'active',
            day: context.today,
          });
          await tx
            .insertInto('desks.worker_recovery')
            .values({
              area_id: area.id,
              worker_id: posted.worker.id,
              recipient_id: posted.recovery.recipientId,
              sealed: Buffer.from(posted.recovery.bundle, 'base64'),
            })
            .execute();
          await keepEpoch(tx, posted.epoch, decided.epoch, context.today);
          await turnEpoch(tx, JSON.stringify(posted.epoch.envelope), decided.epoch, context.today);
          // Before the commit: a root in the database without its pin would be a desk that nobody may trust.
          if (!roots.pin(area.id, rootFingerprint(rootKey))) throw new Error('another root is pinned');
          return true;
        });
        if (!done) return problem(403, 'no-such-link');
        const token = await startSession(db, area.id, posted.worker.id, nowOf(clock), random);
        return json({ rootFingerprint: rootFingerprint(rootKey) }, 201, {
          'set-cookie': sessionCookie(token),
        });
      },
    },
  };
}

/** Null when the area statement says what it must. */
async function whyNot(
  services: SetUp,
  area: AreaPack,
  { root }: v.InferOutput<typeof Posted>,
): Promise<string | null> {
  const key = Buffer.from(root.verifyKey, 'hex');
  const statement = verifyArea(root.statement, key, area.id);
  if (statement === null) return 'not-signed';
  const pinned = services.roots.read(area.id);
  if (pinned !== null && pinned !== rootFingerprint(key)) return 'another-root';
  const evaluators = await services.voprfPublicKeys(area.id);
  const same =
    statement.serviceKey === services.serviceKey &&
    JSON.stringify(statement.voprfPublicKeys) === JSON.stringify(evaluators);
  return same ? null : 'another-service';
}

export const organisationOf = (area: AreaPack, desk: string): string | null =>
  area.desks.find(({ id }) => id === desk)?.organisation ?? null;

export async function makeDesk(
  tx: Kysely<DesksTables>,
  area: string,
  desk: string,
  organisation: string,
): Promise<void> {
  await tx
    .insertInto('desks.desk')
    .values({ area_id: area, id: desk, organisation_id: organisation, opened_day: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function addWorker(
  tx: Kysely<DesksTables>,
  worker: {
    area: string;
    posted: v.InferOutput<typeof WorkerPosted>;
    firstName: string;
    organisation: string;
    roles: string[];
    state: 'waiting' | 'active';
    day: string;
  },
): Promise<void> {
  const { posted } = worker;
  await tx
    .insertInto('desks.worker')
    .values({
      area_id: worker.area,
      id: posted.id,
      organisation_id: worker.organisation,
      first_name: worker.firstName,
      roles: worker.roles,
      recipient: posted.recipient,
      verify_key: Buffer.from(posted.verifyKey, 'hex'),
      sign_in_key: Buffer.from(posted.signInKey, 'hex'),
      bundle: Buffer.from(posted.bundle, 'base64'),
      bundle_recipient: posted.bundleRecipient,
      state: worker.state,
      since_day: worker.day,
    })
    .execute();
}
