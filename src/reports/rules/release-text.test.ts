import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../messages/en.ts';
import { type ReportBody, readReportForm } from './report-form.ts';
import { allowedFields, releaseText } from './release-text.ts';

const words = {
  fields: en.wishes.fields,
  kinds: en.what.kinds,
  whens: en.when.options,
  places: en.place.options,
};
function report(more: Record<string, string[]>): ReportBody {
  const fields = new Map(
    Object.entries({
      kinds: ['robbery'],
      story: ['he took my bag'],
      'identifier-1': ['07700 900123'],
      contact: ['Mia'],
      ...more,
    }),
  );
  const read = readReportForm(fields, 'en');
  assert.ok(read.ok);
  return read.body;
}

test('only what she allowed for this very recipient goes out', () => {
  const body = report({
    police: ['anonymised'],
    'police-fields': ['what', 'identifiers'],
    'ugly-mugs': ['yes'],
  });
  assert.equal(
    releaseText(body, allowedFields(body, 'police', []), words),
    `${en.wishes.fields.what}: Robbery\n\n${en.wishes.fields.identifiers}: 07700 900123`,
  );
  assert.equal(releaseText(body, allowedFields(body, 'ugly-mugs', []), words), '');
});

test('a no is a no whatever was ticked, and “without anything about me” never gives her contact', () => {
  const no = report({ police: ['no'], 'police-fields': ['what', 'contact'] });
  assert.deepEqual(allowedFields(no, 'police', []), []);
  const anonymised = report({ police: ['anonymised'], 'police-fields': ['contact'] });
  assert.deepEqual(allowedFields(anonymised, 'police', []), []);
  const contact = report({ police: ['with-contact'], 'police-fields': ['contact'] });
  assert.match(releaseText(contact, allowedFields(contact, 'police', []), words), /Mia/);
});

test('a yes that was taken back is given to nobody', () => {
  const body = report({
    police: ['with-contact'],
    'police-fields': ['what', 'contact'],
    'ugly-mugs': ['yes'],
    'ugly-mugs-fields': ['what'],
  });
  assert.deepEqual(allowedFields(body, 'police', ['police']), []);
  assert.deepEqual(allowedFields(body, 'ugly-mugs', ['police']), ['what']);
  for (const to of ['police', 'ugly-mugs'] as const) assert.deepEqual(allowedFields(body, to, ['all']), []);
});
