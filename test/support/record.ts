/** A report as a reporter's browser seals it, put in by the real address; and the reporter's keys to answer with. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Kysely } from 'kysely';
import { type DesksTables, type MessageValue, storeMessage } from '#desks/index.ts';
import { asLocator } from '#kit/database/pools.ts';
import { type ReportBody, readReportForm, summarise } from '#reports/index.ts';
import { splitHeader } from '#sealed/age-file.ts';
import { type AttachmentType, sealAttachment } from '#sealed/attachment.ts';
import { sealMessage, sealRecord } from '#sealed/sealed-record.ts';
import { type WayBackKeys, deriveWayBack, generateWayBack } from '#sealed/way-back-code.ts';
import type { TestApplication } from './application.ts';
import { type TestDesk, nodeScrypt } from './desk.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

export type TestRecord = { id: string; code: string; wayBack: WayBackKeys; body: ReportBody };

/** Pictures (JPEG) and a voice note (WebM) of a report, which her browser has made ready; the language of its form; what it says of a card. */
export type ReportMore = {
  pictures?: readonly Uint8Array[];
  voice?: Uint8Array;
  language?: string;
  fromCard?: string;
};

/** `fields` as the form sends them; each value may be one text or several. */
export async function sendReport(
  app: TestApplication,
  desk: TestDesk,
  fields: Record<string, string | string[]>,
  code = generateWayBack(random),
  { pictures = [], voice, language = 'en', fromCard }: ReportMore = {},
): Promise<TestRecord> {
  const area = 'chesterfield';
  const id = randomUUID();
  const wayBack = await deriveWayBack(code, null, area, nodeScrypt);
  const read = readReportForm(
    new Map(Object.entries(fields).map(([name, value]) => [name, [value].flat()])),
    language,
  );
  if (!read.ok) throw new Error(`not a report: ${JSON.stringify(read.errors)}`);
  const put = async (bytes: Uint8Array, type: AttachmentType): Promise<string> => {
    const file = randomUUID();
    const body = await sealAttachment({ area, id: file }, bytes, type, [desk.epoch.recipient]);
    const at = `${app.origin}/api/areas/${area}/attachments/${file}`;
    const stored = await fetch(at, { method: 'PUT', body: new Uint8Array(body) });
    if (stored.status !== 201) throw new Error(`a file was not taken: ${stored.status}`);
    return file;
  };
  const body: ReportBody = { ...read.body, fromCard: fromCard ?? null };
  for (const bytes of pictures) body.pictures = [...body.pictures, await put(bytes, 'image/jpeg')];
  if (voice) body.voice = await put(voice, 'audio/webm');
  const attachments = [...body.pictures, ...(body.voice === null ? [] : [body.voice])];
  const shown = {
    locator: bytesToHex(wayBack.locator),
    recipient: wayBack.recipient,
    verifyKey: bytesToHex(wayBack.verifyKey),
  };
  const files = await sealRecord(
    { area, record: id, wayBack: shown, summary: summarise(body), body },
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
      ...(attachments.length === 0 ? {} : { attachments }),
    }),
  });
  if (answer.status !== 201) throw new Error(`the report was not taken: ${answer.status}`);
  return { id, code, wayBack, body };
}

/** She writes with her code, as her browser would. */
export async function answerDesk(
  app: TestApplication,
  desk: TestDesk,
  report: TestRecord,
  sequence: number,
  value: MessageValue,
): Promise<void> {
  const sealed = await sealMessage(
    { area: 'chesterfield', record: report.id, sequence, from: 'reporter' },
    value,
    report.wayBack.signingSeed,
    [desk.epoch.recipient, report.wayBack.recipient],
  );
  const parts = splitHeader(sealed);
  assert.ok(parts);
  const stored = await asLocator(
    app.database.support as unknown as Kysely<DesksTables>,
    bytesToHex(report.wayBack.locator),
    (tx) =>
      storeMessage(tx, {
        area: 'chesterfield',
        id: randomUUID(),
        record: report.id,
        desk: desk.desk,
        fromDesk: false,
        sequence,
        day: app.clock.today(),
        epoch: desk.epoch.number,
        locator: report.wayBack.locator,
        sealed: parts,
        bodyHash: createHash('sha256').update(sealed).digest(),
      }),
  );
  assert.deepEqual(stored, { ok: true, first: true });
}
