/**
 * Durable reports in a second: sixteen people on connections that stay open send sealed reports to the application on its
 * own PostgreSQL, with fsync. Beside it the raw rate: the same statement with the same rows from this process, without
 * HTTP, JSON, checks or signatures, each committed by itself on sixteen connections; and once more in the groups that
 * the application commits. One report's bytes are sent under many ids: the server cannot tell.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { storeRecord } from '#desks/index.ts';
import { openPool } from '#kit/database/pools.ts';
import { roleOf } from '#kit/database/roles.ts';
import { generateIdentity, recipientOf, splitHeader } from '#sealed/age-file.ts';
import { MOST_ATTACHMENT_BYTES, sealAttachment } from '#sealed/attachment.ts';
import { sealRecord } from '#sealed/sealed-record.ts';
import type { Row } from './row.ts';
import { type Application, openDeskByHand, startProcess } from './support/process.ts';
import { type Connection, openConnection } from './support/keep-sending.ts';
import { rate } from './support/rate.ts';

const CLIENTS = 16;
const SECONDS = 4;
/** Each beside raw rates of its own, as others may be using the machine; the middle one counts. */
const ROUNDS = 3;
/** Of the largest size, from each client. */
const PICTURES = 12;
const area = 'chesterfield';
const random = (length: number) => new Uint8Array(randomBytes(length));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

type Report = Awaited<ReturnType<typeof sealedReport>>;

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

async function sealedReport() {
  const recipient = await recipientOf(generateIdentity(random));
  const wayBack = {
    locator: Buffer.from(random(16)).toString('hex'),
    recipient: await recipientOf(generateIdentity(random)),
    verifyKey: Buffer.from(random(32)).toString('hex'),
  };
  const place = { area, record: randomUUID(), wayBack };
  const body = { story: 'x'.repeat(1500) };
  const files = await sealRecord({ ...place, summary: { kind: 'report' }, body }, recipient);
  return { recipient, wayBack, summary: files.summary, sealed: files.body };
}

function parts(file: Uint8Array): { key: Uint8Array; body: Uint8Array } {
  const split = splitHeader(file);
  if (split === null) throw new Error('no age file');
  return split;
}

/** @param hands connections; the reports of one that come together are committed together. */
async function rawRate(application: Application, report: Report, hands: number): Promise<number> {
  const login = { ...application.database, user: roleOf('support') };
  const pools = Array.from({ length: hands }, () => openPool(login, { max: 1 }));
  const record = {
    area,
    desk: 'support',
    kind: 'report',
    day: '2026-11-24',
    epoch: 0,
    lengthBucket: 2,
    summary: parts(report.summary),
    sealed: parts(report.sealed),
    wayBack: {
      locator: Buffer.from(report.wayBack.locator, 'hex'),
      recipient: report.wayBack.recipient,
      verifyKey: Buffer.from(report.wayBack.verifyKey, 'hex'),
    },
    quarantined: false,
  };
  let turn = 0;
  const store = async () => {
    const { pool } = pools[turn++ % hands] ?? pools[0]!;
    const stored = await storeRecord(pool, { ...record, id: randomUUID(), bodyHash: random(32) });
    if (!stored.ok) throw new Error(stored.why);
  };
  await rate(CLIENTS, 1, store);
  const perSecond = await rate(CLIENTS, SECONDS, store);
  await Promise.all(pools.map(async ({ close }) => await close()));
  return perSecond;
}

/** Sixteen people each send pictures of the largest size; answers how many were not taken. */
async function sendPictures(application: Application, recipient: string): Promise<number> {
  const place = { area, id: randomUUID() };
  const file = Buffer.from(
    await sealAttachment(place, random(MOST_ATTACHMENT_BYTES), 'image/jpeg', [recipient]),
  );
  let refused = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const person = openConnection(application.origin);
      for (let sent = 0; sent < PICTURES; sent++) {
        const path = `/api/areas/${area}/attachments/${randomUUID()}`;
        const { status } = await person.send('PUT', path, 'application/octet-stream', file);
        if (status !== 201) refused += 1;
      }
      person.close();
    }),
  );
  return refused;
}

export default async function reports(): Promise<Row[]> {
  const report = await sealedReport();
  const application = await startProcess();
  const stored = async () =>
    (await application.sql<{ n: number }>('select count(*)::int as n from desks.every_record'))[0]?.n ?? 0;
  try {
    await openDeskByHand(application, report.recipient);
    const memoryAtStart = application.highestMemory();
    const { wayBack } = report;
    const [summary, sealed] = [base64(report.summary), base64(report.sealed)];
    const path = `/api/areas/${area}/reports`;
    const wayBackText = JSON.stringify(wayBack);
    let idle: Connection[] = [];
    // The server closes what was silent for five seconds.
    const come = () => {
      for (const person of idle) person.close();
      idle = Array.from({ length: CLIENTS }, () => openConnection(application.origin));
    };
    come();
    const post = async () => {
      const person = idle.pop();
      if (person === undefined) throw new Error('more hands than people');
      const text = `{"id":"${randomUUID()}","desk":"support","epoch":0,"summary":"${summary}","sealed":"${sealed}","wayBack":${wayBackText}}`;
      const answered = await person.send('POST', path, 'application/json', Buffer.from(text, 'latin1'));
      idle.push(person);
      return answered;
    };
    await rate(CLIENTS, 2, async () => void (await post()));
    const times: number[] = [];
    let refused = 0;
    const rounds: { perSecond: number; raw: number; together: number }[] = [];
    let lost = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const [there, sent] = [await stored(), times.length];
      const perSecond = await rate(CLIENTS, SECONDS, async () => {
        const { status, milliseconds } = await post();
        if (status === 201) times.push(milliseconds);
        else refused += 1;
      });
      lost += times.length - sent - ((await stored()) - there);
      const raw = await rawRate(application, report, CLIENTS);
      rounds.push({ perSecond, raw, together: await rawRate(application, report, 1) });
      come();
    }
    const [, middle] = rounds.toSorted(
      (one, two) => one.perSecond / one.together - two.perSecond / two.together,
    );
    if (!middle) throw new Error('no round');
    const { perSecond, raw, together: rawTogether } = middle;
    for (const person of idle) person.close();
    times.sort((a, b) => a - b);
    const memoryWithReports = application.highestMemory();
    const refusedPictures = await sendPictures(application, report.recipient);
    return [
      {
        name: `durable reports from ${CLIENTS} clients, flood marks lifted`,
        value: perSecond,
        unit: '/s',
        limit: rawTogether,
        limitIs: 'the same transaction (up to 16 statements) without HTTP, JSON, checks and signature',
        aim: { least: 1000, ratio: 0.5 },
      },
      {
        name: 'the same beside statements of 16 connections, each committed by itself',
        value: perSecond,
        unit: '/s',
        limit: raw,
        limitIs: 'without HTTP, JSON, checks and signature',
      },
      { name: 'acknowledged but not stored', value: lost, unit: '', aim: { most: 0 } },
      { name: 'refused', value: refused, unit: '', aim: { most: 0 } },
      { name: 'one report, half of them within', value: at(times, 0.5), unit: 'ms' },
      { name: 'one report, 95 of 100 within', value: at(times, 0.95), unit: 'ms' },
      {
        name: `pictures of 1 MiB refused, of ${CLIENTS * PICTURES}`,
        value: refusedPictures,
        unit: '',
        aim: { most: 0 },
      },
      { name: 'memory (VmHWM) when it has started', value: memoryAtStart, unit: 'MB' },
      { name: 'memory (VmHWM) after the reports', value: memoryWithReports, unit: 'MB' },
      {
        name: 'memory of the application at its highest (VmHWM), pictures included',
        value: application.highestMemory(),
        unit: 'MB',
        aim: { most: 256 },
      },
    ];
  } finally {
    await application.stop();
  }
}
