/**
 * Opening a thousand sealed summaries in the browser of a desk worker who signs in, and how long the page ever stood
 * still meanwhile. The summaries are sealed by the real core, each to its own record.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { storeRecord } from '#desks/index.ts';
import { generateIdentity, recipientOf, splitHeader } from '#sealed/age-file.ts';
import { sealRecord } from '#sealed/sealed-record.ts';
import { type TestApplication, startApplication } from '../test/support/application.ts';
import { launchBrowser, visit } from '../test/support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../test/support/desk.ts';
import type { Row } from './row.ts';

const RECORDS = 1000;
const area = 'chesterfield';
const random = (length: number) => new Uint8Array(randomBytes(length));

function split(file: Uint8Array): { key: Uint8Array; body: Uint8Array } {
  const parts = splitHeader(file);
  if (parts === null) throw new Error('no age file');
  return parts;
}

async function storeMany(app: TestApplication, desk: TestDesk): Promise<void> {
  const recipient = await recipientOf(generateIdentity(random));
  const wayBack = {
    locator: Buffer.from(random(16)).toString('hex'),
    recipient,
    verifyKey: Buffer.from(random(32)).toString('hex'),
  };
  const kinds = ['violence', 'robbery'];
  const summary = { version: 1, kind: 'report', urgent: false, language: 'en', kinds, pictures: 0 };
  for (let count = 0; count < RECORDS; count++) {
    const id = randomUUID();
    const body = { version: 1 };
    const files = await sealRecord({ area, record: id, wayBack, summary, body }, desk.epoch.recipient);
    const stored = await storeRecord(app.database.pools.support, {
      area,
      id,
      desk: desk.desk,
      kind: 'report',
      day: app.clock.today(),
      epoch: desk.epoch.number,
      lengthBucket: 1,
      summary: split(files.summary),
      sealed: split(files.body),
      bodyHash: random(32),
      wayBack: { locator: random(16), recipient, verifyKey: random(32) },
      quarantined: false,
    });
    if (!stored.ok) throw new Error(stored.why);
  }
}

type Watched = { began?: number; ended?: number; longest: number };

/** Notes in the page itself when the bar of opening comes and goes, and the longest time between two frames of it. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: Watched = { longest: 0 };
    (globalThis as unknown as { seen: Watched }).seen = seen;
    let last = performance.now();
    const look = (): void => {
      const now = performance.now();
      const bar = document.getElementById('opening');
      if (bar && !bar.hidden) seen.began ??= now;
      if (seen.began !== undefined && seen.ended === undefined) {
        seen.longest = Math.max(seen.longest, now - last);
        if (bar?.hidden === true) seen.ended = now;
      }
      last = now;
      requestAnimationFrame(look);
    };
    look();
  });
}

export default async function inbox(): Promise<Row[]> {
  const app = await startApplication();
  const browser = await launchBrowser();
  try {
    const desk = await setUpDesk(app);
    await storeMany(app, desk);
    const { page } = await visit(browser, { width: 1280 });
    await watch(page);
    const [worker] = desk.workers;
    if (!worker) throw new Error('nobody is there');
    await signInBrowser(page, app, worker);
    await page.goto(`${app.origin}/desk`);
    await page.waitForFunction(
      () => (globalThis as unknown as { seen: Watched }).seen.ended !== undefined,
      undefined,
      { timeout: 120_000 },
    );
    const {
      began = 0,
      ended = 0,
      longest,
    } = await page.evaluate(() => (globalThis as unknown as { seen: Watched }).seen);
    const opened = await page.locator('#records [data-record]', { hasText: 'Robbery' }).count();
    return [
      {
        name: `${RECORDS} sealed summaries opened in the browser`,
        value: (ended - began) / 1000,
        unit: 's',
        aim: { most: 5 },
      },
      { name: 'of them shown with what happened', value: opened, unit: '', aim: { least: RECORDS } },
      { name: 'longest time without a frame', value: longest, unit: 'ms', aim: { most: 250 } },
    ];
  } finally {
    await browser.close();
    await app.close();
  }
}
