/** Many fictional services, always the same ones for the same number: for the bench and for laws over many. */
import { exampleService } from '../../src/directory/rules/example-service.fixture.ts';
import { type Service, audiences, entrances, needs } from '../../src/directory/rules/service.ts';

const words =
  'warm room open door quiet house night bed legal clinic river north hill bridge garden market lamp harbour'.split(
    ' ',
  );
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** @param at from 0. All facts confirmed on 2026-11-01. */
export function manyServices(count: number): Service[] {
  return Array.from({ length: count }, (_, at) => {
    const id = `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`;
    const base = exampleService();
    const { sources, checkedBy, checkedOn, nextCheck, state } = base.listing;
    const checked = { sources, checkedBy, checkedOn, nextCheck, state };
    const name = [pick(words, at * 7), pick(words, at * 3 + 5), String(at)].join(' ');
    return {
      ...base,
      id,
      organisation: { ...base.organisation, name: `Example ${pick(words, at)}` },
      name,
      description: `A ${pick(words, at * 5)} ${pick(words, at * 11)} for ${pick(words, at * 13)} (fictional).`,
      needs: [pick(needs, at), pick(needs, at * 3 + 1)],
      audience: [pick(audiences, at)],
      access: [pick(entrances, at)],
      free: at % 3 === 0,
      languages: at % 4 === 0 ? ['en', 'ro'] : ['en'],
      contacts: [
        {
          id: 'phone',
          value: {
            kind: 'phone' as const,
            to: `+44163296${String(at % 10_000).padStart(4, '0')}`,
            label: null,
          },
          ...checked,
        },
      ],
      schedules: [
        {
          id: 'hours',
          value: {
            rrule: `FREQ=WEEKLY;BYDAY=${pick(days, at)},${pick(days, at + 3)}`,
            dtstart: '2026-01-05',
            opens: `${String(8 + (at % 5)).padStart(2, '0')}:00`,
            closes: at % 9 === 0 ? '02:00' : '17:30',
            overnight: at % 9 === 0,
            timezone: 'Europe/London' as const,
            except: [],
            also: [],
            bankHolidays: 'closed' as const,
            validFrom: null,
            validTo: null,
            description: null,
          },
          ...checked,
        },
      ],
    };
  });
}
