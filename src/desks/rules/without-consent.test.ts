import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type WithoutConsent, kindOf, missingIn, wantedOf } from './without-consent.ts';

const last = '2026-12-22';
const act: WithoutConsent = {
  ground: 'life',
  toName: 'Police, 999',
  how: 'phone',
  fields: ['place'],
  text: 'Kind of place: indoors',
  why: 'She wrote that she is being held.',
  advice: '',
  hold: false,
  notToldWhy: '',
  tellBy: null,
  day: '2026-11-24',
  worker: 'w',
  firstName: 'Ada',
};

test('only where a child or a life is at risk one may act alone', () => {
  assert.deepEqual((['child', 'life', 'court', 'lift'] as const).map(kindOf), [
    'at-once',
    'at-once',
    'by-two',
    'by-two',
  ]);
});

test('recipient, least fields, reason, advice for a court, and why she is not told: nothing may be left out', () => {
  assert.equal(missingIn(act, last), null);
  assert.equal(missingIn({ ...act, toName: '' }, last), 'toName');
  assert.equal(missingIn({ ...act, fields: [] }, last), 'fields');
  assert.equal(missingIn({ ...act, why: '' }, last), 'why');
  assert.equal(missingIn({ ...act, ground: 'court' }, last), 'advice');
  assert.equal(missingIn({ ...act, tellBy: '2026-12-01' }, last), 'notToldWhy');
  const quiet = { ...act, notToldWhy: 'He reads her phone.' };
  assert.equal(missingIn({ ...quiet, tellBy: '2026-12-01' }, last), null);
  assert.equal(missingIn({ ...quiet, tellBy: '2026-11-24' }, last), 'tellBy', 'not later than today');
  assert.equal(missingIn({ ...quiet, tellBy: '2026-12-23' }, last), 'tellBy', 'too far away');
  assert.equal(missingIn({ ...act, ground: 'lift', toName: '', fields: [] }, last), null);
});

test('a second has 24 hours to look; on its day somebody asks again whether she can be told', () => {
  const standing = {
    state: 'done',
    dueHour: '2026-11-25T12',
    tellBy: '2026-12-01',
    seenByLead: false,
  } as const;
  assert.deepEqual(wantedOf(standing, '2026-11-25T12', '2026-11-25'), {
    look: 'due',
    tell: false,
    lead: true,
  });
  assert.deepEqual(wantedOf(standing, '2026-11-25T13', '2026-12-01'), {
    look: 'late',
    tell: true,
    lead: true,
  });
  assert.deepEqual(
    wantedOf({ ...standing, state: 'reviewed', seenByLead: true }, '2027-01-01T00', '2026-11-30'),
    {
      look: null,
      tell: false,
      lead: false,
    },
  );
  assert.equal(wantedOf({ ...standing, state: 'refused' }, '2027-01-01T00', '2027-01-01').tell, false);
});
