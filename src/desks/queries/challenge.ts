import type { Kysely } from 'kysely';
import { CHALLENGE_MINUTES, minutesAfter } from '../rules/session-idle.ts';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;

/** Makes a challenge of 32 bytes to be signed once within five minutes. */
export async function makeChallenge(
  db: Db,
  area: string,
  now: Date,
  random: (length: number) => Uint8Array,
): Promise<Uint8Array> {
  const challenge = random(32);
  await db.deleteFrom('desks.challenge').where('expires', '<=', now).execute();
  await db
    .insertInto('desks.challenge')
    .values({ area_id: area, challenge, expires: minutesAfter(now, CHALLENGE_MINUTES) })
    .execute();
  return challenge;
}

/** True once for each challenge that was made here and has not expired. */
export async function takeChallenge(
  db: Db,
  area: string,
  challenge: Uint8Array,
  now: Date,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('desks.challenge')
    .where('area_id', '=', area)
    .where('challenge', '=', challenge)
    .where('expires', '>', now)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
