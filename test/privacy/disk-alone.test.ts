/**
 * Whoever takes the whole disk of the default installation, evaluation key and all, but no card and nobody's words, cannot
 * find out whether a number that they think of stands in a report or a warning. The attacker knows every formula and the
 * true number, and tries every 32 bytes of a dump and the files beside it as the secret that is missing. In the server's own
 * files and its log of writes, which hold what was deleted too, we look for the true secrets, however they may be written:
 * trying all 32 bytes there would find the same and take minutes.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { areaKey } from '#evaluator/area-key.ts';
import { evaluateInput } from '#evaluator/evaluate-batch.ts';
import { deriveEntryKey } from '#sealed/blind/derive-tag.ts';
import { readAnnounced } from '#sealed/broadcast/announcement.ts';
import { openEpoch } from '#sealed/broadcast/epoch-header.ts';
import { pathKeys } from '#sealed/broadcast/tree.ts';
import { parseBundle } from '#sealed/bundle/bundle.ts';
import { SLOT_LENGTH } from '#sealed/bundle/slots.ts';
import { type TestApplication, evaluatorMaster, startApplication } from '../support/application.ts';
import { launchBrowser } from '../support/browser.ts';
import { type TestDesk, setUpDesk } from '../support/desk.ts';
import {
  type Leak,
  type Needle,
  dumpOf,
  formsOfNumber,
  leaksOf,
  writingsOf,
  writingsOfKey,
} from '../support/leak.ts';
import { publishWarning } from '../support/publish-warning.ts';
import { readDeskSecret, readFeedSecret } from '../support/warning.ts';

const area = 'chesterfield';
const typed = '07700 900461';
const canonical = 'phone:+447700900461';
const secretLength = 32;

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
before(async () => {
  [app, browser] = await Promise.all([startApplication({ alone: true }), launchBrowser()]);
  desk = await setUpDesk(app);
  await publishWarning(app, browser, desk, { typed, canonical });
});
after(async () => {
  await browser.close();
  await app.close();
});

/** What the evaluation key makes of a number: the attacker has the key. */
const outputOf = (input: string): Uint8Array =>
  evaluateInput(areaKey(evaluatorMaster, area), new TextEncoder().encode(input));

/** Everything that was kept, and whatever stands in it as base64 or hex. */
async function everything(): Promise<Buffer[]> {
  const files = readdirSync(app.keysDir)
    .map((name) => join(app.keysDir, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path));
  const kept = [
    await dumpOf(app.database),
    ...files,
    Buffer.from(app.lines.join('\n')),
    Buffer.from(evaluatorMaster),
  ];
  return kept.flatMap((bytes) => {
    const text = bytes.toString('latin1');
    const runs = (pattern: RegExp, as: 'base64' | 'hex') =>
      [...text.matchAll(pattern)].map(([run]) => Buffer.from(run, as));
    return [bytes, ...runs(/[\w+/-]{42,}={0,2}/g, 'base64'), ...runs(/(?:[\da-f]{2}){32,}/gi, 'hex')];
  });
}

/** How somebody with all of that can tell that this number was reported or warned about; nothing: they cannot. */
async function confirm(input: string): Promise<string[]> {
  const y = outputOf(input);
  const header = await fetch(`${app.origin}/api/areas/${area}/epochs`);
  const headerBytes =
    readAnnounced(new Uint8Array(await header.arrayBuffer()))?.header ?? assert.fail('no header');
  const answer = await fetch(`${app.origin}/api/areas/${area}/warnings.bundle`);
  const read = parseBundle(new Uint8Array(await answer.arrayBuffer()), { area, serviceKey: app.serviceKey });
  assert.ok(read.ok && read.bundle.texts.length === 1);
  const { bundle } = read;
  const tags = new Set<string>();
  for (let at = 0; at < bundle.slots.length; at += SLOT_LENGTH)
    tags.add(Buffer.from(bundle.slots.subarray(at, at + 16)).toString('latin1'));
  const { rows } = await app.database.pools.sweep.query<{ tag: Buffer }>(
    'select tag from warnings.repeat_tag',
  );
  assert.ok(rows.length > 0);
  const repeated = new Set(rows.map(({ tag }) => tag.toString('latin1')));

  // deriveTag with repeat 0, HKDF-SHA256 by hand (RFC 5869): fast enough for every place on the disk.
  const epoch = Buffer.alloc(4);
  epoch.writeUInt32BE(bundle.epoch);
  const info = Buffer.concat([
    Buffer.from('tag'),
    Buffer.from([area.length]),
    Buffer.from(area),
    epoch,
    Buffer.from([0, 1]),
  ]);
  const found = new Set<string>();
  const tryFeed = (secret: Uint8Array, how: string): void => {
    const extracted = createHmac('sha256', secret).update(y).digest();
    if (repeated.has(extracted.subarray(0, 16).toString('latin1'))) found.add(`a report, by ${how} repeat`);
    const tag = createHmac('sha256', extracted).update(info).digest();
    if (tags.has(tag.subarray(0, 16).toString('latin1'))) found.add(`the warning, by ${how} feed`);
  };
  for (const bytes of await everything()) {
    // What is all text was decoded above; 32 random bytes are never all text.
    let text = 0;
    for (const [end, byte] of bytes.entries()) {
      text = byte >= 0x20 && byte < 0x7f ? text + 1 : 0;
      const at = end + 1 - secretLength;
      if (at >= 0 && text < secretLength) tryFeed(bytes.subarray(at, end + 1), 'a');
    }
    // The tree is slower to try: what stands by itself, and what stands at the end or the beginning.
    for (const part of bytes.length < 200
      ? [bytes.subarray(0, secretLength), bytes.subarray(-secretLength)]
      : []) {
      if (part.length !== secretLength) continue;
      const opened = await openEpoch(headerBytes, area, pathKeys(new Uint8Array(part), area, 0));
      if (opened.ok) tryFeed(opened.secret, 'a tree that opens the');
    }
  }
  return [...found];
}

/** What cards and desks know and derive: each by itself would confirm the number to whoever has the rest of the disk. */
async function secretsThatConfirm(): Promise<Map<string, Buffer>> {
  const [tree, repeat] = await Promise.all(
    (['area/tree', 'repeat'] as const).map((name) => readDeskSecret(app, desk, name)),
  );
  const feed = await readFeedSecret(app, desk);
  assert.ok(feed && tree && repeat);
  const y = outputOf(canonical);
  const secrets: [string, Uint8Array][] = [
    ['feed', feed],
    ['tree', tree],
    ['repeat', repeat],
    ...pathKeys(tree, area, 0).map(({ node, key }): [string, Uint8Array] => [`node ${node}`, key]),
    ['feed and number', createHmac('sha256', feed).update(y).digest()],
    ['entry', deriveEntryKey(y, { area, epoch: 1, feedSecret: feed })],
  ];
  return new Map(secrets.map(([of, bytes]) => [of, Buffer.from(bytes)]));
}

const find = async (needles: readonly Needle[]): Promise<Leak[]> =>
  await leaksOf(needles, { database: app.database, lines: app.lines, folders: [app.keysDir] });

async function planted(text: string, bytes: Buffer): Promise<string[]> {
  const { owner } = app.database.pools;
  await owner.query('create table kit.planted (t text, b bytea)');
  await owner.query('insert into kit.planted values ($1, $2)', [text, bytes]);
  try {
    return await confirm(canonical);
  } finally {
    await owner.query('drop table kit.planted');
  }
}

test('the whole disk with the evaluation key confirms no number, neither in a report nor in a warning', async () => {
  assert.deepEqual(await confirm(canonical), []);
});

test('what the key makes of the number, and the number itself, lie nowhere on the disk', async () => {
  const y = Buffer.from(outputOf(canonical));
  const needles = [
    ...writingsOfKey('output', y),
    ...writingsOfKey('half of the output', y.subarray(0, 32)),
    ...writingsOf('number', formsOfNumber(typed)),
  ];
  assert.deepEqual(await find(needles), []);
  await app.database.pools.owner.query('create table kit.planted (b bytea)');
  await app.database.pools.owner.query('insert into kit.planted values ($1)', [y]);
  assert.ok((await find(needles)).some(({ of, as }) => of === 'output' && as === 'bytes'));
  await app.database.pools.owner.query('drop table kit.planted');
});

test('no secret that would confirm it lies in the server’s files and its log of writes, also of what was deleted', async () => {
  const secrets = await secretsThatConfirm();
  const needles = [...secrets].flatMap(([of, bytes]) => writingsOfKey(of, bytes));
  assert.deepEqual(await find(needles), []);

  const plant = (name: string): Buffer => secrets.get(name) ?? assert.fail(name);
  const client = await app.database.pools.owner.connect();
  await client.query('create table kit.planted (t text, b bytea)');
  // A row that was deleted, one that was written over, one that was taken back, and one that went with its table.
  await client.query('insert into kit.planted (b) values ($1)', [plant('feed')]);
  await client.query('delete from kit.planted');
  const text = JSON.stringify({ secret: plant('tree').toString('base64') });
  await client.query('insert into kit.planted (t) values ($1)', [text]);
  await client.query(`update kit.planted set t = 'nothing'`);
  await client.query('begin');
  await client.query('insert into kit.planted (t) values ($1)', [plant('repeat').toString('hex')]);
  await client.query('rollback');
  await client.query('create table kit.gone (b bytea)');
  await client.query('insert into kit.gone values ($1)', [plant('node 1')]);
  await client.query('drop table kit.gone');
  const leaks = await find(needles);
  await client.query('drop table kit.planted');
  client.release();
  for (const [of, as, where] of [
    ['feed', 'bytes', '/base/'],
    ['feed', 'bytes', 'write-ahead log'],
    ['tree', 'base64', '/base/'],
    ['tree', 'base64', 'write-ahead log'],
    ['repeat', 'hex', '/base/'],
    ['repeat', 'hex', 'write-ahead log'],
    ['node 1', 'bytes', 'write-ahead log'],
  ] as const)
    assert.ok(
      leaks.some((leak) => leak.of === of && leak.as === as && leak.where.includes(where)),
      `${of} as ${as} in ${where}`,
    );
  // Whoever reads only what the tables hold sees none of it.
  assert.ok(!leaks.some(({ where }) => where === 'dump'));
});

test('a secret of the desk that lay on the disk would be found, however it is written', async () => {
  const secrets = await secretsThatConfirm();
  const [feed, tree, repeat] = ['feed', 'tree', 'repeat'].map((name) => secrets.get(name));
  assert.ok(feed && tree && repeat);
  const nothing = Buffer.alloc(0);
  assert.deepEqual(await planted('', Buffer.concat([Buffer.from('x'), feed, Buffer.from('y')])), [
    'the warning, by a feed',
  ]);
  assert.deepEqual(await planted(JSON.stringify({ secret: feed.toString('base64') }), nothing), [
    'the warning, by a feed',
  ]);
  assert.deepEqual(await planted(tree.toString('hex'), nothing), [
    'the warning, by a tree that opens the feed',
  ]);
  assert.deepEqual(await planted('', repeat), ['a report, by a repeat']);
  // Another number is not confirmed even then: what was found is no accident.
  await app.database.pools.owner.query('create table kit.planted (b bytea)');
  await app.database.pools.owner.query('insert into kit.planted values ($1)', [
    Buffer.concat([feed, repeat]),
  ]);
  assert.deepEqual(await confirm('phone:+447700900462'), []);
  await app.database.pools.owner.query('drop table kit.planted');
});
