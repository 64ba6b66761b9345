/** What is wrong is refused with its file, its line and what is expected; the rest of what was sent is taken. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { factsOf } from '../rules/change-fact.ts';
import { publicService } from '../rules/public-service.ts';
import { foreign, from, needs, sent, uuid } from './foreign-service.fixture.ts';
import { mostServices, takeIn } from './take-in.ts';

test('a service of another feed arrives whole, unchecked, with its source, and nothing of it is public', async () => {
  const { outcomes, refused } = await takeIn([sent('feed.json', JSON.stringify(foreign()))], from);
  assert.deepEqual(refused, []);
  const [one] = outcomes;
  assert.ok(one?.kind === 'taken', JSON.stringify(outcomes));
  const { service, without } = one;
  assert.deepEqual(
    service.contacts.map(({ value: { kind, to, label } }) => [kind, to, label]),
    [
      ['phone', '+441632960001', null],
      ['text', '+447700900123', 'At night'],
      ['email', 'night@example.org', null],
      ['web', 'https://www.example.org/night', null],
    ],
  );
  assert.deepEqual(
    service.schedules.map(({ value: { rrule, opens, closes, overnight, bankHolidays } }) => [
      rrule,
      opens,
      closes,
      overnight,
      bankHolidays,
    ]),
    [
      ['FREQ=WEEKLY;BYDAY=TH,FR', '10:00', '18:00', false, 'ring'],
      ['FREQ=WEEKLY;BYDAY=SA', '18:00', '00:00', true, 'ring'],
    ],
  );
  assert.equal(service.description, 'A warm room.\nWith tea.');
  assert.deepEqual([service.needs, service.languages, service.interpreters], [['bed'], ['en'], 'ask']);
  assert.deepEqual([service.free, service.cost, service.minimumAge], [true, null, 18]);
  assert.deepEqual(service.capacity?.value, { of: 'beds', maximum: 8, free: 2, asAt: '2026-11-20' });
  assert.deepEqual([service.place?.visibility, service.place?.district], ['ring-first', null]);
  assert.equal(service.place?.address?.value.postcode, 'S40 1AA');
  assert.ok(
    factsOf(service).every(
      ({ state, checkedBy, sources }) =>
        state === 'unverified' && checkedBy === null && sources.join() === 'The other county',
    ),
  );
  assert.equal(publicService(service, from.today), null);
  assert.deepEqual(without.toSorted(), [
    'a number for fax',
    'hours without a time to open and one to close',
    'the category “Warm spaces”, which is none of ours',
  ]);
});

test('an address that the file itself says is for nobody is not kept', async () => {
  for (const visibility of ['worker-only', 'never']) {
    const secret = structuredClone(foreign()) as never;
    set([...location, 'visibility'], visibility)(secret);
    const { outcomes } = await takeIn([sent('feed.json', JSON.stringify(secret))], from);
    const [one] = outcomes;
    assert.ok(one?.kind === 'taken', JSON.stringify(outcomes));
    assert.deepEqual(one.service.place, { visibility, district: null, address: null });
    assert.ok(one.without.includes('an address that the file itself says is for nobody to know'));
  }
});

/** The text of a list of three with a fault in the second, and the line on which the fault stands. */
function withFault(change: (service: Record<string, never>) => void, marker: string) {
  const bad = structuredClone(foreign(2)) as unknown as Record<string, never>;
  change(bad);
  const text = JSON.stringify([foreign(1), bad, foreign(3)], null, 1);
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.includes(uuid(2)));
  const line = lines.findIndex((one, at) => at >= start && one.includes(marker)) + 1;
  assert.ok(line > 0, marker);
  return { text, line };
}
type Loose = Record<string, never> & { [key: string]: never };
const set = (path: readonly (string | number)[], value: unknown) => (service: Loose) => {
  let here = service as unknown as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) here = here[key] as Record<string | number, unknown>;
  here[path.at(-1) ?? ''] = value;
};
const location = ['service_at_locations', 0, 'location'] as const;

const faults: [string, (service: Loose) => void, string, RegExp][] = [
  [
    'a wrong number',
    set(['phones', 0, 'number'], 'banana'),
    '"banana"',
    /phones\.0\.number: expected a telephone number/,
  ],
  [
    'closes before it opens',
    set(['schedules', 0, 'closes_at'], '09:00'),
    '"closes_at": "09:00"',
    /schedules\.0\.closes_at: expected a time after it opens/,
  ],
  [
    'a banana as a time',
    set(['schedules', 0, 'opens_at'], 'banana'),
    '"banana"',
    /schedules\.0\.opens_at: expected a time such as 09:30/,
  ],
  [
    'an hour that is none',
    set(['schedules', 0, 'opens_at'], '25:00'),
    '"25:00"',
    /opens_at: expected a time/,
  ],
  [
    'latitude 100',
    set([...location, 'latitude'], 100),
    '"latitude": 100',
    /latitude: expected a number from -90 to 90/,
  ],
  [
    'longitude 181',
    set([...location, 'longitude'], 181),
    '"longitude": 181',
    /longitude: expected a number from -180 to 180/,
  ],
  [
    'valid_to before valid_from',
    set(['schedules', 0], { ...foreign(2).schedules[0], valid_from: '2026-12-01', valid_to: '2026-11-01' }),
    '"valid_to"',
    /schedules\.0\.valid_to: expected a day on or after valid_from/,
  ],
  [
    'a day that is none',
    set(['schedules', 0, 'dtstart'], '2026-02-30'),
    '"2026-02-30"',
    /dtstart: expected a d/,
  ],
  [
    'a script in a description',
    set(['description'], '<script>alert(1)</script>'),
    '<script>',
    /description: expected plain text without </,
  ],
  [
    'a script as a website',
    set(['url'], 'javascript:alert(1)'),
    'javascript',
    /url: expected an address beginning with https/,
  ],
  [
    'an unknown need',
    set(['attributes', 0], {
      id: uuid(29),
      link_type: 'need',
      taxonomy_term: { id: uuid(7), name: 'a pony', taxonomy: needs.name },
    }),
    '"taxonomy_term": {',
    /attributes\.0\.taxonomy_term: expected one of: bed, harm/,
  ],
  ['an id that is none', set(['id'], '42'), '"id": "42"', /^id: expected a UUID/],
  ['no name', set(['name'], undefined), '{', /^name: expected it, and it is missing/],
  [
    'no organisation',
    set(['organization'], null),
    '"organization"',
    /^organization: expected it, and it is missing/,
  ],
  ['an unknown state', set(['status'], 'asleep'), '"asleep"', /^status: expected active, inactive/],
  ['an age that is none', set(['minimum_age'], -1), '"minimum_age": -1', /^minimum_age: expected 0 or more/],
  [
    'more free than there are',
    set(['capacities', 0, 'available'], 9),
    '',
    /capacity\.value\.free: expected at most as many/,
  ],
  [
    'a rule that is none',
    set(['schedules', 0, 'byday'], 'XX'),
    '"schedules"',
    /schedules\.0\.freq: expected a rule by week or month/,
  ],
  [
    'one id for two things',
    set(['phones', 1, 'id'], uuid(21)),
    '',
    /phones\.1: expected an id that nothing else/,
  ],
  ['a mail address that is none', set(['email'], 'nobody'), '"nobody"', /^email: expected an e-mail address/],
];

test('each fault is told with its line, and what stands around it is taken', async () => {
  for (const [what, change, marker, why] of faults) {
    const { text, line } = withFault(change as never, marker === '' ? '"' : marker);
    const { outcomes, refused } = await takeIn([sent('feed.json', text)], from);
    assert.deepEqual(refused, [], what);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['taken', 'refused', 'taken'],
      `${what}: ${JSON.stringify(outcomes).slice(0, 2000)}`,
    );
    const bad = outcomes[1];
    assert.ok(bad?.kind === 'refused');
    const reason = bad.reasons.find((one) => why.test(one.why));
    assert.ok(reason, `${what}: ${JSON.stringify(bad.reasons)}`);
    assert.equal(reason.file, 'feed.json', what);
    if (marker !== '' && marker !== '{' && marker !== '"organization"' && marker !== '"schedules"')
      assert.equal(reason.line, line, what);
    assert.doesNotMatch(reason.why, /banana|script>alert|javascript|pony/, what);
  }
});

test('a second of the same id is refused, and several faults of one are all told', async () => {
  const twice = [foreign(1), { ...foreign(1), name: 'Again' }];
  const { outcomes } = await takeIn([sent('feed.json', JSON.stringify(twice, null, 1))], from);
  const [, second] = outcomes;
  assert.ok(second?.kind === 'refused');
  assert.match(
    second.reasons[0]?.why ?? '',
    /^id: expected one that no other service has; feed\.json, line 2/,
  );
  const many = { ...foreign(1), minimum_age: 'old', email: 'nobody' };
  const { outcomes: told } = await takeIn([sent('a.json', JSON.stringify(many))], from);
  assert.ok(told[0]?.kind === 'refused' && told[0].reasons.length === 2);
});

test('files that cannot be read are named, and the others are read', async () => {
  const good = JSON.stringify(foreign(1));
  const whole = async (name: string, text: string | Uint8Array) =>
    await takeIn(
      [typeof text === 'string' ? sent(name, text) : { name, bytes: text }, sent('good.json', good)],
      from,
    );
  for (const [name, text, line, why] of [
    ['a.json', '{\n "id": 1,\n "name" 2 }', 3, /not JSON/],
    ['a.json', '', 1, /not JSON/],
    ['a.json', '['.repeat(200_000), 1, /not JSON|nested too deeply/],
    ['a.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 1, /nested too deeply/],
    ['a.json', '[]', 1, /no service in it/],
    ['a.ndjson', `${JSON.stringify(foreign(5))}\n{"id"\n`, 2, /not JSON/],
    ['a.txt', good, 1, /ends with \.json/],
    ['a.json', new Uint8Array([0xff, 0xfe, 0x00]), 1, /UTF-8/],
    ['services.csv', 'nummer,titel\n1,2\n', 1, /columns id, name/],
    ['services.csv', 'id,name\n"1,2\n', 2, /not CSV \(quote not closed\)/],
    ['services.csv', 'id,name\n1,2,3\n', 2, /not CSV \(record inconsistent columns\)/],
    ['phones.csv', 'id,number\n1,2\n', 1, /services\.csv beside it/],
    ['bananas.csv', 'id\n1\n', 1, /not a file of HSDS/],
  ] as [string, string | Uint8Array, number, RegExp][]) {
    const { outcomes, refused } = await whole(name, text);
    const said = refused.find((one) => why.test(one.why));
    assert.ok(said, `${name} ${String(why)}: ${JSON.stringify(refused)}`);
    assert.deepEqual([said.file, said.line], [name, line], String(why));
    assert.ok(
      outcomes.some((one) => one.kind === 'taken' && one.service.id === uuid(1)),
      String(why),
    );
  }
});

test('more than anybody needs is cut off, and says so', async () => {
  const text = `[${Array.from({ length: mostServices + 3 }, () => '{"name":"x"}').join(',\n')}]`;
  const { outcomes, refused } = await takeIn([sent('many.json', text)], from);
  assert.equal(outcomes.length, mostServices);
  assert.deepEqual([refused[0]?.line, refused.length], [mostServices + 1, 1]);
});

test('whatever is sent, there is an answer, and nothing of it is public', async () => {
  const keys = fc.constantFrom(...Object.keys(foreign()), 'contents', 'services', '__proto__', 'constructor');
  const odd = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.double(),
      fc.constant(null),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  await fc.assert(
    fc.asyncProperty(keys, odd, fc.string(), fc.string(), async (key, value, text, csv) => {
      const files = [
        sent('a.json', JSON.stringify({ ...foreign(1), [key]: value })),
        sent('b.json', text),
        sent('c.ndjson', `${text}\n${JSON.stringify(value)}`),
        sent('services.csv', `id,name\n${csv}`),
        sent('phones.csv', csv),
      ];
      const { outcomes } = await takeIn(files, from);
      for (const one of outcomes)
        if (one.kind === 'taken') {
          assert.ok(factsOf(one.service).every(({ state }) => state === 'unverified'));
          assert.equal(publicService(one.service, from.today), null);
        } else assert.ok(one.reasons.length > 0 && one.reasons.every(({ line }) => line >= 1));
    }),
    { numRuns: 300 },
  );
});
