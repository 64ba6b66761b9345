import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsForLiaison, fieldsSaid, releasedBody, wholeBody } from './hand-on.ts';
import { type ReportBody, readReportForm } from './report-form.ts';

const [one, two, voice] = [
  '3f8a2b9c-1d4e-4f6a-8b7c-9d0e1f2a3b4c',
  '4f8a2b9c-1d4e-4f6a-8b7c-9d0e1f2a3b4c',
  '5f8a2b9c-1d4e-4f6a-8b7c-9d0e1f2a3b4c',
] as const;
function report(more: Record<string, string[]> = {}): ReportBody {
  const fields = {
    kinds: ['robbery'],
    when: ['today'],
    'when-words': ['after work'],
    place: ['street'],
    danger: ['yes'],
    'identifier-1': ['07700 900123'],
    description: ['tall'],
    vehicle: ['a red van'],
    story: ['he took my bag'],
    contact: ['Mia'],
    'safe-contact': ['mornings'],
    warn: ['ask-first'],
    police: ['anonymised'],
    'police-fields': ['what', 'identifiers', 'contact'],
    'ugly-mugs': ['yes'],
    'ugly-mugs-fields': ['what'],
    ...more,
  };
  const read = readReportForm(new Map(Object.entries(fields)), 'ro');
  assert.ok(read.ok);
  return { ...read.body, pictures: [one, two], voice };
}

test('the whole goes with new ids for what goes along, and a yes that was taken back does not come alive again', () => {
  const body = report();
  const handed = wholeBody(body, ['police'], new Map([[two, one]]));
  assert.deepEqual(handed, {
    ...body,
    pictures: [one],
    voice: null,
    wishes: { ...body.wishes, police: 'no', policeFields: [] },
  });
  assert.equal(
    fieldsSaid(body).join(' '),
    'what when place identifiers description vehicle story pictures contact voice safe-contact about-you wishes',
  );
  assert.ok(!fieldsSaid(handed).includes('voice'));
});

test('a liaison is given what she allows the police, and a desk that she was not asked about nothing', () => {
  const body = report();
  assert.deepEqual(fieldsForLiaison(body, ['police'], []), ['what', 'identifiers']);
  assert.deepEqual(fieldsForLiaison(body, ['police'], ['police']), []);
  assert.deepEqual(fieldsForLiaison(body, ['police'], ['all']), []);
  assert.deepEqual(fieldsForLiaison(body, ['slavery'], []), []);
  assert.deepEqual(fieldsForLiaison(body, ['police', 'slavery'], []), []);
  assert.deepEqual(fieldsForLiaison(body, [], []), []);
});

test('what is released holds the fields that were named, and nothing else of her', () => {
  const body = report();
  const given = JSON.stringify(releasedBody(body, ['what', 'identifiers'], new Map([[one, two]])));
  for (const kept of [
    'bag',
    'Mia',
    'mornings',
    'red van',
    'tall',
    'after work',
    '"ro"',
    'ask-first',
    one,
    two,
  ])
    assert.ok(!given.includes(kept), kept);
  assert.match(given, /07700 900123/);
  const reached = releasedBody(body, ['contact', 'pictures', 'story'], new Map([[one, two]]));
  assert.deepEqual(
    [reached.contact, reached.safeContact, reached.language, reached.pictures, reached.voice],
    ['Mia', '', 'ro', [two], null],
  );
  assert.equal(reached.identifiers.length, 0);
});
