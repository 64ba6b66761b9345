/**
 * What a phone downloads and does: the header of a new epoch, and the bundle of warnings, made and opened by a real browser with
 * the real core. No network is in these numbers.
 */
import { startApplication } from '../test/support/application.ts';
import { launchBrowser, visit } from '../test/support/browser.ts';
import type { Row } from './row.ts';
import { runInPage } from './support/in-browser.ts';
import type * as phone from './support/feed-on-a-phone.ts';

const KIB = 1024;
declare const bench: typeof phone;

export default async function feed(): Promise<Row[]> {
  const [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
  try {
    const { page } = await visit(browser);
    await page.goto(`${app.origin}/about`);
    await runInPage(page, 'bench/support/feed-on-a-phone.ts');
    const rows: Row[] = [];
    for (const revoked of [0, 100, 1_000]) {
      const turned = await page.evaluate(async (count) => await bench.turn(count, 5), revoked);
      const what = `${revoked.toLocaleString('en-GB')} of 16,384 cards stopped`;
      const wanted = revoked === 100;
      rows.push(
        {
          name: `new epoch, header, most of 5, ${what}`,
          value: turned.bytes / 1000,
          unit: 'KB',
          ...(wanted ? { aim: { most: 40 } } : {}),
        },
        {
          name: `made in the browser, median, ${what}`,
          value: turned.making,
          unit: 'ms',
          ...(wanted ? { aim: { most: 1000 } } : {}),
        },
        { name: `opened by a card, median, ${what}`, value: turned.opening, unit: 'ms' },
      );
    }
    // The format holds 65,535 texts; the look-up alone is measured past it.
    for (const [warnings, texts] of [
      [1_000, 1_000],
      [10_000, 10_000],
      [100_000, 0],
    ] as const) {
      const read = await page.evaluate(async ([count, told]) => await bench.bundle(count, told, 50), [
        warnings,
        texts,
      ] as const);
      const what = `${warnings.toLocaleString('en-GB')} warnings${texts === 0 ? ', no texts' : ''}`;
      rows.push(
        {
          name: `tags, ${what}`,
          value: read.tags / KIB,
          unit: 'KiB',
          ...(warnings === 1_000 ? { aim: { most: 250 } } : {}),
        },
        { name: `whole bundle, ${what}`, value: read.bytes / KIB, unit: 'KiB' },
        {
          name: `read and verified, ${what}`,
          value: read.parsing,
          unit: 'ms',
          limit: read.hashing,
          limitIs: 'SHA-512 of WebCrypto over it, once',
        },
        ...(texts === 0 ? [] : [{ name: `all texts opened, ${what}`, value: read.opening, unit: 'ms' }]),
        { name: `look-up that finds, median of 50, ${what}`, value: read.hit, unit: 'ms' },
        { name: `look-up that finds nothing, median of 50, ${what}`, value: read.miss, unit: 'ms' },
      );
    }
    return rows;
  } finally {
    await browser.close();
    await app.close();
  }
}
