/**
 * Somebody who watches the network sees the same whether a check finds a warning or not: as many requests, of the same
 * sizes, to the same addresses, with the same gaps, from the question to the next question and the next opening of the
 * page; and nothing at all in the minutes after, whatever she presses. The same comparison finds what is planted into the
 * page's own script.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type TestApplication, startApplication } from '../support/application.ts';
import { launchBrowser, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk } from '../support/desk.ts';
import { plantScript } from '../support/plant-script.ts';
import { publishWarning, takeCard } from '../support/publish-warning.ts';
import { type Seen, type Wire, gapsOf, kolmogorovSmirnov, openWire, shapeOf } from '../support/transcript.ts';

const warned = { typed: '07700 900461', canonical: 'phone:+447700900461' };
const notWarned = '07700 900462';
/** In a day, half of them hits; one more ends the last. A card has 20 tokens a day. */
const CHECKS = 16;
/** Two hundred of each are what the proof asks for; every landing looks at a few. */
const LONG = process.env['WAYMARK_LONG'] === '1';
const DAYS = LONG ? 25 : 2;
const MOST_DAYS = 40;
/** Chance may call equal distributions different in one of two thousand runs for each gap. */
const LIMIT = 0.0005;
/** Milliseconds from an answer to her press and from that to her next question: a result is shown in less. */
const PACE = 200;

/** A phone with a card, and its network. */
type Phone = { page: Page; wire: Wire };
type Watched = { hits: Seen[][]; misses: Seen[][] };
type Pressable = { name: string; id: string; leaves: boolean };

const onHit = (act: string): string => `
  const found = document.getElementById('found');
  new MutationObserver(() => { if (found.querySelector('.warning-text')) ${act} }).observe(found, { childList: true });`;
const asks = `fetch('/api/areas/chesterfield/epochs')`;
const plants = {
  asks: onHit(asks),
  delays: `let hit = false;
    const send = fetch;
    globalThis.fetch = async (...asked) => {
      if (hit) await new Promise((later) => setTimeout(later, 50));
      hit = false;
      return await send(...asked);
    };
    ${onHit('hit = true;')}`,
  asksLate: onHit(`setTimeout(() => ${asks}, 30_000);`),
  asksWhenHidden: onHit(
    `document.getElementById('hide').addEventListener('click', () => ${asks}, { once: true });`,
  ),
};

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
let phones: [Phone, Phone];
const wires: Wire[] = [];
before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
  desk = await setUpDesk(app);
  app.setCards(10);
  await publishWarning(app, browser, desk, warned);
  phones = [await takePhone(), await takePhone()];
});
after(async () => {
  await browser.close();
  await Promise.all(wires.map(async (wire) => await wire.close()));
  await app.close();
});

async function takePhone(): Promise<Phone> {
  const wire = await openWire();
  wires.push(wire);
  const { page } = await visit(browser, { proxy: wire.address });
  await takeCard(app, browser, desk, page);
  return { page, wire };
}

/** The tokens of another day, which its first opening takes. */
async function nextDay(): Promise<void> {
  app.clock.advance({ days: 1 });
  await app.publish('chesterfield');
  for (const { page } of phones) await openCheck(page);
}

async function planted<Result>(code: string, work: () => Promise<Result>): Promise<Result> {
  const takeOut = plantScript(app, 'check-identifier', code);
  try {
    return await work();
  } finally {
    takeOut();
  }
}

async function openCheck(page: Page): Promise<void> {
  await page.goto(`${app.origin}/check`);
  await page.locator('#look').waitFor({ state: 'visible' });
}

async function enter(page: Page, hit: boolean): Promise<void> {
  await page.locator('#kind').selectOption('phone');
  await page.locator('#text').fill(hit ? warned.typed : notWarned);
}
const assertShown = (found: string, hit: boolean): void =>
  assert.equal(found.includes('Someone told us about this person'), hit, found);

/**
 * Runs in the page, so that the driver's own time is in no gap. Looks one number up after the other: `pace` ms after an
 * answer "look up somebody else" is pressed, as long after that the next question is sent, or all is done. Gives the results.
 */
async function lookUp({ numbers, pace }: { numbers: string[]; pace: number }): Promise<string[]> {
  const get = (id: string): HTMLElement => document.querySelector<HTMLElement>(id) ?? document.body;
  const field = get('#text') as HTMLInputElement;
  const until = async (due: number): Promise<void> => {
    await new Promise((later) => setTimeout(later, due - performance.now() - 30));
    while (performance.now() < due);
  };
  const results: string[] = [];
  let last = 0;
  for (const number of numbers) {
    await until(last + pace);
    if (!get('#result').hidden) get('#again').click();
    field.value = number;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await until(last + 2 * pace);
    const answered = new Promise<number>((done) => {
      new PerformanceObserver((list, observer) => {
        for (const one of list.getEntries() as PerformanceResourceTiming[])
          if (one.name.endsWith('/evaluate')) {
            observer.disconnect();
            done(one.responseEnd);
          }
      }).observe({ type: 'resource' });
    });
    get('#look button').click();
    last = await answered;
    // Nobody can press what is not there yet; where hits are shown too late for the pace their gap is longer and is seen.
    while (get('#result').hidden) {
      if (!get('#problem').hidden) throw new Error(get('#problem').innerText);
      await new Promise((later) => setTimeout(later, 5));
    }
    results.push(get('#found').innerText);
  }
  await until(last + 2 * pace);
  return results;
}

/** So many checks and one more: hits and misses, and each after either. */
const plan = Array.from({ length: CHECKS + 1 }, (_, at) => at % 4 < 2);

/**
 * For each check of the plan all that was asked from its question to the next. `andOpen`: before the next the page is opened
 * anew.
 */
async function watchChecks(
  { page, wire }: Phone,
  into: Watched,
  { checks = plan, andOpen = false } = {},
): Promise<void> {
  const numbers = checks.map((hit) => (hit ? warned.typed : notWarned));
  await page.locator('#kind').selectOption('phone');
  await wire.cut();
  const results: string[] = [];
  for (const some of andOpen ? numbers.map((number) => [number]) : [numbers]) {
    results.push(...(await page.evaluate(lookUp, { numbers: some, pace: PACE })));
    if (andOpen) await openCheck(page);
  }
  const seen = await wire.cut();
  const questions = seen.flatMap(({ path }, at) => (path.endsWith('/evaluate') ? [at] : []));
  assert.equal(questions.length, checks.length);
  for (const [at, hit] of checks.entries()) {
    assertShown(results[at] ?? '', hit);
    const upTo = questions[at + 1];
    if (upTo !== undefined) (hit ? into.hits : into.misses).push(seen.slice(questions[at], upTo + 1));
  }
}

/** By what an observer tells hits from misses: nothing is by nothing. */
function toldBy({ hits, misses }: Watched): string[] {
  const shapes = new Set([...hits, ...misses].map((seen) => shapeOf(seen).join('\n')));
  if (shapes.size !== 1) return [`requests:\n${[...shapes].join('\nor\n')}`];
  const at = (transcripts: readonly Seen[][], gap: number): number[] =>
    transcripts.map((seen) => gapsOf(seen)[gap] ?? Number.NaN);
  return (hits[0] ?? []).slice(1).flatMap(({ path }, gap) => {
    const { p } = kolmogorovSmirnov(at(hits, gap), at(misses, gap));
    return p > LIMIT ? [] : [`gap ${gap}, before ${path}`];
  });
}

const question = '/api/areas/chesterfield/evaluate';
const nothing = (): Watched => ({ hits: [], misses: [] });
/** Milliseconds, for a machine that others use as well. */
const busy = { timeout: 900_000 };

test('nothing tells hit from miss up to the next question; 50 ms before it would', busy, async () => {
  const [first, second] = phones;
  const [honest, delayed] = [nothing(), nothing()];
  const beforeNext = `gap 0, before ${question}`;
  // Where others use the machine chance is larger: then more days are looked at, until the plant is seen.
  for (let day = 0; day < DAYS || (day < MOST_DAYS && !toldBy(delayed).includes(beforeNext)); day++) {
    await nextDay();
    await planted(plants.delays, async () => await openCheck(second.page));
    // Side by side, so that what the machine does otherwise is in both.
    await Promise.all([watchChecks(first, honest), watchChecks(second, delayed)]);
  }
  assert.ok(honest.hits.length >= (DAYS * CHECKS) / 2 && honest.hits.length === honest.misses.length);
  assert.deepEqual(toldBy(honest), []);
  assert.deepEqual(
    honest.hits[0]?.map(({ method, path }) => `${method} ${path}`),
    [`POST ${question}`, `POST ${question}`],
  );
  const gaps = delayed.misses.map((one) => gapsOf(one)[0]?.toFixed()).join();
  assert.ok(toldBy(delayed).includes(beforeNext), `50 ms more are not seen beside ${gaps}`);
});

test('when the page is opened again nothing tells hit from miss', busy, async () => {
  await nextDay();
  const opened = nothing();
  const checks = LONG ? plan : plan.slice(0, CHECKS / 2 + 1);
  await Promise.all(phones.map(async (phone) => await watchChecks(phone, opened, { checks, andOpen: true })));
  assert.equal(opened.hits.length, checks.length - 1);
  const [seen = []] = opened.hits;
  assert.ok(seen.length > 6, shapeOf(seen).join('\n'));
  assert.deepEqual(toldBy(opened), []);
});

const pressable = 'a[href], button, summary, input[type=button], input[type=submit], [role=button]';
/**
 * What she can press. A link that leaves the page is a request that she makes and everybody sees; it is not pressed, and
 * must only stand there after a miss as well. The page it leads to knows nothing of a result.
 */
const pressables = async (page: Page): Promise<Pressable[]> =>
  await page
    .locator(pressable)
    .filter({ visible: true })
    .evaluateAll((all) =>
      all.map((one) => {
        const goes = one.getAttribute('href');
        const name = `${one.tagName} ${one.textContent.trim()} ${goes ?? ''}`;
        return { name, id: one.id, leaves: goes !== null && !goes.startsWith('#') };
      }),
    );

/** Somebody looked up, everything unfolded, a minute, one press (or none), another minute. `there`: what can be pressed. */
async function watchMinutes(
  { page, wire }: Phone,
  hit: boolean,
  press: (there: Pressable[]) => number = () => -1,
): Promise<{ seen: Seen[]; there: Pressable[] }> {
  await openCheck(page);
  await enter(page, hit);
  await wire.cut();
  await page.locator('#look button').click();
  await page.locator('#result').waitFor({ state: 'visible' });
  assertShown(await page.locator('#found').innerText(), hit);
  for (const summary of await page.locator('main details:not([open]) > summary').all())
    if (await summary.isVisible()) await summary.click();
  await page.clock.runFor(60_000);
  const there = await pressables(page);
  const at = press(there);
  if (at !== -1) await page.locator(pressable).filter({ visible: true }).nth(at).press('Enter');
  const field = page.locator('#text');
  if (await field.isVisible()) {
    await field.fill('07700 900463');
    await field.fill('');
  }
  await page.clock.runFor(60_000);
  // What has a clock of its own would not have lived through these minutes.
  assert.deepEqual([page.workers().length, page.context().serviceWorkers().length], [0, 0]);
  return { seen: await wire.cut(), there };
}

/** The same on both phones, a hit on one and a miss on the other. */
async function watchBoth(
  press?: (there: Pressable[]) => number,
): Promise<Watched & { there: Pressable[][] }> {
  const [hit, miss] = await Promise.all([
    watchMinutes(phones[0], true, press),
    watchMinutes(phones[1], false, press),
  ]);
  return { hits: [hit.seen], misses: [miss.seen], there: [hit.there, miss.there] };
}

test('a request that only a hit makes would be seen', async () => {
  await nextDay();
  const asked = nothing();
  await planted(plants.asks, async () => await openCheck(phones[0].page));
  await watchChecks(phones[0], asked, { checks: [true, false, true] });
  assert.match(toldBy(asked).join(), /^requests:/);
});

test('until two minutes after a result nothing is asked, whatever is pressed', busy, async () => {
  // A page's own clock cannot be given back: no gap can be measured after this.
  for (const { page } of phones) {
    await page.clock.install();
    await openCheck(page);
  }
  const hide = (there: Pressable[]): number => there.findIndex(({ id }) => id === 'hide');
  for (const [code, press] of [
    [plants.asksLate, undefined],
    [plants.asksWhenHidden, hide],
  ] as const)
    assert.match(toldBy(await planted(code, async () => await watchBoth(press))).join(), /^requests:/, code);

  const unpressed = await watchBoth();
  const [there = [], afterMiss] = unpressed.there;
  assert.deepEqual(there, afterMiss);
  const places = there.flatMap(({ leaves }, at) => (leaves ? [] : [at]));
  assert.ok(places.length >= 4 && places.length < there.length, JSON.stringify(there));
  // Last what ends the membership.
  const last = there.findIndex(({ id }) => id === 'forget-press');
  assert.ok(places.includes(last));
  for (const watched of [
    unpressed,
    ...(await inTurn([...places.filter((at) => at !== last), last], async (at) => await watchBoth(() => at))),
  ]) {
    assert.deepEqual(toldBy(watched), []);
    assert.deepEqual(
      watched.hits.map((seen) => seen.map(({ method, path }) => `${method} ${path}`)),
      [['POST /api/areas/chesterfield/evaluate']],
    );
  }
});

async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
