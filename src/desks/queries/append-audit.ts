import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { appendRow, commit } from '#sealed/audit-chain.ts';
import { sealPadded } from '#sealed/padding.ts';
import { utf8 } from '#sealed/wire.ts';
import type { AuditAct } from '../rules/audit-act.ts';
import type { DesksTables } from '../tables.ts';

type Db = Kysely<DesksTables>;

/**
 * Adds what was just done with a record to its chain, in the same transaction. The server seals the row, since it knows the
 * act anyway and nobody can then act without one; it keeps neither the row nor its opening in the clear.
 */
export async function appendAudit(
  tx: Db,
  record: { area: string; id: string; desk: string; locator: Uint8Array },
  act: AuditAct,
  recipients: readonly string[],
): Promise<void> {
  // One at a time for each record: a row names the one before it.
  await sql`select pg_advisory_xact_lock(hashtextextended(${record.id}, 7))`.execute(tx);
  const rows = await tx
    .selectFrom('desks.audit_row')
    .select(['sequence', 'commitment', 'hash'])
    .where('area_id', '=', record.area)
    .where('record_id', '=', record.id)
    .orderBy('sequence')
    .execute();
  const opening = new Uint8Array(randomBytes(32));
  const text = JSON.stringify(act);
  const { sequence, commitment, hash } = appendRow(record.area, record.id, rows, commit(opening, utf8(text)));
  const sealed = await sealPadded(
    utf8(JSON.stringify({ row: text, opening: Buffer.from(opening).toString('hex') })),
    recipients,
  );
  await tx
    .insertInto('desks.audit_row')
    .values({
      area_id: record.area,
      record_id: record.id,
      sequence,
      desk_id: record.desk,
      locator: record.locator,
      day: act.day,
      commitment,
      hash,
      sealed,
    })
    .execute();
}
