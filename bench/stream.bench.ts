/**
 * A second approval's way to a thousand phones: from the moment at which the new bundle is made until each has all that it opens,
 * over a thousand open streams, and until three real browsers show it. Phones, application and PostgreSQL share one machine;
 * what a phone then verifies and opens by itself is timed one by one afterwards, and added.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { openEpoch } from '#sealed/broadcast/epoch-header.ts';
import { readAnnounced } from '#sealed/broadcast/announcement.ts';
import { pathKeys } from '#sealed/broadcast/tree.ts';
import { parseBundle } from '#sealed/bundle/bundle.ts';
import { openTexts } from '#sealed/bundle/seal-text.ts';
import { startApplication } from '../test/support/application.ts';
import { launchBrowser, visit } from '../test/support/browser.ts';
import { setUpDesk } from '../test/support/desk.ts';
import { publishWarning, takeCard } from '../test/support/publish-warning.ts';
import { placeWarning, readDeskSecret, readFeedSecret } from '../test/support/warning.ts';
import type { Row } from './row.ts';

const CLIENTS = 1_000;
/** As `npm start` has it. */
const SPREAD = 3_000;
const area = 'chesterfield';
const text = 'It was reported that this person took the money back by force.';

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export default async function stream(): Promise<Row[]> {
  const [app, browser] = await Promise.all([startApplication({ spread: SPREAD }), launchBrowser()]);
  try {
    const desk = await setUpDesk(app);
    await publishWarning(app, browser, desk, { typed: '07700 900461', canonical: 'phone:+447700900461' });
    const phones = [];
    for (let count = 0; count < 3; count++) {
      const { page } = await visit(browser);
      await takeCard(app, browser, desk, page);
      await page.goto(`${app.origin}/warnings`);
      await page.getByText('Someone told us about this person').waitFor();
      phones.push(page);
    }
    const clients = new Worker(new URL('support/stream-clients.ts', import.meta.url), {
      workerData: { origin: app.origin, area, desks: ['support', 'outside'], clients: CLIENTS },
    });
    await once(clients, 'message');
    const feed = { area, epoch: 1, feedSecret: await readFeedSecret(app, desk) };
    await placeWarning(app, desk, feed, { identifiers: ['phone:+447700900462'], text });
    const all = once(clients, 'message') as Promise<[{ told: number; had: number }[]]>;
    const began = Date.now();
    await app.publish(area);
    const [shown, [answers]] = await Promise.all([
      Promise.all(
        phones.map(async (page) => {
          await page.getByText(text).waitFor();
          return Date.now() - began;
        }),
      ),
      all,
    ]);
    await clients.terminate();

    const path = pathKeys(await readDeskSecret(app, desk, 'area/tree'), area, 7);
    const [file, header] = await Promise.all(
      ['warnings.bundle', 'epochs'].map(
        async (name) =>
          new Uint8Array(await (await fetch(`${app.origin}/api/areas/${area}/${name}`)).arrayBuffer()),
      ),
    );
    const own: number[] = [];
    for (let count = 0; count < 51; count++) {
      const start = performance.now();
      const parsed = parseBundle(file ?? new Uint8Array(), { area, serviceKey: app.serviceKey });
      const announced = readAnnounced(header ?? new Uint8Array());
      const opened = announced && (await openEpoch(announced.header, area, path));
      if (!parsed.ok || opened?.ok !== true) throw new Error('the feed does not open');
      const { epoch, secret } = opened;
      const read = await openTexts(parsed.bundle, { area, epoch, feedSecret: secret });
      if (read.opened.length !== 2) throw new Error(`${read.opened.length} texts`);
      own.push(performance.now() - start);
    }
    const work = at(
      own.toSorted((a, b) => a - b),
      0.5,
    );
    const sorted = (which: 'told' | 'had'): number[] =>
      answers.map((one) => one[which] - began).toSorted((a, b) => a - b);
    const [told, had] = [sorted('told'), sorted('had')];
    const who = `${CLIENTS.toLocaleString('en-GB')} streams`;
    return [
      { name: `told that there is another bundle, p99, ${who}`, value: at(told, 0.99), unit: 'ms' },
      { name: `have it all, median, ${who}`, value: at(had, 0.5), unit: 'ms' },
      {
        name: `have it, verified and opened, p99, ${who}`,
        value: at(had, 0.99) + work,
        unit: 'ms',
        limit: SPREAD,
        limitIs: 'the spread itself',
        aim: { most: 5_000 },
      },
      { name: 'one phone’s own work, median', value: work, unit: 'ms' },
      {
        name: 'three real browsers show it, the last',
        value: Math.max(...shown),
        unit: 'ms',
        aim: { most: 5_000 },
      },
    ];
  } finally {
    await browser.close();
    await app.close();
  }
}
