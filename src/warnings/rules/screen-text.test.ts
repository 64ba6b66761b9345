import assert from 'node:assert/strict';
import { test } from 'node:test';
import { screenText } from './screen-text.ts';

const whys = (text: string, story = ''): string[] => screenText(text, story).map(({ why }) => why);

test('a text that says what was reported and no more passes', () => {
  assert.deepEqual(
    screenText(
      'It was reported that this person became violent after paying and took money back.',
      'he hit me',
    ),
    [],
  );
});

test('times, days, places, numbers, first person and counts are shown, each with its passage', () => {
  const reported = 'It was reported: ';
  for (const [why, text] of [
    ['time', 'at 23:40 he came'],
    ['time', 'about 11 pm'],
    ['date', 'last Friday'],
    ['date', 'on 3 November'],
    ['place', 'behind Example Road'],
    ['place', 'room 214'],
    ['first-person', 'he took my bag'],
    ['identifier', 'rings from 07700 900123'],
    ['identifier', 'drives AB12 CDE'],
    ['count', 'three women said so'],
  ] as const)
    assert.ok(whys(reported + text).includes(why), `${why}: ${text}`);
});

test('her own words in a row are shown, and that nothing says “reported”', () => {
  const story = 'He said he would wait outside untill the shop closed and then he grabed me';
  assert.ok(whys('It was reported he would wait outside untill the shop closed.', story).includes('copied'));
  assert.ok(!whys('It was reported that he waits outside shops.', story).includes('copied'));
  assert.deepEqual(whys('He is dangerous.'), ['not-reported']);
});
