import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { SETUP_LINK_MINUTES, minutesAfter } from '../rules/session-idle.ts';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;
const hash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/**
 * Makes the area's one set-up link anew and gives its secret (43 characters of base64url), to be shown once to whoever
 * started the service. Null as soon as the area has a root: then there is nothing left to set up.
 */
export async function createSetupLink(
  db: Db,
  area: string,
  now: Date,
  random: (length: number) => Uint8Array,
): Promise<string | null> {
  const root = await db
    .selectFrom('desks.area_root')
    .select('area_id')
    .where('area_id', '=', area)
    .executeTakeFirst();
  if (root) return null;
  const secret = Buffer.from(random(32)).toString('base64url');
  const link = { secret_hash: hash(secret), expires: minutesAfter(now, SETUP_LINK_MINUTES) };
  await db
    .insertInto('desks.setup_link')
    .values({ area_id: area, ...link })
    .onConflict((conflict) => conflict.column('area_id').doUpdateSet(link))
    .execute();
  return secret;
}

/** Whether this secret may set the area up now. A used, old or wrong one are the same to whoever asks. */
export async function setupLinkHolds(db: Db, area: string, secret: string, now: Date): Promise<boolean> {
  const link = await db
    .selectFrom('desks.setup_link')
    .select('area_id')
    .where('area_id', '=', area)
    .where('secret_hash', '=', hash(secret))
    .where('expires', '>', now)
    .executeTakeFirst();
  return link !== undefined;
}

/** Uses the link up inside the transaction that makes the first desk; false when somebody was quicker. */
export async function spendSetupLink(tx: Db, area: string, secret: string, now: Date): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('desks.setup_link')
    .where('area_id', '=', area)
    .where('secret_hash', '=', hash(secret))
    .where('expires', '>', now)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
