/** Many fictional services, always the same ones for the same number: for the bench and for laws over many. */
import { exampleService } from '../../src/directory/rules/example-service.fixture.ts';
import type { Schedule } from '../../src/directory/rules/schedule-shape.ts';
import {
  type Contact,
  type Service,
  audiences,
  entrances,
  needs,
} from '../../src/directory/rules/service.ts';

const words =
  'warm room open door quiet house night bed legal clinic river north hill bridge garden market lamp harbour'.split(
    ' ',
  );
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const districts = ['Town centre', 'North side', 'By the river', null];

/** A number that looks thrown, the same for the same two. What varies must not vary together. */
function roll(at: number, salt: number): number {
  let mixed = Math.imul(at + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
const three = (number: number): string => String(number).padStart(3, '0');
const uuid = (group: string, at: number): string =>
  `00000000-0000-${group}-8000-${at.toString(16).padStart(12, '0')}`;

const checked = {
  sources: ['example'],
  checkedBy: 'Ada',
  checkedOn: '2026-11-01',
  nextCheck: '2026-12-31',
  state: 'confirmed' as const,
};
const wrong = { ...checked, nextCheck: null, state: 'wrong' as const };
const nobody = { ...wrong, checkedBy: null, checkedOn: null, state: 'unverified' as const };

/** Every kind of rule that a schedule may have. */
const rules = [
  (at: number) => `FREQ=WEEKLY;BYDAY=${pick(days, at)},${pick(days, at + 3)}`,
  (at: number) => `FREQ=WEEKLY;BYDAY=${pick(days, at)},${pick(days, at + 3)}`,
  (at: number) => `FREQ=WEEKLY;INTERVAL=2;BYDAY=${pick(days, at)}`,
  () => 'FREQ=WEEKLY',
  (at: number) => `FREQ=MONTHLY;BYDAY=${pick([1, 2, 3, 4, -1], at)}${pick(days, at)}`,
  (at: number) => `FREQ=MONTHLY;BYMONTHDAY=${1 + (at % 28)}`,
  () => 'FREQ=MONTHLY',
  () => 'FREQ=DAILY',
  () => 'FREQ=DAILY;INTERVAL=3',
  () => 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
  () => 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231;WKST=SU',
  () => 'FREQ=WEEKLY;BYDAY=MO;COUNT=99',
  () => null,
];

function schedule(at: number): Schedule {
  const hours = pick(
    [
      ['09:00', '17:30'],
      [`${String(8 + (at % 5)).padStart(2, '0')}:00`, '17:30'],
      ['10:15', '12:45'],
      ['21:00', '02:00'],
      ['00:00', '00:00'],
      ['18:00', '00:00'],
    ] as const,
    roll(at, 1),
  );
  const rule = pick(rules, roll(at, 2))(at);
  return {
    rrule: rule,
    dtstart: pick(['2026-01-05', '2025-06-18', '2026-11-30'], roll(at, 3)),
    opens: hours[0],
    closes: hours[1],
    overnight: hours[1] <= hours[0],
    timezone: 'Europe/London',
    except: pick([[], [], ['2026-12-24', '2026-12-31']], roll(at, 4)),
    also: pick([[], [], ['2026-12-19']], roll(at, 5)),
    bankHolidays: pick(['open', 'closed', 'ring'] as const, roll(at, 6)),
    validFrom: pick([null, null, '2026-02-01'], roll(at, 7)),
    validTo: pick([null, null, '2027-05-31'], roll(at, 8)),
    description: pick([null, null, 'Drop-in', 'By the side door, "ring" twice, please'], roll(at, 9)),
  };
}

function contacts(at: number): Service['contacts'] {
  const ways: Contact[] = [
    { kind: 'phone', to: `+441632960${three(at % 1000)}`, label: null },
    {
      kind: 'phone',
      to: `+447700900${three(roll(at, 20) % 800)}`,
      label: pick([null, 'At night'], roll(at, 21)),
    },
    { kind: 'text', to: `+447700900${three(roll(at, 22) % 800)}`, label: null },
    { kind: 'email', to: `help${at}@example.org`, label: pick([null, 'The front desk'], roll(at, 23)) },
    { kind: 'email', to: `night${at}@example.org`, label: null },
    { kind: 'web', to: `https://example.org/${at}`, label: null },
    { kind: 'web', to: `https://chat.example.org/${at}?a=1,2`, label: 'Chat' },
  ];
  const known = ways.flatMap((value, way) =>
    way === 0 || roll(at, 30 + way) % 3 === 0 ? [{ id: `${value.kind}-${way}`, value, ...checked }] : [],
  );
  const number = (kind: 'phone' | 'text') => ({
    kind,
    to: `+447700900${800 + (roll(at, 24) % 200)}`,
    label: null,
  });
  if (at % 20 === 7) known.push({ id: 'old', value: number('phone'), ...wrong } as never);
  if (at % 20 === 13) known.push({ id: 'new', value: number('text'), ...nobody } as never);
  return known;
}

function place(at: number): Service['place'] {
  const visibility = pick(
    ['public', 'public', 'public', 'public', 'ring-first', 'worker-only', 'never'] as const,
    roll(at, 40),
  );
  const isHidden = visibility !== 'public';
  const known = roll(at, 41) % 5 > 0;
  if (roll(at, 42) % 5 === 0) return null;
  const value = {
    lines: isHidden
      ? [`${at} Hidden Row`]
      : pick(
          [
            [`${at} Example Street`],
            ['Example House', `${at} Example Street`],
            ['Flat 2', 'Example House', `${at} Example Street`],
          ],
          roll(at, 43),
        ),
    town: 'Exampleton',
    county: 'Derbyshire',
    postcode: isHidden ? 'S49 9ZZ' : 'S40 1AA',
    latitude: known ? 53.1 + (roll(at, 44) % 3000) / 10_000 : null,
    longitude: known ? -1.6 + (roll(at, 45) % 4000) / 10_000 : null,
  };
  return {
    visibility,
    district: pick(districts, roll(at, 46)),
    address: roll(at, 47) % 6 === 0 ? null : { id: 'address', value, ...checked },
  };
}

/**
 * @param at from 0. What is confirmed was so on 2026-11-01. Some have a number that was found wrong or that nobody has
 * rung (07700 900800 and up, which no shown one has), some an address that nobody may know (in Hidden Row).
 */
export function manyServices(count: number): Service[] {
  return Array.from({ length: count }, (_, at): Service => {
    const base = exampleService();
    const owner = at % Math.max(1, Math.ceil(count / 4));
    const name = [pick(words, at * 7), pick(words, at * 3 + 5), String(at)].join(' ');
    const some = <T>(list: readonly T[], salt: number): T[] =>
      list.filter((_one, index) => index === at % list.length || roll(at, salt + index) % 5 === 0);
    const maybe = (salt: number, text: string) => (roll(at, salt) % 2 === 0 ? text : null);
    const maximum = roll(at, 60) % 30;
    return {
      ...base,
      id: uuid('4000', at),
      organisation: {
        id: uuid('4001', owner),
        name: `Example ${pick(words, owner)}`,
        description: owner % 3 === 0 ? null : `${pick(words, owner * 5)} and ${pick(words, owner * 3)}`,
        web: owner % 2 === 0 ? null : `https://example.org/${owner}`,
      },
      name,
      description: `A ${pick(words, at * 5)} ${pick(words, at * 11)} for ${pick(words, at * 13)} (fictional).\nSecond line, with “quotes” & commas.`,
      needs: [...new Set([pick(needs, at), pick(needs, at * 3 + 1)])],
      audience: some(audiences, 100),
      access: some(entrances, 120),
      free: pick([true, false, null], roll(at, 61)),
      cost: pick([null, 'Two pounds a night', null], roll(at, 62)),
      languages: pick([['en'], ['en', 'ro'], ['en', 'pl', 'uk'], []], roll(at, 63)),
      interpreters: pick(['yes', 'ask', 'no', 'unknown'] as const, roll(at, 64)),
      expect: maybe(65, 'Somebody says hello and asks what you need.'),
      asks: maybe(66, 'A name; any name.'),
      mustTell: maybe(67, 'Only where a child is in danger.'),
      minimumAge: pick([null, 16, 18], roll(at, 68)),
      maximumAge: pick([null, null, 25], roll(at, 69)),
      listing: { id: 'listing', value: true, ...checked },
      contacts: contacts(at),
      schedules: Array.from({ length: pick([1, 1, 1, 2, 3, 0], roll(at, 70)) }, (_one, nth) => ({
        id: `hours-${nth + 1}`,
        value: schedule(at * 3 + nth),
        ...checked,
      })),
      place: place(at),
      capacity:
        roll(at, 71) % 3 === 0
          ? {
              id: 'capacity',
              value: {
                of: pick(['beds', 'places'] as const, at),
                maximum,
                free: roll(at, 72) % (maximum + 1),
                asAt: '2026-11-01',
              },
              ...checked,
            }
          : null,
      modified: pick(['2026-11-01', '2026-10-12', '2026-03-30'], roll(at, 73)),
      fictional: roll(at, 74) % 10 > 0,
    };
  });
}
