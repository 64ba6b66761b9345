/** What people of a desk type about a service, as the service keeps it; or what is wrong with it. */
import * as v from 'valibot';
import { factsWords as words } from '../messages/facts.en.ts';
import { wayOf } from '../rules/change-fact.ts';
import { asLines, asPostcode } from '../rules/proposal.ts';
import { someDay } from '../rules/said.ts';
import type { Schedule } from '../rules/schedule-shape.ts';
import { type Service, audiences, entrances, needs, visibilities } from '../rules/service.ts';
import type { FactKind } from './say-fact.ts';

export type Fields = ReadonlyMap<string, readonly string[]>;
/** `errors` by field. */
export type Read<Value> = { ok: true; value: Value } | { ok: false; errors: Map<string, string> };
type Contact = Service['contacts'][number]['value'];
type Address = NonNullable<NonNullable<Service['place']>['address']>['value'];
type Capacity = NonNullable<Service['capacity']>['value'];

const valueIn =
  (fields: Fields) =>
  (name: string): string =>
    fields.get(name)?.[0]?.trim() ?? '';
const read = <Value>(errors: Map<string, string>, value: () => Value): Read<Value> =>
  errors.size > 0 ? { ok: false, errors } : { ok: true, value: value() };
export const isDay = (typed: string): boolean => v.is(someDay, typed);

/** @param kind of the contact @param label whom one reaches, which the form does not ask */
export function readContact(kind: string, fields: Fields, label: string | null = null): Read<Contact> {
  const wrong = {
    phone: words.wrongNumber,
    text: words.wrongNumber,
    email: words.wrongMail,
    web: words.wrongAddress,
  } as const;
  const isKind = (name: string): name is Contact['kind'] => Object.hasOwn(wrong, name);
  if (!isKind(kind)) return { ok: false, errors: new Map([['kind', words.missing]]) };
  const to = wayOf(kind, valueIn(fields)('to'));
  return to === null
    ? { ok: false, errors: new Map([['to', wrong[kind]]]) }
    : { ok: true, value: { kind, to, label } };
}

export function readAddress(fields: Fields): Read<Address> {
  const value = valueIn(fields);
  const errors = new Map<string, string>();
  const lines = asLines(value('lines'));
  if (lines.length === 0 || lines.length > 3) errors.set('lines', words.wrongLines);
  for (const name of ['town', 'county']) if (value(name) === '') errors.set(name, words.missing);
  const postcode = asPostcode(value('postcode'));
  if (postcode === null) errors.set('postcode', words.wrongPostcode);
  const degrees = (name: string, most: number): number | null => {
    if (value(name) === '') return null;
    const typed = /^-?\d{1,3}(\.\d{1,8})?$/.test(value(name)) ? Number(value(name)) : Number.NaN;
    if (!(Math.abs(typed) <= most)) errors.set(name, words.wrongDegrees(most));
    return typed;
  };
  const [latitude, longitude] = [degrees('latitude', 90), degrees('longitude', 180)];
  if ((latitude === null) !== (longitude === null))
    errors.set(latitude === null ? 'latitude' : 'longitude', words.bothDegrees);
  return read(errors, () => ({
    lines,
    town: value('town'),
    county: value('county'),
    postcode: postcode ?? '',
    latitude,
    longitude,
  }));
}

export function readCapacity(fields: Fields, today: string): Read<Capacity> {
  const value = valueIn(fields);
  const errors = new Map<string, string>();
  const of = value('of');
  if (of !== 'beds' && of !== 'places') errors.set('of', words.chooseOne);
  for (const name of ['maximum', 'free'])
    if (!/^\d{1,5}$/.test(value(name))) errors.set(name, words.wrongCount);
  if (errors.size === 0 && Number(value('free')) > Number(value('maximum')))
    errors.set('free', words.tooFree);
  const asAt = value('asAt');
  if (!isDay(asAt)) errors.set('asAt', words.wrongDay);
  else if (asAt > today) errors.set('asAt', words.notYet);
  return read(errors, () => ({
    of: of === 'places' ? 'places' : 'beds',
    maximum: Number(value('maximum')),
    free: Number(value('free')),
    asAt,
  }));
}

/** The fields in which a fact of each kind is typed. */
export const fieldsOf: Partial<Record<FactKind, readonly string[]>> = {
  phone: ['to'],
  text: ['to'],
  email: ['to'],
  web: ['to'],
  address: ['lines', 'town', 'county', 'postcode', 'latitude', 'longitude'],
  capacity: ['of', 'maximum', 'free', 'asAt'],
};

/** What a fact is now, as its fields say it. Of a contact that was found wrong nothing is said. */
export function typedOf(service: Service, id: string, today: string): Fields {
  const address = service.place?.address;
  const all = (some: Record<string, string | number | null>): Fields =>
    new Map(Object.entries(some).map(([name, value]) => [name, value === null ? [] : [String(value)]]));
  if (address?.id === id) return all({ ...address.value, lines: address.value.lines.join('\n') });
  if (service.capacity?.id === id) return all({ ...service.capacity.value, asAt: today });
  return new Map();
}

const TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;
const time = (typed: string): string | null => {
  const found = TIME.exec(typed.trim());
  return found === null ? null : `${(found[1] ?? '').padStart(2, '0')}:${found[2]}`;
};

export function readChosenHours(fields: Fields): Read<Schedule> {
  const value = valueIn(fields);
  const errors = new Map<string, string>();
  const [opens, closes] = [time(value('opens')), time(value('closes'))];
  if (opens === null) errors.set('opens', words.wrongTime);
  if (closes === null) errors.set('closes', words.wrongTime);
  const overnight = fields.has('overnight');
  if (opens !== null && closes !== null && closes < opens && !overnight)
    errors.set('closes', words.wrongOrder);
  const dtstart = value('first');
  if (!isDay(dtstart)) errors.set('first', words.wrongDay);
  const days = Object.keys(words.days).filter((day) => (fields.get('days') ?? []).includes(day));
  const every = value('every');
  if (!Object.hasOwn(words.every, every)) errors.set('every', words.chooseOne);
  if (days.length === 0 && every !== 'once') errors.set('days', words.noDays);
  if (opens === null || closes === null || errors.size > 0) return { ok: false, errors };
  const [freq = '', number = ''] = every.split(/-(.*)/s);
  const rrule =
    every === 'once'
      ? null
      : freq === 'monthly'
        ? `FREQ=MONTHLY;BYDAY=${days.map((day) => `${number}${day}`).join(',')}`
        : `FREQ=WEEKLY${number === '2' ? ';INTERVAL=2' : ''};BYDAY=${days.join(',')}`;
  const holidays = value('holidays');
  return {
    ok: true,
    value: {
      rrule,
      dtstart,
      opens,
      closes,
      overnight: closes <= opens,
      timezone: 'Europe/London',
      except: [],
      also: [],
      bankHolidays: holidays === 'open' || holidays === 'ring' ? holidays : 'closed',
      validFrom: null,
      validTo: null,
      description: null,
    },
  };
}

/** The same hours as the form of chosen fields says them; only a part of what is said where it cannot. */
export function chosenOf({ rrule, dtstart, opens, closes, overnight, bankHolidays }: Schedule): Fields {
  const part = (name: string): string => new RegExp(`${name}=([^;]+)`).exec(rrule ?? '')?.[1] ?? '';
  const byDay = part('BYDAY') === '' ? [] : part('BYDAY').split(',');
  const nths = new Set(byDay.map((day) => /^-?\d/.exec(day)?.[0] ?? ''));
  const freq = part('FREQ');
  const often =
    rrule === null
      ? 'once'
      : freq === 'MONTHLY'
        ? nths.size === 1
          ? `monthly-${[...nths][0]}`
          : ''
        : `weekly-${part('INTERVAL') || '1'}`;
  const days = freq === 'DAILY' ? Object.keys(words.days) : byDay.map((day) => day.slice(-2));
  return new Map<string, readonly string[]>([
    ['every', [often]],
    ['days', days],
    ['opens', [opens]],
    ['closes', [closes]],
    ...(overnight ? [['overnight', ['yes']] as const] : []),
    ['first', [dtstart]],
    ['holidays', [bankHolidays]],
  ]);
}

/** The parts of a service that are no facts. What a form does not name stays as it was. */
export function readAbout(fields: Fields, now: Service): Partial<Service> {
  const value = valueIn(fields);
  const text = (name: string): string | null => (value(name) === '' ? null : value(name));
  const among = <Name extends string>(names: readonly Name[], field: string): Name[] =>
    names.filter((name) => (fields.get(field) ?? []).includes(name));
  const free = value('free');
  const interpreters = value('interpreters');
  const visibility = readVisibility(fields);
  return {
    name: value('name'),
    description: value('description'),
    needs: among(needs, 'needs'),
    audience: among(audiences, 'audience'),
    access: among(entrances, 'access'),
    free: free === 'yes' ? true : free === 'no' ? false : null,
    languages: value('languages')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((code) => code !== ''),
    interpreters:
      interpreters === 'yes' || interpreters === 'ask' || interpreters === 'no' ? interpreters : 'unknown',
    expect: text('expect'),
    asks: text('asks'),
    mustTell: text('mustTell'),
    place:
      visibility === null
        ? now.place
        : { visibility, district: text('district'), address: now.place?.address ?? null },
  };
}

export const readVisibility = (fields: Fields): (typeof visibilities)[number] | null =>
  visibilities.find((one) => one === valueIn(fields)('visibility')) ?? null;
