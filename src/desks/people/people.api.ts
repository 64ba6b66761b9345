import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { type Clock, dayIn } from '#kit/clock.ts';
import { asDesks, asLocator } from '#kit/database/pools.ts';
import { type Context, type Handlers, Refused, json, problem } from '#kit/http/index.ts';
import { type Envelope, isEnvelope } from '#sealed/signed.ts';
import { acceptInvite, locatorOf, readInvite } from '../queries/invite.ts';
import { readChain, readDesksOf } from '../queries/read-chain.ts';
import { readRoot } from '../queries/read-root.ts';
import { keepEpoch, removeWorkers, turnEpoch } from '../queries/take-epoch.ts';
import { EpochPosted, WorkerPosted, decideEpoch, membersOf } from '../rules/epoch-posted.ts';
import { addWorker, makeDesk, organisationOf } from '../set-up/set-up.api.ts';
import type { DesksTables } from '../tables.ts';
import { ownDesk } from './keys.api.ts';

export type People = { db: Kysely<DesksTables>; clock: Clock; random: (length: number) => Uint8Array };

/** A page that stood open while the key turned may still send for a week. */
const GRACE_DAYS = 7;
const INVITE_DAYS = 7;
export const deskRoles = [
  'desk-worker',
  'desk-lead',
  'area-keeper',
  'outreach',
  'police-liaison',
  'slavery-liaison',
] as const;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** One's own desk, or, for the area's keeper, any desk of the pack: its people and keys, never what it was sent. */
function deskToKeep(context: Context): string {
  const desk = context.params['desk'] ?? '';
  const keeper = context.signedIn?.roles.includes('area-keeper') === true;
  return keeper && context.area.desks.some(({ id }) => id === desk) ? desk : ownDesk(context);
}

const InvitePosted = v.strictObject({
  firstName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
  roles: v.pipe(v.array(v.picklist(deskRoles)), v.minLength(1)),
});

/** Who belongs to a desk, who was invited, what waits for a second signature, and the turning of its key. */
export function peopleHandlers({ db, clock, random }: People): Handlers {
  /** Keeps or makes current what was posted; answers what became of it. */
  async function take(context: Context, desk: string, posted: EpochPosted): Promise<Response> {
    const area = context.area.id;
    const root = await readRoot(db, area);
    if (root === null) return problem(409, 'not-set-up');
    const chain = await readChain(db, area, desk);
    const rootKey = Buffer.from(root.verifyKey, 'hex');
    const decided = decideEpoch(chain, posted, rootKey, { area, desk });
    if (!decided.ok) return problem(422, decided.why);
    await asDesks(db, [desk], async (tx) => {
      await makeDesk(tx, area, desk, organisationOf(context.area, desk) ?? '');
      await keepEpoch(tx, posted, decided.epoch, context.today);
      if (decided.state === 'current')
        await turnEpoch(tx, JSON.stringify(posted.envelope), decided.epoch, dayIn(clock, GRACE_DAYS));
    });
    if (decided.state === 'current') await letGo(area, chain.at(-1), posted.envelope);
    return json({ state: decided.state }, 201);
  }

  /** Whoever stood in the epoch before and stands in no current one is a worker no longer. */
  async function letGo(area: string, before: Envelope | undefined, after: Envelope): Promise<void> {
    const stay = new Set(membersOf(after));
    const gone: string[] = [];
    for (const worker of membersOf(before))
      if (!stay.has(worker) && (await readDesksOf(db, area, worker)).length === 0) gone.push(worker);
    await removeWorkers(db, area, gone);
  }

  return {
    apiDeskPeople: {
      get: async (context) => {
        const desk = deskToKeep(context);
        const area = context.area.id;
        return await asDesks(db, [desk], async (tx) => {
          const workers = await tx
            .selectFrom('desks.worker')
            .select([
              'id',
              'first_name',
              'organisation_id',
              'roles',
              'recipient',
              'verify_key',
              'state',
              'recovered_day',
            ])
            .where('area_id', '=', area)
            .execute();
          const invites = await tx
            .selectFrom('desks.invite')
            .select(['id', 'first_name', 'roles', 'invited_by', 'worker_id', 'expires'])
            .where('area_id', '=', area)
            .where('desk_id', '=', desk)
            .orderBy('expires')
            .execute();
          const proposed = await tx
            .selectFrom('desks.epoch')
            .select('envelope')
            .where('area_id', '=', area)
            .where('desk_id', '=', desk)
            .where('state', '=', 'proposed')
            .executeTakeFirst();
          const openings = await tx
            .selectFrom('desks.opening')
            .select(['worker_id', 'by_recovery'])
            .where('area_id', '=', area)
            .where('desk_id', '=', desk)
            .execute();
          const opened = await tx
            .selectFrom('desks.desk')
            .select('opened_day')
            .where('area_id', '=', area)
            .where('id', '=', desk)
            .executeTakeFirst();
          const turned = await tx
            .selectFrom('desks.epoch')
            .select('day')
            .where('area_id', '=', area)
            .where('desk_id', '=', desk)
            .where('state', '=', 'current')
            .executeTakeFirst();
          const current = (await readChain(tx, area, desk)).at(-1);
          const proposal: unknown = proposed === undefined ? null : JSON.parse(proposed.envelope);
          const known = new Set([
            ...invites.map(({ worker_id }) => worker_id),
            ...membersOf(proposal),
            ...membersOf(current),
          ]);
          return json({
            workers: workers
              .filter(({ id }) => known.has(id))
              .map((worker) => ({
                id: worker.id,
                firstName: worker.first_name,
                organisation: worker.organisation_id,
                roles: worker.roles,
                recipient: worker.recipient,
                verifyKey: hex(worker.verify_key),
                state: worker.state,
                recoveredDay: worker.recovered_day,
              })),
            invites: invites.map((invite) => ({
              id: invite.id,
              firstName: invite.first_name,
              roles: invite.roles,
              invitedBy: invite.invited_by,
              worker: invite.worker_id,
              expires: invite.expires,
            })),
            proposed: proposal,
            openings: openings.map(({ worker_id, by_recovery }) => ({
              worker: worker_id,
              by: by_recovery ? 'recovery' : 'own-key',
            })),
            openedDay: opened?.opened_day ?? null,
            keySince: turned?.day ?? null,
            today: context.today,
          });
        });
      },
    },
    apiDeskInvites: {
      post: async (context) => {
        const desk = deskToKeep(context);
        const posted = v.safeParse(InvitePosted, await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const keeper = context.signedIn?.roles.includes('area-keeper') === true;
        if (posted.output.roles.includes('area-keeper') && !keeper) throw new Refused(403, 'not-yours');
        const secret = Buffer.from(random(32)).toString('base64url');
        const organisation = organisationOf(context.area, desk);
        if (organisation === null) return problem(404, 'no-such-desk');
        await asDesks(db, [desk], async (tx) => {
          await makeDesk(tx, context.area.id, desk, organisation);
          await tx
            .insertInto('desks.invite')
            .values({
              area_id: context.area.id,
              id: randomUUID(),
              desk_id: desk,
              locator: Buffer.from(locatorOf(secret), 'hex'),
              first_name: posted.output.firstName,
              organisation_id: organisation,
              roles: posted.output.roles,
              invited_by: context.signedIn?.worker ?? '',
              worker_id: null,
              expires: dayIn(clock, INVITE_DAYS),
            })
            .execute();
        });
        return json({ secret }, 201);
      },
      delete: async (context) => {
        const desk = deskToKeep(context);
        const posted = v.safeParse(
          v.strictObject({ id: v.pipe(v.string(), v.uuid()) }),
          await context.json(),
        );
        if (!posted.success) return problem(422, 'malformed');
        await asDesks(db, [desk], async (tx) => {
          await tx
            .deleteFrom('desks.invite')
            .where('area_id', '=', context.area.id)
            .where('desk_id', '=', desk)
            .where('id', '=', posted.output.id)
            .execute();
        });
        return json({ withdrawn: true });
      },
    },
    apiDeskInvited: {
      post: async ({ area, today, ...context }) => {
        const asked = v.safeParse(v.object({ secret: v.string() }), await context.json());
        if (!asked.success) return problem(422, 'malformed');
        const locator = locatorOf(asked.output.secret);
        const invite = await asLocator(db, locator, (tx) => readInvite(tx, area.id, locator, today));
        if (invite === null) return problem(403, 'no-such-link');
        const by = await db
          .selectFrom('desks.worker')
          .select(['id', 'first_name'])
          .where('area_id', '=', area.id)
          .where('id', '=', invite.invited_by)
          .executeTakeFirst();
        return json({
          desk: invite.desk_id,
          firstName: invite.first_name,
          roles: invite.roles,
          invitedBy: { worker: by?.id ?? '', firstName: by?.first_name ?? '' },
          accepted: invite.worker_id !== null,
        });
      },
    },
    apiDeskJoin: {
      post: async (context) => {
        const { area, today } = context;
        const parsed = v.safeParse(
          v.strictObject({ secret: v.string(), worker: WorkerPosted, epoch: v.optional(EpochPosted) }),
          await context.json(),
        );
        if (!parsed.success) return problem(422, 'malformed', v.getDotPath(parsed.issues[0]) ?? '');
        const { secret, worker, epoch } = parsed.output;
        const locator = locatorOf(secret);
        const invite = await asLocator(db, locator, (tx) => readInvite(tx, area.id, locator, today));
        if (invite === null || invite.worker_id !== null) return problem(403, 'no-such-link');
        const joined = await asDesks(db, [invite.desk_id], async (tx) => {
          await addWorker(tx, {
            area: area.id,
            posted: worker,
            firstName: invite.first_name,
            organisation: invite.organisation_id,
            roles: invite.roles,
            state: 'waiting',
            day: today,
          });
          const first = await acceptInvite(tx, invite, worker.id);
          if (!first) throw new Refused(403, 'no-such-link');
          return true;
        });
        // The first of a new desk brings its first epoch along, for the area's keeper to sign.
        if (joined && epoch !== undefined) return await take(context, invite.desk_id, epoch);
        return json({ joined }, 201);
      },
    },
    apiDeskTurn: {
      post: async (context) => {
        const desk = ownDesk(context);
        const posted = v.safeParse(EpochPosted, await context.json());
        return posted.success
          ? await take(context, desk, posted.output)
          : problem(422, 'malformed', v.getDotPath(posted.issues[0]) ?? '');
      },
    },
    apiDeskApprove: {
      post: async (context) => {
        const desk = deskToKeep(context);
        const area = context.area.id;
        const parsed = v.safeParse(
          v.strictObject({ envelope: v.custom<Envelope>(isEnvelope) }),
          await context.json(),
        );
        if (!parsed.success) return problem(422, 'malformed');
        const { envelope } = parsed.output;
        const root = await readRoot(db, area);
        if (root === null) return problem(409, 'not-set-up');
        const chain = await readChain(db, area, desk);
        const kept = await asDesks(db, [desk], (tx) => readProposed(tx, area, desk));
        if (kept === null) return problem(409, 'nothing-proposed');
        if (kept.posted.envelope.payload !== envelope.payload) return problem(409, 'another-proposal');
        const place = { area, desk };
        const rootKey = Buffer.from(root.verifyKey, 'hex');
        const decided = decideEpoch(chain, { ...kept.posted, envelope }, rootKey, place);
        if (!decided.ok) return problem(422, decided.why);
        if (decided.state !== 'current') return problem(422, 'nobody-signed');
        await asDesks(db, [desk], (tx) =>
          turnEpoch(tx, JSON.stringify(envelope), decided.epoch, dayIn(clock, GRACE_DAYS)),
        );
        await letGo(area, chain.at(-1), envelope);
        return json({ state: 'current' });
      },
    },
    apiDeskRootKey: {
      get: async ({ area }) => {
        const row = await db
          .selectFrom('desks.root_key')
          .select('sealed')
          .where('area_id', '=', area.id)
          .executeTakeFirst();
        return row ? json({ sealed: base64(row.sealed) }) : problem(404, 'not-set-up');
      },
    },
  };
}

/** The proposed epoch as it was posted, as far as a decision needs it. */
async function readProposed(
  tx: Kysely<DesksTables>,
  area: string,
  desk: string,
): Promise<{ posted: EpochPosted } | null> {
  const epoch = await tx
    .selectFrom('desks.epoch')
    .select(['number', 'envelope'])
    .where('area_id', '=', area)
    .where('desk_id', '=', desk)
    .where('state', '=', 'proposed')
    .executeTakeFirst();
  if (!epoch) return null;
  const keys = await tx
    .selectFrom('desks.epoch_key')
    .select(['worker_id', 'sealed'])
    .where('area_id', '=', area)
    .where('desk_id', '=', desk)
    .where('number', '=', epoch.number)
    .execute();
  const recovery = await tx
    .selectFrom('desks.epoch_recovery')
    .select('sealed')
    .where('area_id', '=', area)
    .where('desk_id', '=', desk)
    .where('number', '=', epoch.number)
    .executeTakeFirst();
  return {
    posted: {
      envelope: JSON.parse(epoch.envelope) as Envelope,
      keys: keys.map(({ worker_id, sealed }) => ({ worker: worker_id, sealed: base64(sealed) })),
      testRecord: { sealed: '', plainHash: '' },
      recovery: recovery ? base64(recovery.sealed) : null,
      secrets: [],
    },
  };
}
