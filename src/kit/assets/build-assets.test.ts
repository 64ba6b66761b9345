import assert from 'node:assert/strict';
import { test } from 'node:test';
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
    assert.doesNotMatch(text, /https?:\/\/(?!www\.w3\.org)|GDS Transport|@font-face|@import|url\(/i, name);
  }
});
