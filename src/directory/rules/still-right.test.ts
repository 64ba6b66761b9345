import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { factsOf } from './change-fact.ts';
import { exampleService } from './example-service.fixture.ts';
import { publicService, serviceItself, standing } from './public-service.ts';
import { type Service, factStates } from './service.ts';
import { idsOf, stillRight, toldService } from './still-right.ts';

const today = '2026-11-24';
const service = exampleService();
const known = service.place?.address ?? assert.fail();
const told = (of: Service, others: readonly Service[] = []) => toldService(of, [of, ...others], today);
const stateOf = (of: Service, id: string) => {
  const fact = factsOf(of).find((one) => one.id === id);
  return fact === undefined ? null : [fact.state, fact.checkedBy, fact.checkedOn, fact.nextCheck];
};

test('the page behind a link tells what is known, also what nobody else is shown, and no note', () => {
  const page = told(service);
  assert.deepEqual(
    page?.contacts.map(({ value, standing: now }) => [value.to, now]),
    [
      ['+441632960001', 'public'],
      ['+441632960002', 'waits'],
    ],
  );
  assert.doesNotMatch(JSON.stringify(page), /960003|"note"|Ada/);
});

test('it never tells what was found wrong, here or elsewhere', () => {
  const wrong = { ...service.contacts[1], state: 'wrong' as const } as Service['contacts'][number];
  const first = service.contacts[0] as Service['contacts'][number];
  assert.doesNotMatch(JSON.stringify(told({ ...service, contacts: [first, wrong] })), /960002/);
  const other = { ...exampleService(), id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6b01', contacts: [wrong] };
  assert.doesNotMatch(JSON.stringify(told(service, [other])), /960002/);
  // Written out in a description it takes the whole page away, in digits and in words.
  const talks = { ...service, contacts: [first, wrong], description: 'Ring 01632 960-002.' };
  assert.equal(told(talks), null);
  assert.equal(told({ ...talks, description: 'oh one six three two, nine six oh, double oh two' }), null);
  // Its own number that nobody has checked yet may stand in its own words.
  assert.notEqual(told({ ...service, description: 'Ring 01632 960002.' }), null);
});

test('it never tells a place that is not for everybody, nor the place or unchecked number of another', () => {
  for (const visibility of ['ring-first', 'worker-only', 'never'] as const) {
    const hidden: Service = { ...service, place: { visibility, district: 'Town centre', address: known } };
    const page = told(hidden);
    assert.equal(page?.mayName, false);
    assert.doesNotMatch(JSON.stringify(page), /Example Street|S40|53\.2/, visibility);
    assert.ok(!idsOf(page).includes('address'));
    assert.equal(told({ ...hidden, description: 'Next to 1, Example Street.' }), null);
    const neighbour = { ...hidden, id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6b01', contacts: [] };
    assert.equal(told({ ...service, place: null, description: 'Near S40 1AA.' }, [neighbour]), null);
  }
  const other = exampleService();
  const elsewhere: Service = {
    ...other,
    id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6b01',
    listing: { ...other.listing, state: 'unverified' },
    contacts: other.contacts.map((one) => ({ ...one, value: { ...one.value, to: '+441632960099' } })),
  };
  assert.equal(told({ ...service, description: 'Or ring 01632 960099.' }, [elsewhere]), null);
});

test('a service that is retired or found wrong is told nothing', () => {
  assert.equal(told({ ...service, status: 'retired' }), null);
  assert.equal(told({ ...service, listing: { ...service.listing, state: 'wrong' } }), null);
});

test('"still right" renews what a person of ours confirmed, and says by whom', () => {
  const page = told(service) ?? assert.fail();
  const after = stillRight(service, page, today);
  assert.deepEqual(after.renewed, ['listing', 'phone', 'address']);
  assert.deepEqual(after.left, ['old']);
  for (const id of after.renewed)
    assert.deepEqual(stateOf(after.service, id), ['confirmed', serviceItself, today, '2027-01-23']);
  assert.deepEqual(stateOf(after.service, 'old'), stateOf(service, 'old'));
  // Its own word is not renewed by its own word: every second check is ours.
  const again = stillRight(after.service, told(after.service) ?? assert.fail(), today);
  assert.deepEqual([again.renewed, again.left], [[], ['listing', 'phone', 'old', 'address']]);
  assert.equal(again.service, after.service);
  assert.equal(publicService(after.service, today)?.bySelf, true);
});

test('"still right" never confirms what no person checked, and brings back nothing', () => {
  const days = fc
    .integer({ min: 0, max: 400 })
    .map((ago) => new Date(Date.UTC(2026, 10, 24 - ago)).toISOString().slice(0, 10));
  const provenance = fc
    .record({ state: fc.constantFrom(...factStates), checkedOn: days, nextCheck: days })
    .map(({ state, checkedOn, nextCheck }) =>
      state === 'confirmed'
        ? { state, checkedBy: 'Ada', checkedOn, nextCheck: checkedOn > nextCheck ? checkedOn : nextCheck }
        : { state, checkedBy: null, checkedOn: null, nextCheck: null },
    );
  fc.assert(
    fc.property(provenance, provenance, provenance, provenance, (a, b, c, d) => {
      const [first, second] = service.contacts;
      const some: Service = {
        ...service,
        listing: { ...service.listing, ...a },
        contacts: [
          { ...(first ?? assert.fail()), ...b },
          { ...(second ?? assert.fail()), ...c },
        ],
        place: { visibility: 'public', district: null, address: { ...known, ...d } },
      };
      const page = told(some);
      if (page === null) return assert.equal(a.state, 'wrong');
      const after = stillRight(some, page, today).service;
      for (const fact of factsOf(some)) {
        const now = factsOf(after).find(({ id }) => id === fact.id);
        if (standing(fact, today) === 'hidden') assert.deepEqual(now, fact);
        else assert.equal(now?.checkedBy, serviceItself);
      }
    }),
  );
});
