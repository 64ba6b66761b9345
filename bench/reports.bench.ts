/**
 * Durable reports in a second: sixteen people on connections that stay open send sealed reports to the application on its
 * own PostgreSQL, with fsync. Beside it the raw rate: the same statement with the same rows from this process, without
 * HTTP, JSON, checks or signatures. One report's bytes are sent under many ids: the server cannot tell.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { storeRecord } from '#desks/index.ts';
import { openPool } from '#kit/database/pools.ts';
import { roleOf } from '#kit/database/roles.ts';
import { generateIdentity, recipientOf, splitHeader } from '#sealed/age-file.ts';
import { MOST_ATTACHMENT_BYTES, sealAttachment } from '#sealed/attachment.ts';
import { sealRecord } from '#sealed/sealed-record.ts';
import type { Row } from './row.ts';
import { type Application, openDeskByHand, startProcess } from './support/process.ts';
import { rate } from './support/rate.ts';

const CLIENTS = 16;
const SECONDS = 8;
/** Of the largest size, from each client. */
const PICTURES = 12;
const area = 'chesterfield';
const random = (length: number) => new Uint8Array(randomBytes(length));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

type Sent = { status: number; milliseconds: number };
type Report = Awaited<ReturnType<typeof sealedReport>>;

/** Sends and waits for the whole answer; status 0 when there was none. */
function send(agent: Agent, method: string, address: string, type: string, body: Buffer): Promise<Sent> {
  const began = performance.now();
  return new Promise((done) => {
    const headers = { 'content-type': type, 'content-length': body.length };
    const asked = request(address, { agent, method, headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, milliseconds: performance.now() - began }),
      );
    });
    asked.on('error', () => done({ status: 0, milliseconds: performance.now() - began }));
    asked.end(body);
  });
}

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

async function rawRate(application: Application, report: Report): Promise<number> {
  const { pool, close } = openPool({ ...application.database, user: roleOf('support') }, { max: CLIENTS });
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
  const store = async () => {
    const stored = await storeRecord(pool, { ...record, id: randomUUID(), bodyHash: random(32) });
    if (!stored.ok) throw new Error(stored.why);
  };
  await rate(CLIENTS, 1, store);
  const perSecond = await rate(CLIENTS, SECONDS, store);
  await close();
  return perSecond;
}

/** Sixteen people each send pictures of the largest size; answers how many were not taken. */
async function sendPictures(application: Application, agent: Agent, recipient: string): Promise<number> {
  const place = { area, id: randomUUID() };
  const file = Buffer.from(
    await sealAttachment(place, random(MOST_ATTACHMENT_BYTES), 'image/jpeg', [recipient]),
  );
  let left = CLIENTS * PICTURES;
  let refused = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (left-- > 0) {
        const address = `${application.origin}/api/areas/${area}/attachments/${randomUUID()}`;
        const { status } = await send(agent, 'PUT', address, 'application/octet-stream', file);
        if (status !== 201) refused += 1;
      }
    }),
  );
  return refused;
}

export default async function reports(): Promise<Row[]> {
  const report = await sealedReport();
  const application = await startProcess();
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const stored = async () =>
    (await application.sql<{ n: number }>('select count(*)::int as n from desks.every_record'))[0]?.n ?? 0;
  try {
    await openDeskByHand(application, report.recipient);
    const memoryAtStart = application.highestMemory();
    const { wayBack } = report;
    const [summary, sealed] = [base64(report.summary), base64(report.sealed)];
    const address = `${application.origin}/api/areas/${area}/reports`;
    const post = async () => {
      const body = { id: randomUUID(), desk: 'support', epoch: 0, summary, sealed, wayBack };
      return await send(agent, 'POST', address, 'application/json', Buffer.from(JSON.stringify(body)));
    };
    await rate(CLIENTS, 2, async () => void (await post()));
    const before = await stored();
    const times: number[] = [];
    let refused = 0;
    const perSecond = await rate(CLIENTS, SECONDS, async () => {
      const { status, milliseconds } = await post();
      if (status === 201) times.push(milliseconds);
      else refused += 1;
    });
    const lost = times.length - ((await stored()) - before);
    const raw = await rawRate(application, report);
    times.sort((a, b) => a - b);
    const memoryWithReports = application.highestMemory();
    const refusedPictures = await sendPictures(application, agent, report.recipient);
    return [
      {
        name: `durable reports from ${CLIENTS} clients, flood marks lifted`,
        value: perSecond,
        unit: '/s',
        limit: raw,
        limitIs: 'the same statement without HTTP, JSON, checks and signature',
        aim: { least: 1000, ratio: 0.5 },
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
    agent.destroy();
    await application.stop();
  }
}
