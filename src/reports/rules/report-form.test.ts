import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Fields, LONGEST, mayAddPictures, mayAddVoice, readReportForm } from './report-form.ts';

const fields = (entries: Record<string, string | string[]>): Fields =>
  new Map(Object.entries(entries).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]));

function read(entries: Record<string, string | string[]>) {
  const form = readReportForm(fields(entries), 'en');
  assert.ok(form.ok, JSON.stringify(form));
  return form;
}

test('one answer is enough, and every other stays empty', () => {
  const { body, summary } = read({ kinds: 'refused-to-pay' });
  assert.deepEqual(body.kinds, ['refused-to-pay']);
  assert.equal(body.wishes.police, 'no');
  assert.equal(body.wishes.warn, null);
  assert.equal(summary.urgent, false);
});

test('nothing at all is told where to begin', () => {
  assert.deepEqual(readReportForm(fields({ story: '   ' }), 'en'), {
    ok: false,
    errors: [{ field: 'story', why: 'nothing-said' }],
  });
});

test('"warn only" keeps no narrative even when one was typed before it was chosen', () => {
  const { body } = read({
    'warn-only': 'yes',
    story: 'He drove me to',
    'when-words': 'after the last bus',
    description: 'tall, a scar, says he is called Fictional',
    'identifier-1': '07700 900123',
    'identifier-kind-1': 'phone',
  });
  assert.deepEqual([body.story, body.whenWords], ['', '']);
  assert.match(body.description, /^tall/);
  assert.equal(mayAddPictures(body), false);
  assert.equal(mayAddVoice(body), false);
  assert.deepEqual(body.identifiers, [{ kind: 'phone', platform: '', text: '07700 900123' }]);
});

test('a description is long or short, but with "warn only" no longer than it takes to know somebody', () => {
  const long = 'a'.repeat(LONGEST.warnOnly + 1);
  assert.equal(read({ description: long }).body.description, long);
  assert.deepEqual(readReportForm(fields({ 'warn-only': 'yes', description: long }), 'en'), {
    ok: false,
    errors: [{ field: 'description', why: 'too-long-for-warning' }],
  });
  const most = { 'warn-only': 'yes', description: ` ${long.slice(1)} ` };
  assert.equal(read(most).body.description.length, LONGEST.warnOnly);
  assert.ok(mayAddVoice(read({ description: long }).body));
});

test('identifiers keep their order and empty rows fall out', () => {
  const { body } = read({
    'identifier-2': 'AB12 CDE',
    'identifier-kind-2': 'plate',
    'identifier-5': 'x@example.org',
    'identifier-kind-5': 'email',
    'identifier-3': '  ',
  });
  assert.deepEqual(
    body.identifiers.map(({ kind }) => kind),
    ['plate', 'email'],
  );
});

test('danger, a child, and violence today are urgent; violence last year is not', () => {
  assert.equal(read({ danger: 'yes' }).summary.urgent, true);
  assert.equal(read({ 'under-18': 'yes', story: 'x' }).summary.urgent, true);
  assert.equal(read({ kinds: 'violence', when: 'today' }).summary.urgent, true);
  assert.equal(read({ kinds: 'violence', when: 'this-year' }).summary.urgent, false);
});

test('the summary says nothing that a person wrote', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 8, maxLength: 40 }).filter((text) => text.trim().length >= 8),
      (written) => {
        const text = `§${written}§`;
        const { summary } = read({
          story: text,
          description: text,
          'identifier-1': text,
          contact: text,
          'when-words': text,
          vehicle: text,
        });
        assert.equal(JSON.stringify(summary).includes(JSON.stringify(text).slice(1, -1)), false);
      },
    ),
  );
});

test('too long is said at its own field', () => {
  const form = readReportForm(
    fields({ story: 'a'.repeat(LONGEST.story + 1), contact: 'b'.repeat(LONGEST.line + 1) }),
    'en',
  );
  assert.ok(!form.ok);
  assert.deepEqual(
    form.errors.map(({ field, why }) => [field, why]).toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
    [
      ['contact', 'too-long'],
      ['story', 'too-long'],
    ],
  );
});

test('whatever a form may send is either read or refused with a field', () => {
  const names = fc.constantFrom(
    'kinds',
    'when',
    'place',
    'story',
    'identifier-1',
    'identifier-kind-1',
    'warn',
    'police',
    'police-fields',
    'under-18',
    'nonsense',
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(names, fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }))),
      (entries) => {
        const form = readReportForm(new Map(entries), 'en');
        if (!form.ok) assert.ok(form.errors.length > 0 && form.errors.every(({ field }) => field !== ''));
      },
    ),
  );
});

test('from a person under 18 no pictures are taken and nothing goes to a service for adults', () => {
  const { body } = read({ story: 'x', 'under-18': 'yes', 'ugly-mugs': 'yes' });
  assert.equal(body.wishes.uglyMugs, false);
  assert.equal(mayAddPictures(body), false);
  assert.equal(mayAddPictures(read({ kinds: ['robbery', 'image-blackmail'] }).body), false);
  assert.equal(mayAddPictures(read({ kinds: 'robbery' }).body), true);
});
