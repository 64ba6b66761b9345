import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { asDesks } from '#kit/database/pools.ts';
import { type Context, type Handlers, Refused, json, problem } from '#kit/http/index.ts';
import { readTogether } from '#kit/read-together.ts';
import { isSealedTo } from '#sealed/age-file.ts';
import { readChain } from '../queries/read-chain.ts';
import { mayMake, readAreaSecretNames, readDeskSecrets, writeDeskSecret } from '../queries/desk-secret.ts';
import { readOpenDesks } from '../queries/read-open-desks.ts';
import type { DesksTables } from '../tables.ts';

const Secret = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9/-]{0,60}$/)),
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sealed: v.pipe(v.string(), v.base64(), v.maxLength(64 * 1024)),
});

const Shared = v.strictObject({ secrets: v.pipe(v.array(Secret), v.minLength(1), v.maxLength(8)) });
/** Of these there is one in an area: one desk makes it, and lets others in. */
const isOfArea = (name: string): boolean => name.startsWith('area/');

/** The desk that the address names, when it is one of the worker's own; else the same refusal as for a wrong role. */
export function ownDesk(context: Pick<Context, 'params' | 'signedIn'>): string {
  const desk = context.params['desk'] ?? '';
  if (context.signedIn === null || !context.signedIn.desks.includes(desk))
    throw new Refused(403, 'not-yours');
  return desk;
}

/** What a browser needs to open a desk: the epoch identities sealed to this worker, and the desk's secrets. */
export function keysHandlers({ db }: { db: Kysely<DesksTables> }): Handlers {
  const chains = readTogether(async (key) => {
    const [area, desk, after] = JSON.parse(key) as [string, string, number];
    return await readChain(db, area, desk, after);
  });
  return {
    apiDeskEpochs: {
      get: async ({ area, params, request }) => {
        const desk = params['desk'] ?? '';
        const after = Number(new URL(request.url).searchParams.get('after') ?? -1);
        if (!area.desks.some(({ id }) => id === desk) || !Number.isInteger(after))
          return problem(404, 'no-such-desk');
        return json({ epochs: await chains(JSON.stringify([area.id, desk, after])) });
      },
    },
    apiDeskKeys: {
      get: async (context) => {
        const desk = ownDesk(context);
        const { worker } = context.signedIn ?? {};
        return await asDesks(db, [desk], async (tx) => {
          const keys = await tx
            .selectFrom('desks.epoch_key')
            .select(['number', 'sealed'])
            .where('area_id', '=', context.area.id)
            .where('desk_id', '=', desk)
            .where('worker_id', '=', worker ?? '')
            .orderBy('number')
            .execute();
          const current = await tx
            .selectFrom('desks.epoch')
            .select('number')
            .where('area_id', '=', context.area.id)
            .where('desk_id', '=', desk)
            .where('state', '=', 'current')
            .executeTakeFirst();
          const secrets = await readDeskSecrets(tx, context.area.id, desk, current?.number ?? 0);
          return json({
            keys: keys.map(({ number, sealed }) => ({
              number,
              sealed: Buffer.from(sealed).toString('base64'),
            })),
            secrets: secrets.map(({ name, epoch, sealed }) => ({
              name,
              epoch,
              sealed: Buffer.from(sealed).toString('base64'),
            })),
          });
        });
      },
    },
    apiDeskSecrets: {
      put: async (context) => {
        const desk = ownDesk(context);
        const secret = v.safeParse(Secret, await context.json());
        if (!secret.success) return problem(422, 'malformed');
        const { name, epoch } = secret.output;
        const sealed = Buffer.from(secret.output.sealed, 'base64');
        if (!(await isSealedTo(sealed, 1))) return problem(422, 'not-sealed');
        const seen = isOfArea(name) ? context.area.desks.map(({ id }) => id) : [desk];
        return await asDesks(db, seen, async (tx) => {
          const current = await tx
            .selectFrom('desks.epoch')
            .select('number')
            .where('area_id', '=', context.area.id)
            .where('desk_id', '=', desk)
            .where('state', '=', 'current')
            .executeTakeFirst();
          if (current?.number !== epoch) return problem(409, 'another-epoch');
          if (isOfArea(name) && !(await mayMake(tx, context.area, desk, name)))
            return problem(409, 'kept-elsewhere');
          const kept = await writeDeskSecret(tx, context.area.id, desk, { name, epoch, sealed });
          return kept ? json({ kept: true }, 201) : problem(409, 'already-there');
        });
      },
    },
    apiDeskSharing: {
      /** Open desks of the area other than this one, and which of its secrets of the area each holds. */
      get: async (context) => {
        const desk = ownDesk(context);
        const { area } = context;
        const others = (await readOpenDesks(db, area.id)).filter(({ id }) => id !== desk);
        const names = await asDesks(
          db,
          others.map(({ id }) => id),
          async (tx) => await readAreaSecretNames(tx, area.id),
        );
        return json({
          desks: others.map(({ id }) => ({
            id,
            name: area.desks.find((one) => one.id === id)?.name ?? id,
            holds: names.filter(({ desk: of }) => of === id).map(({ name }) => name),
          })),
        });
      },
    },
    apiDeskShare: {
      /** What another desk is let in to, sealed to it by a worker of a desk that holds the same. */
      put: async (context) => {
        const desk = ownDesk(context);
        const { area } = context;
        const other = context.params['other'] ?? '';
        const posted = v.safeParse(Shared, await context.json());
        if (!posted.success || other === desk) return problem(422, 'malformed');
        const secrets = posted.output.secrets.map((secret) => ({
          ...secret,
          sealed: Buffer.from(secret.sealed, 'base64'),
        }));
        for (const { name, sealed } of secrets)
          if (!isOfArea(name) || !(await isSealedTo(sealed, 1))) return problem(422, 'not-sealed');
        const open = (await readOpenDesks(db, area.id)).find(({ id }) => id === other);
        if (open === undefined) return problem(404, 'no-such-desk');
        return await asDesks(db, [desk, other], async (tx) => {
          const held = (await readAreaSecretNames(tx, area.id)).filter(({ desk: of }) => of === desk);
          for (const { name, epoch, sealed } of secrets) {
            if (!held.some((one) => one.name === name)) return problem(409, 'not-held');
            if (epoch !== open.epoch) return problem(409, 'another-epoch');
            await writeDeskSecret(tx, area.id, other, { name, epoch, sealed });
          }
          return json({ shared: true });
        });
      },
    },
  };
}
