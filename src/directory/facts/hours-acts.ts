import { Refused } from '#kit/http/index.ts';
import { factsWords as words, sayNotRead } from '../messages/facts.en.ts';
import { addFact, correctFact, mapFact } from '../rules/change-fact.ts';
import { type DaysChanged, addDay, cancelDay, endOn } from '../rules/change-days.ts';
import type { PartOfDay } from '../rules/hours-vocabulary.ts';
import { keepDays } from '../rules/proposal.ts';
import { readHours } from '../rules/read-hours.ts';
import { sayHours } from '../rules/say-hours.ts';
import type { Schedule } from '../rules/schedule-shape.ts';
import type { Service } from '../rules/service.ts';
import type { Acts, Asked } from './asked.ts';
import { nextOf } from './next-of.ts';
import { chosenOf, isDay, readChosenHours } from './read-fields.ts';
import { sayFact } from './say-fact.ts';

const was = (service: Service, fact: string): Schedule | undefined =>
  service.schedules.find(({ id }) => id === fact)?.value;

/** Shows what was understood with the next three dates, and asks whether to keep it. Our words carry it. */
async function readBack(asked: Asked, schedule: Schedule, parts: readonly PartOfDay[], note = false) {
  const { service, fact, by, show, source, fields, clock } = asked;
  const said = sayHours(schedule, by.today) ?? '';
  return await show({
    fields: new Map([...fields, ...chosenOf(schedule), ['hours', [said]]]),
    at: fact,
    difference: {
      act: 'keep-hours',
      fact,
      before: fact === '' ? '—' : sayFact(service, fact, by.today),
      after: said,
      source,
      carry: [['hours', said]],
      sure: fact !== '',
      next: nextOf(keepDays(schedule, was(service, fact)), clock.now()),
      parts,
    },
    ...(note ? { errors: new Map([['sure', words.sureMissing]]) } : {}),
  });
}

const dayRefused = (why: Extract<DaysChanged, { ok: false }>['why']): string => words.dayRefused[why];

/** One date, an end or the bank holidays of hours that stand. Nothing is confirmed by it. */
async function changeDays(
  asked: Asked,
  field: string,
  work: (now: Schedule) => DaysChanged,
): Promise<Response> {
  const { service, fact, fields, show, change, by } = asked;
  const now = was(service, fact);
  if (now === undefined) throw new Refused(404, 'no-such-page');
  const first = work(now);
  if (!first.ok) return await show({ fields, at: fact, errors: new Map([[field, dayRefused(first.why)]]) });
  return await change((current) =>
    mapFact(current, fact, by.today, (one) => {
      const made = work(one.value as Schedule);
      return made.ok ? { ...one, value: made.schedule } : one;
    }),
  );
}

const oneDay =
  (work: (schedule: Schedule, day: string, today: string) => DaysChanged) =>
  async (asked: Asked): Promise<Response> => {
    const { value, fields, fact, show, by } = asked;
    const day = value('day');
    if (!isDay(day)) return await show({ fields, at: fact, errors: new Map([['day', words.wrongDay]]) });
    return await changeDays(asked, 'day', (schedule) => work(schedule, day, by.today));
  };

export const hoursActs: Acts = {
  'hours-words': async (asked) => {
    const { value, by, fields, show, fact } = asked;
    const read = readHours(value('hours'), by.today);
    if (!read.ok) return await show({ fields, at: fact, errors: new Map([['hours', sayNotRead(read)]]) });
    return await readBack(asked, read.schedule, read.parts);
  },
  hours: async (asked) => {
    const { fields, show, fact } = asked;
    const read = readChosenHours(fields);
    if (!read.ok) return await show({ fields, at: fact, errors: read.errors });
    return await readBack(asked, read.value, []);
  },
  'keep-hours': async (asked) => {
    const { value, by, fields, show, fact, source, tried, service } = asked;
    const read = readHours(value('hours'), by.today);
    if (!read.ok) return await show({ fields, at: fact, errors: new Map([['hours', sayNotRead(read)]]) });
    if (fact === '') return await tried((now) => addFact(now, 'schedules', read.schedule, source, by.today));
    if (was(service, fact) === undefined) throw new Refused(404, 'no-such-page');
    if (value('sure') !== 'yes') return await readBack(asked, read.schedule, [], true);
    return await tried((now) => correctFact(now, fact, keepDays(read.schedule, was(now, fact)), source, by));
  },
  'cancel-day': oneDay(cancelDay),
  'add-day': oneDay(addDay),
  'end-on': async (asked) => {
    const { value, fields, fact, show, by } = asked;
    const day = value('until');
    if (day !== '' && !isDay(day))
      return await show({ fields, at: fact, errors: new Map([['until', words.wrongDay]]) });
    return await changeDays(asked, 'until', (schedule) => endOn(schedule, day === '' ? null : day, by.today));
  },
  'bank-holidays': async (asked) => {
    const { value, fields, fact, show } = asked;
    const bankHolidays = (['open', 'closed', 'ring'] as const).find((one) => one === value('holidays'));
    if (bankHolidays === undefined)
      return await show({ fields, at: fact, errors: new Map([['holidays', words.chooseOne]]) });
    return await changeDays(asked, 'holidays', (schedule) => ({
      ok: true,
      schedule: { ...schedule, bankHolidays },
    }));
  },
};
