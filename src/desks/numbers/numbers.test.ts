/** The published roots: signed, over the chains as they stood that day, and telling of a line that was changed since. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import type { Browser } from 'playwright-core';
import { type DesksTables, appendAudit, publishAuditRoot, publishMissedRoots } from '#desks/index.ts';
import { generateIdentity, recipientOf } from '#sealed/age-file.ts';
import { signAuditRoot, verifyAuditRoot } from '#sealed/audit-chain.ts';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../../../test/support/browser.ts';

const area = 'chesterfield';
const seed = new Uint8Array(32).fill(7);
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
let application: TestApplication;
let browser: Browser;
let sweep: Kysely<DesksTables>;
before(async () => {
  [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
  sweep = application.database.sweep as unknown as Kysely<DesksTables>;
});
after(async () => {
  await browser.close();
  await application.close();
});

async function act(id: string, day: string): Promise<void> {
  const recipients = [await recipientOf(generateIdentity(random))];
  const record = { area, id, desk: 'support', locator: new Uint8Array(16) };
  const opened = { act: 'opened', worker: randomUUID(), firstName: 'Ada', day } as const;
  await sweep.transaction().execute((tx) => appendAudit(tx, record, opened, recipients));
}

async function headsOn(day: string): Promise<Uint8Array[]> {
  const rows = await sweep.selectFrom('desks.audit_row').selectAll().where('day', '<=', day).execute();
  const last = new Map<string, DesksTables['desks.audit_row']>();
  for (const row of rows.toSorted((a, b) => a.sequence - b.sequence)) last.set(row.record_id, row);
  return [...last.values()].map(({ hash }) => new Uint8Array(hash));
}

async function published(): Promise<{ day: string; size: number; root: string }[]> {
  const answer = await fetch(`${application.origin}/api/areas/${area}/audit-roots`);
  const { roots } = (await answer.json()) as { roots: unknown[] };
  return roots.map((envelope) => {
    const root = verifyAuditRoot(envelope, application.serviceKey, area);
    assert.ok(root, 'a root does not carry the signature of the service');
    return root;
  });
}

test('each night signs what stood at the end of the day, once, and a changed chain no longer gives that number', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  await act(one, '2026-11-22');
  await act(one, '2026-11-23');
  await act(two, '2026-11-23');
  await act(two, '2026-11-24');
  await publishAuditRoot(sweep, area, '2026-11-22', seed);
  await publishAuditRoot(sweep, area, '2026-11-23', seed);
  const before = await published();
  assert.deepEqual(
    before.map(({ day, size }) => [day, size]),
    [
      ['2026-11-23', 2],
      ['2026-11-22', 1],
    ],
  );
  const again = async () => {
    const signed = signAuditRoot(area, '2026-11-23', await headsOn('2026-11-23'), seed);
    return verifyAuditRoot(signed, application.serviceKey, area)?.root;
  };
  assert.equal(await again(), before[0]?.root);

  await application.database.pools.owner.query('alter table desks.audit_row no force row level security');
  const changed = await application.database.pools.owner.query(
    `update desks.audit_row set hash = sha256(hash) where record_id = $1 and sequence = 2`,
    [one],
  );
  assert.equal(changed.rowCount, 1);
  await publishAuditRoot(sweep, area, '2026-11-23', seed);
  assert.deepEqual(await published(), before, 'the published number was replaced');
  assert.notEqual(await again(), before[0]?.root);
});

test('nights that were missed are made up, and each day keeps the root it had', async () => {
  await publishAuditRoot(sweep, area, '2026-12-01', seed);
  const [kept] = await published();
  await act(randomUUID(), '2026-12-03');
  await publishMissedRoots(sweep, area, '2026-12-04', seed);
  const [fourth, third, second, first] = await published();
  assert.deepEqual(
    [fourth, third, second, first].map((root) => root?.day),
    ['2026-12-04', '2026-12-03', '2026-12-02', '2026-12-01'],
  );
  assert.deepEqual(first, kept);
  assert.equal(second?.root, first?.root);
  assert.notEqual(third?.root, second?.root);
  assert.equal(fourth?.root, third?.root);
});

test('the page shows the numbers in both languages and warns of one that is not signed', async () => {
  const [root] = await published();
  assert.ok(root);
  for (const [name, options] of [
    ['numbers-phone', { width: 360, height: 740 }],
    ['numbers-wide', { width: 1280, height: 900 }],
  ] as const) {
    const { page, close } = await visit(browser, options);
    await page.goto(`${application.origin}/numbers`);
    await page.getByRole('cell', { name: root.root }).first().waitFor();
    assert.deepEqual(await axeHere(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    await picture(page, name);
    await close();
  }
  const ro = await (await fetch(`${application.origin}/ro/numbers`)).text();
  assert.match(ro, /Numărul zilei/);
  assert.doesNotMatch(ro, /nu poartă semnătura/);

  await application.database.pools.sweep.query('insert into desks.audit_root values ($1, $2, $3)', [
    area,
    '2026-11-24',
    JSON.stringify(signAuditRoot(area, '2026-11-24', [], new Uint8Array(32).fill(8))),
  ]);
  const forged = await (await fetch(`${application.origin}/numbers`)).text();
  assert.match(forged, /does not carry our signature/);
  assert.doesNotMatch(forged, /2026-11-24/);
});
