import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { exampleService } from './example-service.fixture.ts';
import { publicService } from './public-service.ts';
import { Service } from './service.ts';

const service = exampleService();
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

test('what time alone changes is a change too', () => {
  const changed = (today: string) => publicService(whole, today)?.changedOn;
  assert.equal(changed('2026-12-31'), '2026-11-01');
  assert.equal(changed('2027-01-30'), '2027-01-01');
  const [phone] = whole.contacts;
  assert.ok(phone);
  const older = { ...phone, nextCheck: '2026-11-10' };
  assert.equal(publicService({ ...whole, contacts: [older] }, '2026-12-20')?.changedOn, '2026-12-11');
});

test('a place is shown by its level, and an address only where everybody may know it', () => {
  const at = (visibility: 'public' | 'ring-first' | 'worker-only' | 'never') =>
    publicService(
      { ...whole, place: { district: 'Town centre', address: null, ...service.place, visibility } },
      '2026-11-24',
    )?.place;
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
        address: { ...service.place?.address, value: { ...service.place?.address?.value, latitude: 100 } },
      },
    }),
    /-90 to 90/,
  );
  const [phone] = service.contacts;
  const reached = (kind: string, to: string) =>
    why({ contacts: [{ ...phone, value: { kind, to, label: null } }] });
  for (const to of ['banana', '01632 960001', '+44163296'])
    assert.match(reached('phone', to), /as it is dialled/);
  assert.equal(reached('text', '85258'), 'accepted');
  assert.match(reached('email', 'nobody'), /an e-mail address/);
  assert.match(reached('web', 'javascript:alert(1)'), /beginning with https/);
  assert.match(why({ contacts: [phone, phone] }), /an id of its own/);
  assert.match(why({ minimumAge: 25, maximumAge: 18 }), /not below the least/);
  assert.match(why({ needs: ['a pony'] }), /one of: bed/);
  assert.match(why({ description: '<script>x</script>' }), /without </);
  assert.match(why({ modified: '2026-02-30' }), /a day that exists|a date such as/);
});
