import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sayContact } from '../say.ts';
import { factsOf } from './change-fact.ts';
import { exampleService } from './example-service.fixture.ts';
import { type Proposed, acceptProposal, offeredHours, oldNumbers, readProposals } from './proposal.ts';
import { publicService } from './public-service.ts';
import { readHours } from './read-hours.ts';
import { readCode, writeCode } from './self-check-code.ts';
import type { Service } from './service.ts';
import { toldService } from './still-right.ts';

const today = '2026-11-24';
const by = { by: 'Bea', today };
const hours = readHours('every Thursday 2pm-4pm', today);
assert.ok(hours.ok);
const base = exampleService();
const service: Service = {
  ...base,
  schedules: [{ ...base.listing, id: 'hours', value: { ...hours.schedule, except: ['2026-12-03'] } }],
};
const told = toldService(service, [service], today) ?? assert.fail();
/** What the form offers, with some of it changed. */
const typed = (changes: Record<string, string> = {}) => {
  const offered: Record<string, string> = {
    'contact-phone': '01632 960001',
    'contact-old': '01632 960002',
    'hours-hours': offeredHours(hours.schedule, today),
    lines: '1 Example Street',
    town: 'Exampleton',
    county: 'Derbyshire',
    postcode: 'S40 1AA',
    ...changes,
  };
  return readProposals(told, (name) => offered[name] ?? '', {
    today,
    rejected: new Set(['1632960666']),
    offered: sayContact,
  });
};
const proposed = (changes: Record<string, string>): Proposed[] => {
  const read = typed(changes);
  assert.ok(read.ok, read.ok ? '' : JSON.stringify([...read.errors]));
  return read.proposals;
};
const errors = (changes: Record<string, string>) => {
  const read = typed(changes);
  return read.ok ? {} : Object.fromEntries(read.errors);
};

test('only what differs from what was told is proposed', () => {
  assert.deepEqual(proposed({}), []);
  assert.deepEqual(
    proposed({ 'contact-phone': '(01632) 960-001', lines: ' 1 Example Street\r\n', postcode: 's401aa' }),
    [],
  );
  assert.deepEqual(
    proposed({
      'contact-phone': '+44 1632 960 010',
      'contact-old': '',
      'more-web': 'https://example.org/new',
      'hours-hours': 'jeden Donnerstag',
      words: 'We cook now.',
      lines: '2 Example Street',
    }),
    [
      { fact: 'phone', kind: 'phone', said: '+441632960010' },
      { fact: 'old', kind: 'phone', said: '' },
      { fact: null, kind: 'web', said: 'https://example.org/new' },
      { fact: 'hours', kind: 'hours', said: 'jeden Donnerstag' },
      {
        fact: 'address',
        kind: 'address',
        said: JSON.stringify({
          lines: ['2 Example Street'],
          town: 'Exampleton',
          county: 'Derbyshire',
          postcode: 'S40 1AA',
        }),
      },
      { fact: null, kind: 'words', said: 'We cook now.' },
    ],
  );
  assert.deepEqual(proposed({ lines: '', town: '', county: '', postcode: '' }), [
    { fact: 'address', kind: 'address', said: '' },
  ]);
});

test('what is no number, address or plain text is refused at its field, and so is what was found wrong before', () => {
  assert.deepEqual(errors({ 'contact-phone': 'banana', 'more-web': 'javascript:alert(1)' }), {
    'contact-phone': 'number',
    'more-web': 'web',
  });
  assert.deepEqual(errors({ words: '<script>x</script>', postcode: 'nowhere', town: '' }), {
    words: 'plain',
    postcode: 'postcode',
    town: 'missing',
  });
  assert.deepEqual(errors({ 'more-phone': '01632 960666', words: 'x'.repeat(2001) }), {
    'more-phone': 'refused',
    words: 'plain',
  });
});

const accept = (one: Proposed, reading = hours.ok ? hours.schedule : null): Service => {
  const made = acceptProposal(service, one, reading, 'asked', by);
  assert.ok(made.ok, made.ok ? '' : made.why);
  return made.service;
};

test('what is accepted is confirmed by whoever rang, and its source is said', () => {
  const phone = accept({ fact: 'phone', kind: 'phone', said: '+441632960010' });
  const fact = phone.contacts.find(({ id }) => id === 'phone');
  assert.deepEqual(
    [fact?.value.to, fact?.checkedBy, fact?.checkedOn, fact?.sources, fact?.state],
    ['+441632960010', 'Bea', today, ['asked'], 'confirmed'],
  );
  assert.equal(accept({ fact: 'old', kind: 'phone', said: '' }).contacts.length, 1);
  const web = accept({ fact: null, kind: 'web', said: 'https://example.org/new' });
  assert.equal(publicService(web, today)?.contacts.at(-1)?.to, 'https://example.org/new');
  const moved = accept(proposed({ lines: '2 Example Street' })[0] ?? assert.fail());
  assert.deepEqual(moved.place?.address?.value, {
    lines: ['2 Example Street'],
    town: 'Exampleton',
    county: 'Derbyshire',
    postcode: 'S40 1AA',
    latitude: null,
    longitude: null,
  });
  assert.deepEqual(
    accept({ fact: 'hours', kind: 'hours', said: 'every Thursday' }).schedules[0]?.value.except,
    ['2026-12-03'],
  );
  assert.equal(accept({ fact: null, kind: 'words', said: 'We cook now.' }), service);
  assert.ok(
    !acceptProposal(service, { fact: 'nothing', kind: 'phone', said: '+441632960010' }, null, 'x', by).ok,
  );
  assert.ok(!acceptProposal(service, { fact: 'hours', kind: 'hours', said: 'Thursdays' }, null, 'x', by).ok);
});

test('a first address that came by a link is for people of a desk until they say otherwise', () => {
  const nowhere: Service = { ...service, place: null };
  const [address] = proposed({ lines: '2 Example Street' });
  const made = acceptProposal(nowhere, { ...(address ?? assert.fail()), fact: null }, null, 'x', by);
  assert.ok(made.ok);
  assert.equal(made.service.place?.visibility, 'worker-only');
  assert.equal(publicService(made.service, today)?.place, null);
});

test('the number to ring is an old one, the one that is about to change first, never one that was found wrong', () => {
  const to = (of: Service, about: string | null) => oldNumbers(of, about).map(({ id }) => id);
  assert.deepEqual(to(service, null), ['phone', 'old']);
  assert.deepEqual(to(service, 'old'), ['phone', 'old']);
  const wrong = service.contacts.map((one) => ({ ...one, state: 'wrong' as const }));
  assert.deepEqual(to({ ...service, contacts: wrong }, 'phone'), []);
});

test('nothing that is proposed changes a service before it is accepted, and then only what it names', () => {
  const to = fc.integer({ min: 960_100, max: 960_199 }).map((end) => `+441632${end}`);
  fc.assert(
    fc.property(fc.constantFrom('phone', 'old', null), to, (fact, said) => {
      const after = accept({ fact, kind: 'phone', said });
      const others = (of: Service) =>
        factsOf(of).filter(({ id }) => id !== fact && factsOf(service).some((one) => one.id === id));
      assert.deepEqual(others(after), others(service));
    }),
  );
});

test('a code is read however it is typed, and nothing else is one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const code = writeCode(bytes);
      assert.match(code, /^([0-9a-z]{4}-){6}[0-9a-z]{2}$/);
      const ways = [
        code,
        code.toUpperCase(),
        code.replaceAll('-', ' '),
        `https://example.org/still-right#${code}`,
      ];
      for (const way of [...ways, code.replaceAll('0', 'O').replaceAll('1', 'l')])
        assert.deepEqual(readCode(way), bytes, way);
    }),
  );
  for (const wrong of ['', 'banana', 'u'.repeat(26), '0'.repeat(27), '0'.repeat(25)])
    assert.equal(readCode(wrong), null);
});
