import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import * as v from 'valibot';
import { type DesksTables, readKnownEpochs, storeRecord } from '#desks/index.ts';
import { type Handler, Refused, json, problem } from '#kit/http/index.ts';
import { acknowledge } from '#sealed/acknowledgement.ts';
import { isSealedTo, splitHeader } from '#sealed/age-file.ts';
import { bucketOfPayload } from '#sealed/padding.ts';
import { ReportPosted, type SealedFile, acceptReport } from '../rules/accept-report.ts';

export type ReceiveReport = {
  db: Kysely<DesksTables>;
  pool: Pool;
  /** Ed25519 seed (32 bytes) of the area's service key; signs what we acknowledge. */
  serviceSeed: Uint8Array;
};

async function lookAt(file: Uint8Array): Promise<SealedFile> {
  const split = splitHeader(file);
  return { toOne: await isSealedTo(file, 1), kib: split ? bucketOfPayload(split.body.length) : null };
}

function split(file: Uint8Array): { key: Uint8Array; body: Uint8Array } {
  const parts = splitHeader(file);
  if (!parts) throw new Error('accepted without a header');
  return parts;
}

/**
 * `POST /api/areas/{area}/reports`. 201 with a signed acknowledgement once the report is on disk; the same bytes again:
 * 200 and the same acknowledgement; the same id with other bytes: 409; what nobody could open: 422; no open desk: 503.
 */
export function receiveReport({ db, pool, serviceSeed }: ReceiveReport): Handler {
  return async (context) => {
    const bytes = await context.bytes();
    const parsed = v.safeParse(ReportPosted, parseJson(bytes));
    if (!parsed.success) return problem(422, 'malformed', where(parsed.issues));
    const posted = parsed.output;
    const [summary, sealed] = [Buffer.from(posted.summary, 'base64'), Buffer.from(posted.sealed, 'base64')];
    const files = { summary: await lookAt(summary), sealed: await lookAt(sealed) };
    const accepted = acceptReport(posted, await readKnownEpochs(db, context.area.id), files, context.today);
    if (!accepted.ok) return problem(accepted.why === 'no-open-desk' ? 503 : 422, accepted.why);
    const bodyHash = createHash('sha256').update(bytes).digest();
    const stored = await storeRecord(pool, {
      area: context.area.id,
      id: posted.id,
      desk: posted.desk,
      kind: 'report',
      day: context.today,
      epoch: posted.epoch,
      lengthBucket: files.sealed.kib ?? 0,
      summary: split(summary),
      sealed: split(sealed),
      bodyHash,
      wayBack: {
        locator: Buffer.from(posted.wayBack.locator, 'hex'),
        recipient: posted.wayBack.recipient,
        verifyKey: Buffer.from(posted.wayBack.verifyKey, 'hex'),
      },
      quarantined: false,
    });
    if (!stored.ok) return problem(409, stored.why);
    const fact = {
      area: context.area.id,
      id: posted.id,
      bodyHash: bodyHash.toString('hex'),
      day: stored.day,
    };
    return json(acknowledge(fact, serviceSeed), stored.first ? 201 : 200);
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refused(422, 'not-json');
  }
}

/** Names the fields that were wrong, never what stood in them. */
function where(issues: readonly v.BaseIssue<unknown>[]): string {
  const known = ['id', 'desk', 'epoch', 'summary', 'sealed', 'wayBack'];
  const fields = issues.map((issue) => v.getDotPath(issue)?.split('.')[0] ?? 'body');
  return [...new Set(fields.map((field) => (known.includes(field) ? field : 'an unknown field')))].join(', ');
}
