import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import * as v from 'valibot';
import { type DesksTables, readStoredHash, storeRecord } from '#desks/index.ts';
import type { DiskRoom } from '#kit/disk-room.ts';
import { type Handler, Refused, json, problem } from '#kit/http/index.ts';
import { acknowledge } from '#sealed/acknowledgement.ts';
import { type SplitFile, isSealedTo, splitHeader } from '#sealed/age-file.ts';
import { bucketOfPayload } from '#sealed/padding.ts';
import type { Signer } from '#sealed/signed.ts';
import type { FloodGate, Wanted } from '../flood-gate.ts';
import { ReportPosted, type SealedFile, acceptReport } from '../rules/accept-report.ts';
import { contestDesks } from '../rules/contest-desks.ts';
import { mayStore } from '../rules/flood.ts';
import { rememberEpochs } from './remember-epochs.ts';

export type ReceiveReport = {
  db: Kysely<DesksTables>;
  pool: Pool;
  /** The area's service key; signs what we acknowledge. */
  service: Signer;
  flood: FloodGate;
  diskRoom: () => Promise<DiskRoom>;
};

async function lookAt(file: Uint8Array): Promise<SealedFile & { parts: SplitFile }> {
  const parts = splitHeader(file);
  if (parts === null) return { toOne: false, kib: null, parts: { key: file, body: new Uint8Array() } };
  return { toOne: await isSealedTo(file, 1), kib: bucketOfPayload(parts.body.length), parts };
}

/** 429 with the challenge: what was sent may be sent again, as it is, with `waymark-work: bits.challenge.nonce`. */
export const workWantedAnswer = ({ bits, challenge }: Wanted): Response =>
  new Response(JSON.stringify({ title: 'work-wanted', status: 429, bits, challenge }), {
    status: 429,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });

/** 503 while the disk has no room for this: it may be sent again later. */
export const noRoomAnswer = (why: string): Response => {
  const answered = problem(503, why);
  answered.headers.set('retry-after', '600');
  return answered;
};

/**
 * `POST /api/areas/{area}/reports`. 201 with a signed acknowledgement once the report is on disk; the same bytes again:
 * 200 and the same acknowledgement; the same id with other bytes: 409; what nobody could open, or a picture that is not
 * there: 422; no open desk, no room: 503; while many write at once: 429 with work to do, and what was paid for is stored,
 * set apart for the desk where it came in a flood.
 */
export function receiveReport({ db, pool, service, flood, diskRoom }: ReceiveReport): Handler {
  const knownEpochs = rememberEpochs(db);
  return async (context) => {
    const bytes = await context.bytes();
    const parsed = v.safeParse(ReportPosted, parseJson(bytes));
    if (!parsed.success) return problem(422, 'malformed', where(parsed.issues));
    const posted = parsed.output;
    const bodyHash = createHash('sha256').update(bytes).digest();
    const bucket = context.bucket();
    const wanted = flood.workFor('report', bucket, bodyHash, context.request.headers.get('waymark-work'));
    if (wanted) return workWantedAnswer(wanted);
    const [summary, sealed] = [Buffer.from(posted.summary, 'base64'), Buffer.from(posted.sealed, 'base64')];
    const files = { summary: await lookAt(summary), sealed: await lookAt(sealed) };
    const { id: area } = context.area;
    let accepted = acceptReport(posted, await knownEpochs(context.area), files, context.today);
    if (!accepted.ok)
      accepted = acceptReport(posted, await knownEpochs(context.area, true), files, context.today);
    if (!accepted.ok) return problem(accepted.why === 'no-open-desk' ? 503 : 422, accepted.why);
    if (posted.kind === 'contest' && !contestDesks(context.area, [posted.desk]).includes(posted.desk))
      return problem(422, 'unknown-desk');
    const kib = files.sealed.kib ?? 0;
    const room = mayStore(await diskRoom(), kib, posted.attachments?.length ?? 0);
    // A repeat needs no room: what is stored is acknowledged, full disk or not.
    const known = room.ok ? null : await readStoredHash(pool, area, posted.id);
    if (!room.ok && known === null) return noRoomAnswer(room.why);
    const stored = await storeRecord(pool, {
      area,
      id: posted.id,
      desk: posted.desk,
      kind: posted.kind,
      day: context.today,
      epoch: posted.epoch,
      lengthBucket: kib,
      summary: files.summary.parts,
      sealed: files.sealed.parts,
      bodyHash,
      wayBack: {
        locator: Buffer.from(posted.wayBack.locator, 'hex'),
        recipient: posted.wayBack.recipient,
        verifyKey: Buffer.from(posted.wayBack.verifyKey, 'hex'),
      },
      quarantined: flood.quarantined(bucket),
      attachments: posted.attachments ?? [],
    });
    if (!stored.ok) return problem(stored.why === 'another-body' ? 409 : 422, stored.why);
    if (stored.first) flood.stored('report', bucket);
    const fact = { area, id: posted.id, bodyHash: bodyHash.toString('hex'), day: stored.day };
    return json(acknowledge(fact, service), stored.first ? 201 : 200);
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
  const known = ['id', 'kind', 'desk', 'epoch', 'summary', 'sealed', 'wayBack', 'attachments'];
  const fields = issues.map((issue) => v.getDotPath(issue)?.split('.')[0] ?? 'body');
  return [...new Set(fields.map((field) => (known.includes(field) ? field : 'an unknown field')))].join(', ');
}
