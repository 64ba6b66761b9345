import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingClock } from '#kit/clock.ts';
import { createForgedTokens } from './forged-tokens.ts';

/** Work that ends when it is told to, and how much of it is under way. */
function bench() {
  const ends: (() => void)[] = [];
  let most = 0;
  let now = 0;
  return {
    most: () => most,
    end: () => ends.splice(0).forEach((done) => done()),
    work: async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise<void>((done) => ends.push(done));
      now -= 1;
      return 'done';
    },
  };
}

test('a network that sent forged tokens waits in one lane; all others do not wait', async () => {
  const clock = standingClock('2026-11-24T12:00:00Z');
  const forged = createForgedTokens(clock);
  for (let sent = 0; sent < 20; sent++) forged.seen('theirs');
  const theirs = bench();
  const ours = bench();
  const many = Array.from({ length: 60 }, async () => await forged.inTurn('theirs', theirs.work));
  const honest = Array.from({ length: 60 }, async () => await forged.inTurn('ours', ours.work));
  await new Promise(setImmediate);
  assert.equal(ours.most(), 60);
  assert.equal(theirs.most(), 1);
  ours.end();
  assert.ok((await Promise.all(honest)).every((said) => said === 'done'));
  for (let turn = 0; turn < 45; turn++) {
    theirs.end();
    await new Promise(setImmediate);
  }
  const said = await Promise.all(many);
  assert.equal(said.filter((one) => one === 'done').length, 40);
  assert.equal(said.filter((one) => one === null).length, 20);
  assert.equal(theirs.most(), 1);
});

test('what fails in the lane holds nobody up, and the hour forgets', async () => {
  const clock = standingClock('2026-11-24T12:00:00Z');
  const forged = createForgedTokens(clock);
  for (let sent = 0; sent < 20; sent++) forged.seen(null);
  await assert.rejects(forged.inTurn(null, async () => await Promise.reject(new Error('fictional'))));
  assert.equal(await forged.inTurn(null, async () => await Promise.resolve(1)), 1);
  clock.advance({ hours: 1 });
  const again = bench();
  const both = [forged.inTurn(null, again.work), forged.inTurn(null, again.work)];
  await new Promise(setImmediate);
  assert.equal(again.most(), 2);
  again.end();
  await Promise.all(both);
});
