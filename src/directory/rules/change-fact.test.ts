import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleService } from './example-service.fixture.ts';
import { addFact, confirmFact, correctFact, factsOf, rejectFact, removeFact } from './change-fact.ts';
import { asDialled } from './dialled.ts';
import { publicService } from './public-service.ts';

const service = exampleService();
const said = { by: 'Ada', today: '2026-11-24' };
const shownTo = (of: ReturnType<typeof confirmFact>, today = '2026-11-24') =>
  of === null ? null : (publicService(of, today)?.contacts.map(({ to }) => to) ?? null);

test('a fact is public once a person has confirmed it, marked after 60 days and hidden after 90', () => {
  const confirmed = confirmFact(service, 'old', said);
  assert.deepEqual(shownTo(confirmed), ['+441632960001', '+441632960002']);
  const old = confirmed?.contacts.find(({ id }) => id === 'old');
  assert.deepEqual([old?.checkedBy, old?.nextCheck], ['Ada', '2027-01-23']);
  assert.deepEqual(shownTo(confirmed, '2027-01-30'), ['+441632960001', '+441632960002']);
  assert.equal(shownTo(confirmed, '2027-02-23'), null, 'its listing is older still');
});

test('what was found wrong goes at once, and what is taken away is gone', () => {
  assert.deepEqual(shownTo(rejectFact(service, 'phone', said)), []);
  assert.equal(publicService(rejectFact(service, 'listing', said) ?? service, '2026-11-24'), null);
  assert.equal(removeFact(service, 'phone', said)?.contacts.length, 1);
  assert.equal(removeFact(service, 'listing', said), null);
  assert.equal(confirmFact(service, 'nothing', said), null);
});

test('a correction is checked before it stands, and something new waits for a check', () => {
  const value = { kind: 'phone', to: '+441632960009', label: null };
  const corrected = correctFact(service, 'phone', value, 'Rang them', said);
  assert.deepEqual(corrected.ok && shownTo(corrected.service), ['+441632960009']);
  assert.deepEqual(correctFact(service, 'phone', { ...value, kind: 'pigeon' }, 'x', said).ok, false);
  const added = addFact(service, 'contacts', value, 'Their leaflet', said.today);
  assert.ok(added.ok);
  assert.deepEqual(shownTo(added.service), ['+441632960001']);
  assert.equal(factsOf(added.service).at(-2)?.state, 'unverified');
});

test('a number is kept as it is dialled, and what no telephone can dial is refused', () => {
  assert.equal(asDialled('(01632) 960 001'), '+441632960001');
  assert.equal(asDialled('0044 7700 900123'), '+447700900123');
  assert.equal(asDialled('116 123'), '116123');
  for (const wrong of ['banana', '12', '0163', '07700 9001234567'])
    assert.equal(asDialled(wrong), null, wrong);
});
