/** Somebody with a way-back code who has sent a report, and what the desk wrote to them: sealed by the real core. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { storeRecord, type MessageValue } from '#desks/index.ts';
import { splitHeader } from '#sealed/age-file.ts';
import { sealMessage, sealRecord } from '#sealed/sealed-record.ts';
import {
  type WayBackKeys,
  asDigits,
  asWords,
  deriveWayBack,
  generateWayBack,
} from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import type { TestApplication } from './application.ts';
import { type TestDesk, nodeScrypt } from './desk.ts';

const area = 'chesterfield';
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const split = (file: Uint8Array) => {
  const parts = splitHeader(file);
  if (!parts) throw new Error('sealed without a header');
  return parts;
};

export type TestReporter = { record: string; words: string; digits: string; keys: WayBackKeys };

/** Stores one sealed report at the desk. @param options.keys of a code that has another report already */
export async function sendReport(
  app: TestApplication,
  desk: TestDesk,
  options: { day?: string; private?: string } = {},
): Promise<TestReporter> {
  const list = await loadWords();
  const code = generateWayBack(random);
  const keys = await deriveWayBack(code, options.private ?? null, area, nodeScrypt);
  const record = randomUUID();
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const wayBack = {
    locator: hex(keys.locator),
    recipient: keys.recipient,
    verifyKey: hex(keys.verifyKey),
  };
  const files = await sealRecord(
    { area, record, wayBack, summary: { version: 1 }, body: { version: 1 } },
    desk.epoch.recipient,
  );
  const stored = await storeRecord(app.database.pools.support, {
    area,
    id: record,
    desk: desk.desk,
    kind: 'report',
    day: options.day ?? app.clock.today(),
    epoch: desk.epoch.number,
    lengthBucket: 1,
    summary: split(files.summary),
    sealed: split(files.body),
    bodyHash: random(32),
    wayBack: keys,
    quarantined: false,
    attachments: [],
  });
  if (!stored.ok) throw new Error(stored.why);
  return { record, words: asWords(code, list).join(' '), digits: asDigits(code).join(' '), keys };
}

/** The desk's first worker writes to her, or `seed` does in that worker's name. Goes in as rows: no rule of ours is asked. */
export async function writeToReporter(
  app: TestApplication,
  desk: TestDesk,
  { record, keys }: TestReporter,
  sequence: number,
  value: MessageValue,
  seed?: Uint8Array,
): Promise<void> {
  const [worker] = desk.workers;
  if (!worker) throw new Error('a desk needs a worker');
  const place = { area, record, sequence, from: 'desk' } as const;
  const recipients = [desk.epoch.recipient, keys.recipient];
  const file = await sealMessage(place, value, seed ?? worker.keys.signingSeed, recipients);
  const { key, body } = split(file);
  await app.database.pools.sweep.query(
    `insert into desks.intake_message values ($1, $2, $3, $4, true, $5, $6, $7, $8, $9, $10, $11)`,
    [
      area,
      randomUUID(),
      record,
      desk.desk,
      sequence,
      app.clock.today(),
      desk.epoch.number,
      Buffer.from(keys.locator),
      Buffer.from(key),
      Buffer.from(body),
      createHash('sha256').update(file).digest(),
    ],
  );
}
