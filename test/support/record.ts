/** A report as a reporter's browser seals it, put in by the real address; and the reporter's keys to answer with. */
import { randomBytes, randomUUID } from 'node:crypto';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type ReportBody, readReportForm } from '#reports/index.ts';
import { sealRecord } from '#sealed/sealed-record.ts';
import { type WayBackKeys, deriveWayBack, generateWayBack } from '#sealed/way-back-code.ts';
import type { TestApplication } from './application.ts';
import { type TestDesk, nodeScrypt } from './desk.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

export type TestRecord = { id: string; code: string; wayBack: WayBackKeys; body: ReportBody };

/** `fields` as the form sends them; each value may be one text or several. */
export async function sendReport(
  app: TestApplication,
  desk: TestDesk,
  fields: Record<string, string | string[]>,
  code = generateWayBack(random),
): Promise<TestRecord> {
  const area = 'chesterfield';
  const id = randomUUID();
  const wayBack = await deriveWayBack(code, null, area, nodeScrypt);
  const read = readReportForm(
    new Map(Object.entries(fields).map(([name, value]) => [name, [value].flat()])),
    'en',
  );
  if (!read.ok) throw new Error(`not a report: ${JSON.stringify(read.errors)}`);
  const shown = {
    locator: bytesToHex(wayBack.locator),
    recipient: wayBack.recipient,
    verifyKey: bytesToHex(wayBack.verifyKey),
  };
  const files = await sealRecord(
    { area, record: id, wayBack: shown, summary: read.summary, body: read.body },
    desk.epoch.recipient,
  );
  const answer = await fetch(`${app.origin}/api/areas/${area}/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id,
      desk: desk.desk,
      epoch: desk.epoch.number,
      summary: Buffer.from(files.summary).toString('base64'),
      sealed: Buffer.from(files.body).toString('base64'),
      wayBack: shown,
    }),
  });
  if (answer.status !== 201) throw new Error(`the report was not taken: ${answer.status}`);
  return { id, code, wayBack, body: read.body };
}
