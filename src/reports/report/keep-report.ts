import { createHash, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { type Stored, storeAttachment, storeRecord } from '#desks/index.ts';
import { splitHeader } from '#sealed/age-file.ts';
import { sealAttachment } from '#sealed/attachment.ts';
import { bucketOf, bucketOfPayload } from '#sealed/padding.ts';
import { sealRecord } from '#sealed/sealed-record.ts';
import type { WayBackKeys } from '#sealed/way-back-code.ts';
import { type ReportBody, summarise } from '../rules/report-form.ts';
import type { TrustedDesk } from './trust-desks.ts';

type Bytes = { key: Uint8Array; body: Uint8Array };

function split(file: Uint8Array): Bytes {
  const parts = splitHeader(file);
  if (!parts) throw new Error('sealed without a header');
  return parts;
}

/**
 * Seals a report and its pictures to a desk, then stores them: what was typed never leaves this function's memory.
 * Pictures go first and are claimed by the report that names them; when that one was stored before, they belong to
 * nobody and are swept.
 */
export async function keepReport(
  pool: Pool,
  report: {
    area: string;
    id: string;
    day: string;
    desk: TrustedDesk;
    body: ReportBody;
    /** JPEG files, made anew. */
    pictures: readonly Uint8Array[];
    wayBack: Pick<WayBackKeys, 'locator' | 'recipient' | 'verifyKey'>;
    /** Of what was typed, under a key that only she and her form hold. */
    bodyHash: Uint8Array;
    quarantined: boolean;
  },
): Promise<{ stored: Stored; kib: number }> {
  const { area, day, desk } = report;
  const attachments: string[] = [];
  for (const picture of report.pictures) {
    const one = randomUUID();
    const file = await sealAttachment({ area, id: one }, picture, 'image/jpeg', [desk.recipient]);
    const hash = createHash('sha256').update(file).digest();
    await storeAttachment(pool, { area, id: one, day, sealed: split(file), bodyHash: hash });
    attachments.push(one);
  }
  const body: ReportBody = { ...report.body, pictures: attachments };
  return await keepTyped(pool, { ...report, kind: 'report', body, summary: summarise(body), attachments });
}

/**
 * The bucket, in KiB, that sealing this body will give: whether it is short is asked before anything is made of it. The
 * public halves of a way-back are the same length for everyone.
 */
export function bucketWhenSealed(place: { area: string; id: string }, body: object): number {
  const wayBack = { locator: '0'.repeat(32), recipient: '0'.repeat(1_959), verifyKey: '0'.repeat(64) };
  const whole = { area: place.area, record: place.id, part: 'body', wayBack, value: body };
  return bucketOf(Buffer.byteLength(JSON.stringify(whole))) ?? Number.POSITIVE_INFINITY;
}

/** Seals what was typed, of either kind, and stores it. */
export async function keepTyped(
  pool: Pool,
  typed: {
    area: string;
    id: string;
    day: string;
    desk: TrustedDesk;
    kind: 'report' | 'contest';
    body: object;
    summary: object;
    wayBack: Pick<WayBackKeys, 'locator' | 'recipient' | 'verifyKey'>;
    bodyHash: Uint8Array;
    quarantined: boolean;
    attachments: readonly string[];
  },
): Promise<{ stored: Stored; kib: number }> {
  const { area, id, day, desk, wayBack, bodyHash } = typed;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const files = await sealRecord(
    {
      area,
      record: id,
      wayBack: {
        locator: hex(wayBack.locator),
        recipient: wayBack.recipient,
        verifyKey: hex(wayBack.verifyKey),
      },
      summary: typed.summary,
      body: typed.body,
    },
    desk.recipient,
  );
  const [summary, sealed] = [split(files.summary), split(files.body)];
  const kib = bucketOfPayload(sealed.body.length) ?? 0;
  const stored = await storeRecord(pool, {
    area,
    id,
    desk: desk.id,
    kind: typed.kind,
    day,
    epoch: desk.epoch,
    lengthBucket: kib,
    summary,
    sealed,
    bodyHash,
    wayBack,
    quarantined: typed.quarantined,
    attachments: typed.attachments,
  });
  return { stored, kib };
}
