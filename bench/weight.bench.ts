/**
 * Bytes on the wire of a first visit with nothing kept, as a real browser counts them: headers and bodies as they came,
 * the page and all that it asks for until it rests. Of the guide and of the directory every page is weighed by its bodies,
 * in each language, and the heaviest one then by the browser.
 */
import { get } from 'node:http';
import type { Kysely } from 'kysely';
import type { Browser } from 'playwright-core';
import { type DirectoryTables, keepService } from '#directory/index.ts';
import { type TestApplication, startApplication } from '../test/support/application.ts';
import { launchBrowser, visit } from '../test/support/browser.ts';
import { setUpDesk } from '../test/support/desk.ts';
import { manyServices } from '../test/support/services.ts';
import type { Row } from './row.ts';

/** KB of 1,000 bytes. */
const pages = [
  { path: '/', most: 20 },
  { path: '/report', most: 60 },
  { path: '/check', most: 90 },
] as const;

/** A service that has something to say under every heading. */
const wordy = 'They listen first, and they write nothing down that you do not want (fictional). '
  .repeat(4)
  .trim();
async function fillDirectory(app: TestApplication): Promise<string[]> {
  const db = app.database.town as unknown as Kysely<DirectoryTables>;
  const services = manyServices(60);
  for (const service of services)
    await keepService(db, 'chesterfield', {
      ...service,
      needs: ['talk'],
      description: wordy,
      expect: wordy,
      asks: wordy,
      mustTell: wordy,
    });
  return services.map(({ id }) => id);
}

/** Bytes of the body as it came, and the body's own references to files of ours. */
async function body(origin: string, path: string): Promise<{ bytes: number; files: string[] }> {
  const coded = await new Promise<Buffer>((done, failed) => {
    get(`${origin}${path}`, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      if (answer.statusCode !== 200) failed(new Error(`${path} answered ${answer.statusCode}`));
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => done(Buffer.concat(parts)));
    }).on('error', failed);
  });
  const plain = path.startsWith('/assets/') ? '' : await (await fetch(`${origin}${path}`)).text();
  return { bytes: coded.length, files: plain.match(/\/assets\/[\w.-]+/g) ?? [] };
}

/** Of these addresses the one that weighs most, with the files that it asks for. */
async function heaviest({ origin }: TestApplication, paths: readonly string[]): Promise<string> {
  const files = new Map<string, number>();
  let found = { path: '', bytes: 0 };
  for (const path of paths) {
    const one = await body(origin, path);
    let { bytes } = one;
    for (const file of new Set(one.files)) {
      const known = files.get(file) ?? (await body(origin, file)).bytes;
      files.set(file, known);
      bytes += known;
    }
    if (bytes > found.bytes) found = { path, bytes };
  }
  return found.path;
}

async function linked({ origin }: TestApplication, path: string): Promise<string[]> {
  const text = await (await fetch(`${origin}${path}`)).text();
  return [
    path,
    ...[...text.matchAll(/href="((?:\/ro)?\/guide\/[a-z0-9-]+)"/g)].map((link) => link[1] ?? path),
  ];
}

async function weigh(
  browser: Browser,
  app: TestApplication,
  path: string,
  /** Pressed on the page, which is then weighed without what the browser has already. */
  press?: string,
): Promise<{ kb: number; requests: number }> {
  const { page, context, requests, close } = await visit(browser);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const answer = await page.goto(`${app.origin}${path}`, { waitUntil: 'networkidle' });
  if (answer?.status() !== 200) throw new Error(`${path} answered ${answer?.status()}`);
  if (press !== undefined) {
    bytes = 0;
    requests.length = 0;
    await page.getByRole('button', { name: press }).click();
    await page.waitForLoadState('networkidle');
  }
  await close();
  return { kb: bytes / 1000, requests: requests.length };
}

export default async function weight(): Promise<Row[]> {
  const app = await startApplication();
  const browser = await launchBrowser();
  try {
    await setUpDesk(app);
    const rows: Row[] = [];
    const row = async (called: string, path: string, most: number, press?: string): Promise<void> => {
      const { kb, requests } = await weigh(browser, app, path, press);
      rows.push({ name: `${called}${path}, ${requests} requests`, value: kb, unit: 'KB', aim: { most } });
    };
    for (const { path, most } of pages) await row('', path, most);
    const guide = [...new Set([...(await linked(app, '/guide')), ...(await linked(app, '/ro/guide'))])];
    await row(`heaviest of ${guide.length} of the guide: `, await heaviest(app, guide), 20);
    await row('', '/help', 20);
    const ids = await fillDirectory(app);
    const services = ids.flatMap((id) => [`/help/${id}`, `/ro/help/${id}`, `/help/${id}/card`]);
    const directory = ['/help', '/ro/help', ...services];
    await row(`heaviest of ${directory.length} of the directory: `, await heaviest(app, directory), 20);
    await row('twenty services found: ', '/help', 20, 'Someone to talk to');
    return rows;
  } finally {
    await browser.close();
    await app.close();
  }
}
