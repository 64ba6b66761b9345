/**
 * Proof 1 for the process that an operator starts: what it says on either stream and what it keeps in its folders hold no
 * word that was typed, no piece of a picture, and no key of anybody. The flows that it takes more than one desk or a week
 * for are lived in canary.test.ts, where the application is one process with the test and what it prints is read too.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { findRunning } from '#kit/database/embedded.ts';
import { open } from '#sealed/age-file.ts';
import { openWorkerKeys } from '#sealed/worker-keys.ts';
import { launchBrowser } from '../support/browser.ts';
import {
  allNeedles,
  comeBack,
  filesOf,
  noteFiles,
  number,
  phrase,
  report,
  said,
  say,
  secret,
  somebody,
  underWay,
  words,
  writeAgain,
} from '../support/canary.ts';
import { freePort } from '../support/free-port.ts';
import { createScanner, leaksBelow } from '../support/leak.ts';
import { answers, run, until, whileRunning } from '../support/process.ts';
import * as story from '../support/story.ts';

let browser: Browser;
before(async () => {
  browser = await launchBrowser({ microphone: true });
});
after(() => browser.close());

type Rows = Record<string, unknown>[];
/** Questions to the database of the running process, as its superuser. */
async function asking<Result>(
  dataDir: string,
  work: (ask: (sql: string) => Promise<Rows>) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ ...(findRunning(dataDir) ?? assert.fail()), database: 'waymark' });
  await client.connect();
  try {
    return await work(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
  } finally {
    await client.end();
  }
}

/** What a worker's browser holds once the ten words are typed: the keys of the worker, and of each epoch of the desk. */
async function keysBehind(ask: (sql: string) => Promise<Rows>, unwrapIdentity: string): Promise<string[]> {
  const identities: string[] = [];
  for (const { id, bundle } of await ask('select id::text, bundle from desks.worker')) {
    const opened = await openWorkerKeys(bundle as Buffer, unwrapIdentity, null);
    if (!opened.ok) continue;
    secret(`worker ${String(id)}`, opened.keys.identity, opened.keys.signingSeed);
    for (const { sealed } of await ask(
      `select sealed from desks.epoch_key where worker_id = '${String(id)}'`,
    )) {
      const epoch = await open(sealed as Buffer, opened.keys.identity);
      if (epoch.ok) identities.push(new TextDecoder().decode(epoch.plain));
    }
  }
  return identities;
}

test('a whole process, started as an operator starts it, says and keeps none of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-canary-'));
  const dataDir = join(folder, 'data');
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const process = run({ PORT: String(port), DATA_DIR: dataDir });
  let placed = dataDir;
  await whileRunning(process, async () => {
    await until(() => answers(origin), `a start (${process.said()})`);
    placed = String(findRunning(dataDir)?.host ?? dataDir);
    const link = readFileSync(join(folder, 'data-keys', 'set-up-link-chesterfield'), 'utf8').trim();
    const keeper = await somebody(browser, { width: 1280, height: 900 });
    const made = await story.setUpFirstDesk(keeper, link, 'Ada');
    const first = await phrase('phrase of the first', made.phrase);
    made.shares.forEach((share, at) => words(`paper ${at + 1}`, share));
    await story.openTestRecord(keeper);
    const newcomer = await somebody(browser, { width: 1280, height: 900 });
    const joined = await story.joinDesk(newcomer, await story.invite(keeper, 'Bea'));
    await phrase('phrase of the second', joined.phrase);
    await story.letIn(keeper, 'Bea', joined.sixWords);
    await story.signIn(newcomer, origin, joined.phrase);
    await newcomer.goto(`${origin}/desk/people`);
    await story.openTestRecord(newcomer);

    const eve = await somebody(browser);
    const hers = await report(eve, 'eve', 'Robbery', 'the short standard text', origin, true);
    const kim = await somebody(browser, { javaScript: false });
    const theirs = await report(kim, 'kim', 'Following or stalking', 'the short standard text', origin);
    for (const [page, kind] of [
      [eve, 'Robbery'],
      [kim, 'Following or stalking'],
    ] as const) {
      const who = page === eve ? 'eve' : 'kim';
      await story.openRecord(newcomer, origin, kind);
      await story.answerRecord(newcomer, say(`answer to ${who}`));
      await comeBack(page, who, page === eve ? hers.code : theirs.code, origin);
      await page.getByText(said(`answer to ${who}`)).waitFor();
      await writeAgain(page, who);
    }
    // A page that is not there, with what somebody may write into the address.
    const lost = await fetch(`${origin}/help-me-with-${encodeURIComponent(say('in an address'))}`);
    assert.equal(lost.status, 404);
    // A card is made, taken up and used, by the evaluator too, which is a process of its own.
    const [card = ''] = await story.mintCards(newcomer, origin, 1);
    words('card', card);
    const noor = await somebody(browser);
    await story.joinCard(noor, origin, card);
    assert.match(await story.lookUp(noor, origin, number('looked up')), /No warning here/);
    await asking(dataDir, async (ask) => {
      const identities = await keysBehind(ask, first.unwrapIdentity);
      assert.ok(identities.length > 0);
      await noteFiles(ask, identities);
    });
    assert.ok(filesOf('image/').length >= 4 && filesOf('audio/').length > 0);
  });
  await Promise.all(underWay);
  const needles = allNeedles();
  const spoken = createScanner(needles)(Buffer.from(process.said()), 'what the process said');
  assert.deepEqual(spoken, []);
  assert.deepEqual(leaksBelow(needles, [folder, placed]), []);
  // The same look finds what is there: in its folders, and in a line that it might have said.
  const some = said('eve story');
  writeFileSync(join(folder, 'data-keys', 'planted'), some);
  assert.ok(leaksBelow(needles, [folder]).some(({ of }) => of === 'eve story'));
  assert.ok(createScanner(needles)(Buffer.from(`${process.said()}${some}`), 'said').length > 0);
  rmSync(folder, { recursive: true, force: true });
});

test('what went wrong first is what is told, however the process ended', async () => {
  // It ends by itself, and not with 0.
  const process = run({ PORT: 'none' });
  await process.ended;
  const first = new Error('first');
  await assert.rejects(
    whileRunning(process, async () => await Promise.reject(first)),
    first,
  );
  await assert.rejects(
    whileRunning(process, async () => undefined),
    { name: 'AssertionError' },
  );
});
