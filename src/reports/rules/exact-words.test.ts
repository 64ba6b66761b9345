import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ExactWords, type Labels, exactWords } from './exact-words.ts';
import { readReportForm, releaseFields } from './report-form.ts';

const echo = new Proxy({}, { get: (_, key) => String(key) });
const labels = {
  kinds: echo,
  whens: echo,
  places: echo,
  fields: echo,
  template: '{what} / {place}',
  templatePlace: '{where}',
} as unknown as Labels;

function words(entries: Record<string, string | string[]>): ExactWords {
  const form = readReportForm(
    new Map(Object.entries(entries).map(([name, value]) => [name, Array.isArray(value) ? value : [value]])),
    'en',
  );
  assert.ok(form.ok);
  return exactWords(form.body, labels);
}
const everything = {
  kinds: ['robbery', 'violence'],
  when: 'today',
  place: 'street',
  story: 'my own words',
  'identifier-1': '07700 900123',
  description: 'tall',
  vehicle: 'white van',
  contact: 'Sam',
};

test('without a yes nothing leaves the desk', () => {
  assert.deepEqual(words({ ...everything, 'police-fields': [...releaseFields] }), {
    warn: '',
    police: '',
    'ugly-mugs': '',
  });
});

test('a recipient gets the fields that were ticked and no other', () => {
  const said = words({
    ...everything,
    police: 'anonymised',
    'police-fields': ['what', 'vehicle', 'contact', 'pictures'],
    'ugly-mugs': 'yes',
    'ugly-mugs-fields': ['identifiers', 'contact'],
  });
  assert.equal(said.police, 'what: robbery, violence\n\nvehicle: white van');
  assert.equal(said['ugly-mugs'], 'identifiers: 07700 900123\n\ncontact: Sam');
});

test('the standard warning is made of ticks alone, and says no place of hers', () => {
  assert.equal(words({ ...everything, warn: 'template' }).warn, 'robbery, violence / street');
  assert.equal(words({ ...everything, place: 'my-place', warn: 'template' }).warn, 'robbery, violence / ');
  assert.equal(words({ story: 'x', warn: 'template' }).warn, 'other / ');
});

test('"warn only" leaves no story to release', () => {
  const said = words({
    ...everything,
    'warn-only': 'yes',
    police: 'with-contact',
    'police-fields': ['story', 'contact'],
  });
  assert.equal(said.police, 'contact: Sam');
});
