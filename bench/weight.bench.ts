/**
 * Bytes on the wire of a first visit with nothing kept, as a real browser counts them: headers and bodies as they came,
 * the page and all that it asks for until it rests.
 */
import type { Browser } from 'playwright-core';
import { type TestApplication, startApplication } from '../test/support/application.ts';
import { launchBrowser, visit } from '../test/support/browser.ts';
import { setUpDesk } from '../test/support/desk.ts';
import type { Row } from './row.ts';

/** KB of 1,000 bytes. */
const pages = [
  { path: '/', most: 20 },
  { path: '/guide', most: 20 },
  { path: '/guide/before', most: 20 },
  { path: '/help', most: 20 },
  { path: '/report', most: 60 },
  { path: '/check', most: 90 },
] as const;

async function weigh(
  browser: Browser,
  app: TestApplication,
  path: string,
): Promise<{ kb: number; requests: number }> {
  const { page, context, requests, close } = await visit(browser);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const answer = await page.goto(`${app.origin}${path}`, { waitUntil: 'networkidle' });
  if (answer?.status() !== 200) throw new Error(`${path} answered ${answer?.status()}`);
  await close();
  return { kb: bytes / 1000, requests: requests.length };
}

export default async function weight(): Promise<Row[]> {
  const app = await startApplication();
  const browser = await launchBrowser();
  try {
    await setUpDesk(app);
    const rows: Row[] = [];
    for (const { path, most } of pages) {
      const { kb, requests } = await weigh(browser, app, path);
      rows.push({ name: `${path}, ${requests} requests`, value: kb, unit: 'KB', aim: { most } });
    }
    return rows;
  } finally {
    await browser.close();
    await app.close();
  }
}
