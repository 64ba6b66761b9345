import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type StatsFs, statfs } from 'node:fs';
import { roomOf, watchDisk } from './disk-room.ts';

test('a tenth of the disk is kept for short texts, and a hundredth for nobody', () => {
  const room = (bavail: number) => roomOf({ bavail, blocks: 1000 });
  assert.deepEqual([1000, 100, 99, 10, 9, 0].map(room), [
    'plenty',
    'plenty',
    'reserve',
    'reserve',
    'none',
    'none',
  ]);
});

test('it looks at the disk of the folder, and takes another machine’s for plenty', async () => {
  const folder = import.meta.dirname;
  const { bavail, blocks } = await new Promise<StatsFs>((done, failed) =>
    statfs(folder, (fault, found) => (fault ? failed(fault) : done(found))),
  );
  assert.equal(await watchDisk(folder)(), roomOf({ bavail, blocks }));
  assert.equal(await watchDisk(`${folder}/not-there`)(), 'plenty');
  assert.equal(await watchDisk(null)(), 'plenty');
});

test('many who ask at once are one look', async () => {
  let looks = 0;
  const look = (async () => {
    looks++;
    return { bavail: 0, blocks: 1000 };
  }) as unknown as Parameters<typeof watchDisk>[1];
  const room = watchDisk('anywhere', look);
  assert.deepEqual(await Promise.all([room(), room(), room()]), ['none', 'none', 'none']);
  assert.equal(looks, 1);
});
