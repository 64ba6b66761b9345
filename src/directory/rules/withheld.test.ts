/** A stranger's file takes nothing away from what a person of ours has checked; and nothing unchecked is said for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exampleService } from './example-service.fixture.ts';
import type { Service } from './service.ts';
import { saidWays, uncheckedIn } from './unchecked.ts';
import { publicServices } from './withheld.ts';

const today = '2026-11-24';
const base = exampleService();
const [phone, unrung] = base.contacts;
const known = base.place?.address;
assert.ok(phone && unrung && known);
const nobody = { checkedBy: null, checkedOn: null, nextCheck: null, state: 'unverified' } as const;
const id = (last: string) => `3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6c${last}`;
const way = (to: string, kind: 'phone' | 'text' | 'email' = 'phone') => ({
  ...unrung,
  value: { kind, to, label: null },
});
/** As `fromHsds` makes it: nobody has checked anything of it. */
const imported = (more: Partial<Service>): Service => ({
  ...base,
  id: id('01'),
  listing: { ...base.listing, ...nobody },
  contacts: [],
  place: null,
  ...more,
});
const shownOf = (...services: Service[]) => publicServices(services, today).shown.map((one) => one.id);

test('what only an import says of a number or a street makes no service disappear', () => {
  const ours: Service = {
    ...base,
    contacts: [phone],
    description:
      'A warm room for women in the town centre since 2026, S40 1AA. In danger ring 999. Or ring us: 01632 960001. Section 122.',
  };
  assert.deepEqual(shownOf(ours), [ours.id]);
  for (const to of ['+441632960001', '999', '2026', '122'])
    assert.deepEqual(shownOf(ours, imported({ contacts: [way(to)] })), [ours.id], to);
  for (const lines of [['women'], ['a warm room'], ['town centre']])
    for (const visibility of ['public', 'ring-first'] as const) {
      const address = { ...known, ...nobody, value: { ...known.value, lines } };
      const stranger = imported({ place: { visibility, district: null, address } });
      assert.deepEqual(shownOf(ours, stranger), [ours.id], lines[0]);
    }
});

test('whatever an import brings, what was shown before is shown', () => {
  const words = 'Ring 01632 960001 or 999 from 09:30 to 17.30 on 24/11/2026, room 101, number 12345'.split(
    ' ',
  );
  const ours: Service = { ...base, contacts: [phone], place: null, description: words.join(' ') };
  const word = fc.constantFrom(...words, 'example', 'street');
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('+441632960001', '999', '101', '12345', '+441632960007'), { maxLength: 3 }),
      fc.array(word, { minLength: 1, maxLength: 3 }),
      (numbers, lines) => {
        const address = { ...known, ...nobody, value: { ...known.value, lines: [lines.join(' ')] } };
        const stranger = imported({
          contacts: numbers.map((to) => way(to)),
          place: { visibility: 'ring-first', district: null, address },
        });
        assert.deepEqual(shownOf(ours, stranger), [ours.id]);
      },
    ),
  );
});

test('a number or an e-mail address that nobody has checked is said in no words, whether an import names it or not', () => {
  for (const description of [
    'Ring 01632 960777.',
    'Ring (01632) 960-777 at night',
    'room 4, 01632 960777, 24 hours',
    '+44 1632 960777',
    '0044 (0)1632 960777',
    'oh one six three two, nine six oh treble seven',
    '٠١٦٣٢ ٩٦٠٧٧٧',
    '+33 1 99 00 12 34',
    'Write to night@example.org.',
    'Childline 0800 1111',
  ]) {
    const ours: Service = { ...base, contacts: [phone], description };
    assert.deepEqual(shownOf(ours), [], description);
    const stranger = imported({ contacts: [way('+441632960777'), way('night@example.org', 'email')] });
    assert.deepEqual(shownOf(ours, stranger), [], description);
  }
  const ring: Service = { ...base, contacts: [phone], description: 'Or ring 01632 960777.' };
  const checked: Service = {
    ...base,
    id: id('02'),
    contacts: [{ ...phone, value: way('+441632960777').value }],
  };
  const childline: Service = {
    ...base,
    contacts: [phone, { ...phone, id: 'child', value: way('+448001111').value }],
  };
  assert.deepEqual(shownOf({ ...childline, description: 'Childline: 0800 1111' }), [base.id]);
  // Once it is confirmed elsewhere it may be said; an unchecked copy of it changes nothing.
  assert.deepEqual(shownOf(ring, checked, imported({ contacts: [way('+441632960777')] })), [
    ring.id,
    checked.id,
  ]);
});

test('digits that nobody dials may be said', () => {
  const said = saidWays([{ contacts: [] }] as never);
  for (const text of [
    'Open 08.30–12.30, 13.30–17.00 and 09:00-10:00',
    'Since 01/02/2026; until 2026-11-24 10:30',
    'Charity 1234567, company 04123456',
    '999, 101, 111, 116 123',
    'Section 122 of 1989, 10 to 12 places, £1,000',
    'S40 1AA',
  ])
    assert.equal(uncheckedIn(text, said), null, text);
});

test('what a person of ours has found wrong or keeps secret, and what the pack does not vouch for, takes words away', () => {
  const says = (description: string): Service => ({ ...base, contacts: [phone], place: null, description });
  const wrong = imported({ contacts: [{ ...way('85258', 'text'), checkedBy: 'Ada', state: 'wrong' }] });
  assert.deepEqual(shownOf(says('Text 85258.'), wrong), []);
  assert.deepEqual(
    shownOf(says('Text 85258.'), imported({ packId: 'text', contacts: [way('85258', 'text')] })),
    [],
  );
  const address = { ...known, ...nobody, value: { ...known.value, lines: ['7 Quiet Lane'] } };
  for (const visibility of ['worker-only', 'never'] as const)
    assert.deepEqual(
      shownOf(says('At 7, Quiet Lane'), imported({ place: { visibility, district: null, address } })),
      [],
    );
  const pack = imported({ packId: 'quiet', place: { visibility: 'ring-first', district: null, address } });
  assert.deepEqual(shownOf(says('At 7, Quiet Lane'), pack), []);
});
