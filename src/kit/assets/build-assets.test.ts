import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildAssetsApart } from './build-apart.ts';
import { buildAssets, readLock } from './build-assets.ts';

test('the same sources give the same bytes, and the lock file says which', async () => {
  const [once, again] = [await buildAssets(), await buildAssets()];
  assert.deepEqual(once.lock, again.lock);
  assert.deepEqual([...once.files.keys()].toSorted(), [...again.files.keys()].toSorted());
  assert.deepEqual(once.lock, readLock(), 'run `npm run assets` and commit assets.lock.json');
});

test('nothing in the browser’s files comes from elsewhere or pretends to be government', async () => {
  const { files } = await buildAssets();
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
  const { files, stylesheet, scripts } = await buildAssets();
  const weight = (url = ''): number =>
    files.get(url.replace('/assets/', ''))?.brotli.length ?? assert.fail(url);
  assert.ok(weight(stylesheet) <= 8_500, `${weight(stylesheet)} B of style`);
  assert.ok(weight(scripts.get('leave')) <= 1_000, `${weight(scripts.get('leave'))} B of Leave`);
});

test('a process apart builds the same files', async () => {
  const [apart, here] = await Promise.all([buildAssetsApart(), buildAssets()]);
  assert.deepEqual(apart, here);
});
