import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayShown, isLanguage, languages, plural, sayDay, speak } from './languages.ts';

test('what has not been translated is English, and says that it is', () => {
  const both = { en: { yes: 'Yes' }, ro: { yes: 'Da' } };
  assert.deepEqual(speak(both, 'ro'), { words: { yes: 'Da' }, spoken: 'ro' });
  assert.deepEqual(speak({ en: { yes: 'Yes' } }, 'ro'), { words: { yes: 'Yes' }, spoken: 'en' });
  assert.deepEqual(speak(both, 'toString'), { words: { yes: 'Yes' }, spoken: 'en' });
});

test('plurals follow the language, not English', () => {
  const days = { one: 'o zi', few: 'câteva zile', other: 'multe de zile' };
  assert.deepEqual(
    [1, 2, 19, 20, 101].map((count) => plural('ro', count, days)),
    ['o zi', 'câteva zile', 'câteva zile', 'multe de zile', 'câteva zile'],
  );
  assert.equal(plural('en', 1, { one: 'day', other: 'days' }), 'day');
  assert.equal(plural('en', 0, { one: 'day', other: 'days' }), 'days');
});

test('a day is said as people say it', () => {
  assert.equal(sayDay('2026-12-03', 'en'), 'Thursday 3 December');
  assert.equal(sayDay('2026-12-03', 'ro'), 'joi, 3 decembrie');
  assert.equal(dayShown('2026-12-03', 'en'), '3 December 2026');
  assert.equal(dayShown('2026-12-03', 'ro'), '3 decembrie 2026');
});

test('only our own languages are languages', () => {
  assert.ok(Object.keys(languages).every(isLanguage));
  assert.equal(isLanguage('constructor'), false);
});
