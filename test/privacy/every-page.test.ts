/**
 * Every page of the table of addresses in a real browser, with JavaScript and without, as a visitor and signed in: nothing
 * is asked for elsewhere, nothing is kept before somebody signs in, and axe finds nothing. The instrument is tried on
 * planted faults first.
 */
import assert from 'node:assert/strict';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { type DirectoryTables, keepService } from '#directory/index.ts';
import { type Route, type RouteName, href, routes } from '#routes.ts';
import { exampleService } from '../../src/directory/rules/example-service.fixture.ts';
import type { Schedule } from '../../src/directory/rules/schedule-shape.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import { faultsOfAnswer, keptBy, startWayOut, watchRequests } from '../support/own-origin.ts';
import { mintCards } from '../support/story.ts';

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
let wayOut: Awaited<ReturnType<typeof startWayOut>>;
const example = exampleService();
const hours: Schedule = {
  rrule: 'FREQ=WEEKLY;BYDAY=TU',
  dtstart: '2026-11-03',
  opens: '10:00',
  closes: '12:00',
  overnight: false,
  timezone: 'Europe/London',
  except: [],
  also: [],
  bankHolidays: 'closed',
  validFrom: null,
  validTo: null,
  description: null,
};
const service = {
  ...example,
  name: 'Lamp House drop-in (fictional)',
  schedules: [{ ...example.listing, id: 'hours', value: hours }],
};

before(async () => {
  [app, browser, wayOut] = await Promise.all([startApplication(), launchBrowser(), startWayOut()]);
  desk = await setUpDesk(app, { roles: ['desk-worker', 'desk-lead', 'outreach', 'fact-reviewer'] });
  // Whoever contests a warning writes to another organisation.
  await setUpDesk(app, { desk: 'outside', organisation: 'neighbour', workers: 1, root: desk.root });
  await keepService(app.database.town as unknown as Kysely<DirectoryTables>, 'chesterfield', service);
});
after(async () => {
  await browser.close();
  await app.close();
  await wayOut.close();
});

/** A browser whose every way but the one to the application leads nowhere. */
const behindWayOut = () => ({ proxy: wayOut.address, direct: 'localhost' });

type PageName = {
  [Name in RouteName]: (typeof routes)[Name] extends { kind: 'page'; get: unknown } ? Name : never;
}[RouteName];
/** What a browser does not show: it goes on to another site, or is a file to keep. */
const notShown: readonly PageName[] = ['leave', 'helpCalendar'];
const pages = (Object.entries(routes) as [PageName, Route][])
  .filter(([name, route]) => route.kind === 'page' && route.get !== undefined && !notShown.includes(name))
  .map(([name, route]) => ({ name, path: route.path, open: route.get?.includes('visitor') === true }));

const guides = ['help', 'rights', 'out', 'check', 'leaving', 'history', 'town'];
/** The addresses of one line of the table; one with a part that nobody here can fill in fails. */
function addressesOf({ name, path }: (typeof pages)[number]): string[] {
  if (name === 'guide') return guides.map((guide) => href('guide', '', { name: guide }));
  const filled = path
    .replaceAll('{service}', service.id)
    .replaceAll('{code}', 'a2a2a2a2a2a2a2a2')
    .replaceAll('{name}', 'notes');
  assert.ok(!filled.includes('{'), `${name}: this test does not know how to visit ${path}`);
  return [filled];
}
/** Real things that stand behind the # of a page's address. */
const fragments: Partial<Record<PageName, string>> = {};

/** What is wrong with one page, as the browser that shows it sees it. */
async function faultsOf(
  { page, away, isSignedIn }: { page: Page; away: readonly string[]; isSignedIn: boolean },
  address: string,
  { withAxe }: { withAxe: boolean },
): Promise<string[]> {
  const before = { away: away.length, asked: wayOut.asked.length };
  const answer = await page.goto(address);
  const status = answer?.status() ?? 0;
  const found = status === 200 ? [] : [`status: ${status}`];
  if (withAxe)
    for (const [width, colorScheme] of [
      [360, 'light'],
      [1280, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 640 });
      await page.emulateMedia({ colorScheme });
      for (const said of await axeHere(page)) found.push(`axe at ${width}, ${colorScheme}: ${said}`);
      if (width === 360) await page.setViewportSize({ width: 320, height: 640 });
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (sideways > 0) found.push(`scrolls sideways at ${width}`);
    }
  if (!isSignedIn) found.push(...(await keptBy(page.context())));
  found.push(...away.slice(before.away).map((to) => `request: ${to}`));
  found.push(...wayOut.asked.slice(before.asked).map((to) => `way out: ${to}`));
  return found;
}

/** The application, with one thing about its answers changed. */
async function spoil(
  change: (headers: Headers, html: string) => string,
  files: Record<string, string> = {},
): Promise<{ origin: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '/';
      const file = files[path];
      if (file !== undefined) return response.setHeader('content-type', 'text/javascript').end(file);
      const answer = await fetch(`${app.origin}${path}`);
      const headers = new Headers(answer.headers);
      for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'connection'])
        headers.delete(name);
      const isPage = headers.get('content-type')?.startsWith('text/html') === true;
      const body = isPage ? change(headers, await answer.text()) : Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, [...headers].flat());
      return response.end(body);
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const elsewhere = 'http://elsewhere.example.org';
const script = (html: string): string =>
  html.replace('</body>', '<script src="/planted.js"></script></body>');
/** The one that takes axe to find. */
const unheard = 'an image that nobody can hear';
const planted: {
  what: string;
  change: (headers: Headers, html: string) => string;
  files?: Record<string, string>;
  found: RegExp;
}[] = [
  {
    what: 'a remote image',
    change: (_, html) => html.replace('</main>', `<img alt="" src="${elsewhere}/i.png"></main>`),
    found: /^reference: http:\/\/elsewhere\.example\.org\/i\.png/m,
  },
  {
    what: 'a fetch of a worker',
    change(headers, html) {
      headers.delete('content-security-policy');
      return script(html);
    },
    files: {
      '/planted.js': `new Worker('/planted-worker.js')`,
      '/planted-worker.js': `fetch('${elsewhere}/f', { mode: 'no-cors' }).catch(() => {})`,
    },
    found: /^way out: http:\/\/elsewhere\.example\.org\/f/m,
  },
  {
    what: 'a cookie',
    change(headers, html) {
      headers.set('set-cookie', 'planted=1; Path=/');
      return html;
    },
    found: /^cookie: planted/m,
  },
  {
    what: 'a line of localStorage',
    change: (_, html) => script(html),
    files: { '/planted.js': `localStorage.setItem('planted', '1')` },
    found: /^localStorage: planted/m,
  },
  {
    what: unheard,
    change: (_, html) => html.replace('</main>', '<img src="/favicon.ico"></main>'),
    found: /^axe at 360, light: image-alt/m,
  },
  {
    what: 'a weaker policy',
    change(headers, html) {
      const own = headers.get('content-security-policy') ?? '';
      headers.set('content-security-policy', own.replace("connect-src 'self'", 'connect-src *'));
      return html;
    },
    found: /^policy: not ours: connect-src \*/m,
  },
];

test('a page with a part that nobody fills in is not passed over', () => {
  const strange = { name: 'helpService', path: '/help/{stranger}', open: true } as const;
  assert.throws(() => addressesOf(strange), /does not know how to visit \/help\/\{stranger\}/);
});

test('each planted fault is found and named', async () => {
  for (const { what, change, files, found } of planted) {
    const spoiled = await spoil(change, files);
    const { page, context, close } = await visit(browser, behindWayOut());
    const away = watchRequests(context, spoiled.origin);
    const address = `${spoiled.origin}/about`;
    const faults = await faultsOfAnswer(await fetch(address), spoiled.origin);
    // What a worker asks for may come after a look on a busy machine: then the next one sees it.
    for (let look = 0; look < 5 && !found.test(faults.join('\n')); look++)
      faults.push(
        ...(await faultsOf({ page, away, isSignedIn: false }, address, { withAxe: what === unheard })),
      );
    assert.match(faults.join('\n'), found, what);
    await close();
    await spoiled.close();
  }
});

test('every page of the table, signed in and as a visitor, with JavaScript and without', async (t) => {
  const faults: string[] = [];
  const note = (who: string, address: string, found: readonly string[]): void => {
    for (const fault of found) faults.push(`${who} ${address}: ${fault}`);
  };

  await t.test('signed in', async () => {
    const [ada] = desk.workers;
    assert.ok(ada);
    const { page, context, close } = await visit(browser, behindWayOut());
    const away = watchRequests(context, app.origin);
    await signInBrowser(page, app, ada);
    const [card] = await mintCards(page, app.origin, 1);
    fragments.join = card?.replaceAll(' ', '-') ?? assert.fail();
    await page.goto(`${app.origin}${href('deskFact', '', { service: service.id })}`);
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByRole('textbox', { name: 'The link' }).inputValue();
    fragments.stillRight = link.split('#')[1] ?? assert.fail();
    for (const one of pages.filter(({ open }) => !open))
      for (const path of addressesOf(one)) {
        const answer = await fetch(`${app.origin}${path}`, { headers: { cookie: ada.cookie } });
        note('signed in', path, await faultsOfAnswer(answer, app.origin));
        const seen = { page, away, isSignedIn: true };
        note('signed in', path, await faultsOf(seen, `${app.origin}${path}`, { withAxe: true }));
      }
    await close();
  });

  for (const javaScript of [true, false])
    await t.test(javaScript ? 'visitor with JavaScript' : 'visitor without JavaScript', async () => {
      const { page, context, close } = await visit(browser, { javaScript, ...behindWayOut() });
      const away = watchRequests(context, app.origin);
      const who = javaScript ? 'with' : 'without';
      for (const one of pages.filter(({ open }) => open))
        for (const path of addressesOf(one)) {
          const behind = fragments[one.name] === undefined ? '' : `#${fragments[one.name]}`;
          if (javaScript)
            note(who, path, await faultsOfAnswer(await fetch(`${app.origin}${path}`), app.origin));
          const seen = { page, away, isSignedIn: false };
          const address = `${app.origin}${path}${behind}`;
          note(who, path, await faultsOf(seen, address, { withAxe: javaScript }));
        }
      await close();
    });

  assert.deepEqual(faults, []);
  assert.deepEqual(
    wayOut.asked.filter((address) => !address.startsWith(elsewhere)),
    [],
  );
});

test('what is not shown keeps nothing either', async () => {
  for (const path of [href('leave', '', {}), href('helpCalendar', '', { service: service.id })]) {
    const { headers, status } = await fetch(`${app.origin}${path}`, { redirect: 'manual' });
    assert.ok([200, 303].includes(status), `${path} ${status}`);
    assert.equal(headers.get('set-cookie'), null, path);
  }
});
