import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;
export type Invite = DesksTables['desks.invite'];

/** 32 hex digits from a link's secret: what `asLocator` takes, and all that the server keeps of it. */
export const locatorOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex').slice(0, 32);

/** The invitation behind the locator that `tx` was opened with; null when it was used up, withdrawn or is old. */
export async function readInvite(
  tx: Db,
  area: string,
  locator: string,
  today: string,
): Promise<Invite | null> {
  const found = await tx
    .selectFrom('desks.invite')
    .selectAll()
    .where('area_id', '=', area)
    .where('locator', '=', Buffer.from(locator, 'hex'))
    .where('expires', '>=', today)
    .executeTakeFirst();
  return found ?? null;
}

/** Ties the newcomer to the invitation; false when somebody came first. */
export async function acceptInvite(tx: Db, invite: Invite, worker: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('desks.invite')
    .set({ worker_id: worker })
    .where('area_id', '=', invite.area_id)
    .where('id', '=', invite.id)
    .where('worker_id', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
