import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buildAssets, readLock } from './build-assets.ts';
import { keepAssets } from './keep-assets.ts';

const folder = mkdtempSync(join(tmpdir(), 'waymark-assets-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const first = await buildAssets();

test('the same sources give the same bytes, and the lock file says which', async () => {
  const [once, again] = [first, await buildAssets()];
  assert.deepEqual(once.lock, again.lock);
  assert.deepEqual([...once.files.keys()].toSorted(), [...again.files.keys()].toSorted());
  assert.deepEqual(once.lock, readLock(), 'run `npm run assets` and commit assets.lock.json');
});

test('nothing in the browser’s files comes from elsewhere or pretends to be government', async () => {
  const { files } = first;
  assert.ok(files.size >= 2);
  for (const { name, body } of files.values()) {
    const text = new TextDecoder().decode(body);
    // `https://${` begins an address that is read (an email's host, an advert) and never asked for: the policy forbids it.
    assert.doesNotMatch(
      text,
      /https?:\/\/(?!www\.w3\.org|\$\{)|GDS Transport|@font-face|@import|(?<!\w|new )url\(/i,
      name,
    );
  }
});

test('style sheet and Leave script leave most of a guide page’s 20 KB to its words', async () => {
  const { files, stylesheet, scripts } = first;
  const weight = (url = ''): number =>
    files.get(url.replace('/assets/', ''))?.brotli.length ?? assert.fail(url);
  assert.ok(weight(stylesheet) <= 8_500, `${weight(stylesheet)} B of style`);
  assert.ok(weight(scripts.get('leave')) <= 1_000, `${weight(scripts.get('leave'))} B of Leave`);
});

test('a process apart builds the same, which is kept; what is kept and broken, or of other sources, is built again', async () => {
  const old = `assets-${'0'.repeat(64)}`;
  writeFileSync(join(folder, old), 'of other sources');
  assert.deepEqual(await keepAssets(folder), first);
  const [name, ...more] = readdirSync(folder);
  assert.ok(name !== undefined && name !== old && more.length === 0, `${name} ${more.join(' ')}`);
  assert.deepEqual(await keepAssets(folder), first);
  writeFileSync(join(folder, name), 'half');
  assert.deepEqual(await keepAssets(folder), first);
});

test('where nothing can be kept it is built all the same', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  assert.deepEqual(await keepAssets(join(file, 'below')), first);
});
