import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ReportBody, readReportForm } from './report-form.ts';
import { wishesNow } from './wishes-now.ts';

function everyYes(): ReportBody {
  const fields = {
    story: ['he took my bag'],
    warn: ['template'],
    talk: ['yes'],
    police: ['with-contact'],
    'police-fields': ['what', 'contact'],
    'ugly-mugs': ['yes'],
    'ugly-mugs-fields': ['what'],
  };
  const read = readReportForm(new Map(Object.entries(fields)), 'en');
  assert.ok(read.ok);
  return read.body;
}

test('what was taken back is a no, and nothing else is', () => {
  const body = everyYes();
  assert.deepEqual(wishesNow(body, []), body.wishes);
  assert.deepEqual(wishesNow(body, ['police']), { ...body.wishes, police: 'no', policeFields: [] });
  assert.deepEqual(wishesNow(body, ['ugly-mugs']), { ...body.wishes, uglyMugs: false, uglyMugsFields: [] });
  assert.deepEqual(wishesNow(body, ['warn']), { ...body.wishes, warn: 'never' });
});

test('“all of it” takes back every yes to giving something, and she can still be talked to', () => {
  assert.deepEqual(wishesNow(everyYes(), ['all']), {
    ...everyYes().wishes,
    warn: 'never',
    police: 'no',
    policeFields: [],
    uglyMugs: false,
    uglyMugsFields: [],
    talk: true,
  });
});
