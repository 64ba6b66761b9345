import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { publicService } from './public-service.ts';
import { Service } from './service.ts';

const by = { sources: ['example'], checkedBy: 'Ada', checkedOn: '2026-11-01', nextCheck: '2026-12-31' };
const confirmed = { ...by, state: 'confirmed' } as const;
const nobody = { ...by, checkedBy: null, checkedOn: null, nextCheck: null, state: 'unverified' } as const;
const address = {
  lines: ['1 Example Street'],
  town: 'Exampleton',
  county: 'Derbyshire',
  postcode: 'S40 1AA',
  latitude: 53.2,
  longitude: -1.4,
};
const service = {
  id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6a01',
  packId: null,
  organisation: {
    id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6a02',
    name: 'Example Trust',
    description: null,
    web: null,
  },
  name: 'Example drop-in',
  description: 'A warm room.',
  needs: ['talk'],
  audience: ['anyone'],
  access: ['walk-in'],
  free: true,
  cost: null,
  languages: ['en'],
  interpreters: 'ask',
  expect: null,
  asks: null,
  mustTell: null,
  minimumAge: null,
  maximumAge: null,
  listing: { id: 'listing', value: true, ...confirmed },
  contacts: [
    { id: 'phone', value: { kind: 'phone', to: '+441632960001', label: null }, ...confirmed },
    { id: 'old', value: { kind: 'phone', to: '+441632960002', label: null }, ...nobody },
  ],
  schedules: [],
  place: {
    visibility: 'public',
    district: 'Town centre',
    address: { id: 'address', value: address, ...confirmed },
  },
  capacity: null,
  status: 'active',
  modified: '2026-11-01',
  note: 'was +441632960003',
  fictional: true,
} satisfies v.InferInput<typeof Service>;
const whole = v.parse(Service, service);

test('only what a person confirmed and what is in date is public', () => {
  const shown = publicService(whole, '2026-11-24');
  assert.deepEqual(
    shown?.contacts.map(({ to }) => to),
    ['+441632960001'],
  );
  assert.doesNotMatch(JSON.stringify(shown), /960002|960003|"listing"|"note"/);
  for (const state of ['unverified', 'wrong', 'stale'] as const)
    assert.equal(publicService({ ...whole, listing: { ...whole.listing, state } }, '2026-11-24'), null);
  assert.equal(publicService({ ...whole, status: 'retired' }, '2026-11-24'), null);
});

test('past its date a fact is marked for 30 days and then hidden', () => {
  const overdue = (today: string) => publicService(whole, today)?.contacts.map((one) => one.overdue);
  assert.deepEqual(overdue('2026-12-31'), [false]);
  assert.deepEqual(overdue('2027-01-01'), [true]);
  assert.deepEqual(overdue('2027-01-30'), [true]);
  assert.equal(overdue('2027-01-31'), undefined);
});

test('a place is shown by its level, and an address only where everybody may know it', () => {
  const at = (visibility: 'public' | 'ring-first' | 'worker-only' | 'never') =>
    publicService({ ...whole, place: { ...service.place, visibility } }, '2026-11-24')?.place;
  assert.match(JSON.stringify(at('public')), /Example Street/);
  assert.deepEqual(at('ring-first'), { visibility: 'ring-first', district: 'Town centre' });
  assert.equal(at('worker-only'), null);
  assert.equal(at('never'), null);
});

test('a fact cannot be confirmed by nobody, and a latitude is one', () => {
  const why = (change: object) => {
    const parsed = v.safeParse(Service, { ...service, ...change });
    return parsed.success ? 'accepted' : parsed.issues[0].message;
  };
  assert.match(why({ listing: { ...service.listing, checkedBy: null } }), /by a person/);
  assert.match(why({ listing: { ...service.listing, nextCheck: '2026-10-01' } }), /after checkedOn/);
  assert.match(
    why({
      place: {
        ...service.place,
        address: { ...service.place.address, value: { ...address, latitude: 100 } },
      },
    }),
    /-90 to 90/,
  );
  assert.match(why({ needs: ['a pony'] }), /one of: bed/);
  assert.match(why({ description: '<script>x</script>' }), /without </);
  assert.match(why({ modified: '2026-02-30' }), /a day that exists|a date such as/);
});
