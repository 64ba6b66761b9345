import assert from 'node:assert/strict';
import { hkdfSync, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { deriveEntryKey, deriveTag, deriveTextKey, joinOutputs, type Feed } from './derive-tag.ts';
import { cardRequestBytes } from './card-request.ts';
import { deskRequestBytes } from './desk-request.ts';

const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');
const y = new Uint8Array(64).fill(1);
const feed: Feed = { area: 'testfield', epoch: 7, feedSecret: new Uint8Array(32).fill(2) };

describe('a tag', () => {
  test('is HKDF-SHA256 of the output with the feed secret as salt, by a second implementation', () => {
    const info = Buffer.concat([
      Buffer.from('tag'),
      Buffer.from([9]),
      Buffer.from('testfield'),
      Buffer.from([0, 0, 0, 7]),
      Buffer.from([3]),
    ]);
    assert.equal(
      hex(deriveTag(y, feed, 3)),
      Buffer.from(hkdfSync('sha256', y, feed.feedSecret, info, 16)).toString('hex'),
    );
  });
  test('changes with output, area, epoch and feed secret, and is no part of the entry key', () => {
    const all = [
      deriveTag(y, feed, 0),
      deriveTag(y, feed, 1),
      deriveTag(new Uint8Array(64), feed, 0),
      deriveTag(y, { ...feed, area: 'otherfield' }, 0),
      deriveTag(y, { ...feed, epoch: 8 }, 0),
      deriveTag(y, { ...feed, feedSecret: new Uint8Array(32) }, 0),
      deriveEntryKey(y, feed).subarray(0, 16),
      deriveTextKey(feed, new Uint8Array(16)).subarray(0, 16),
    ];
    assert.equal(new Set(all.map(hex)).size, all.length);
  });
});

describe('outputs of two organisations', () => {
  test('are joined so that each is needed and their order counts', () => {
    const [a, b] = [new Uint8Array(randomBytes(64)), new Uint8Array(randomBytes(64))];
    assert.equal(hex(joinOutputs([a])), hex(a));
    const joined = [joinOutputs([a, b]), joinOutputs([b, a]), joinOutputs([a]), joinOutputs([b])];
    assert.equal(new Set(joined.map(hex)).size, 4);
    assert.throws(() => joinOutputs([]));
  });
});

describe('a desk worker’s request', () => {
  test('has no two readings', () => {
    const blinded = [new Uint8Array(32)];
    const one = deskRequestBytes({ area: 'ab', workerId: 'c', day: '2026-11-24', blinded });
    const two = deskRequestBytes({ area: 'a', workerId: 'bc', day: '2026-11-24', blinded });
    assert.notEqual(hex(one), hex(two));
  });
});

describe('a card’s request', () => {
  const request = {
    area: 'testfield',
    locator: new Uint8Array(16).fill(0xaa),
    day: '2026-11-24',
    blinded: [[new Uint8Array(32).fill(1)], [new Uint8Array(32).fill(2), new Uint8Array(32).fill(3)]],
  };
  test('is these bytes for ever', () => {
    const expected = [
      Buffer.from('waymark/card-tokens/v1').toString('hex'),
      `0009${Buffer.from('testfield').toString('hex')}`,
      'aa'.repeat(16),
      `000a${Buffer.from('2026-11-24').toString('hex')}`,
      `0201${'01'.repeat(32)}02${'02'.repeat(32)}${'03'.repeat(32)}`,
    ];
    assert.equal(hex(cardRequestBytes(request)), expected.join(''));
  });
  test('has no two readings', () => {
    const [[one] = [], [two, three] = []] = request.blinded;
    assert.ok(one && two && three);
    const all = [
      [[one], [two, three]],
      [[one, two], [three]],
      [[one, two, three]],
      [[one], [two], [three]],
    ].map((blinded) => hex(cardRequestBytes({ ...request, blinded })));
    assert.equal(new Set(all).size, all.length);
    assert.throws(() => cardRequestBytes({ ...request, locator: new Uint8Array(15) }));
  });
});
