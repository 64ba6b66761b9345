/** Every word that hours may be said in. A word that is not here is refused; it is never guessed. */
import type { Schedule } from './schedule-shape.ts';

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

export const dayWords: Readonly<Record<Weekday, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
const shorter: Readonly<Record<Weekday, readonly string[]>> = {
  MO: ['mon', 'mons'],
  TU: ['tue', 'tues'],
  WE: ['wed', 'weds'],
  TH: ['thu', 'thur', 'thurs'],
  FR: ['fri', 'fris'],
  SA: ['sat', 'sats'],
  SU: ['sun', 'suns'],
};
export const dayNames: ReadonlyMap<string, Weekday> = new Map(
  weekdays.flatMap((day) => {
    const whole = dayWords[day].toLowerCase();
    return [whole, `${whole}s`, ...shorter[day]].map((word) => [word, day] as const);
  }),
);

export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
export const monthNames: ReadonlyMap<string, number> = new Map(
  months.flatMap((month, at) =>
    [month.toLowerCase(), month.slice(0, 3).toLowerCase()].map((word) => [word, at + 1] as const),
  ),
);

export const nthWords = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' } as const;
export const nths: Readonly<Record<string, number>> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  last: -1,
};

/** Vague words, each with the times that we take it for; whoever types it is told. */
export type PartOfDay = { opens: string; closes: string };
const parts: Readonly<Record<string, PartOfDay>> = {
  morning: { opens: '09:00', closes: '12:00' },
  afternoon: { opens: '12:00', closes: '17:00' },
  evening: { opens: '17:00', closes: '21:00' },
};
export const partsOfDay: ReadonlyMap<string, PartOfDay> = new Map(
  Object.entries(parts).flatMap(([word, part]) => [
    [word, part],
    [`${word}s`, part],
  ]),
);

export const holidayWords: readonly (readonly [readonly string[], Schedule['bankHolidays']])[] = [
  [['closed'], 'closed'],
  [['except'], 'closed'],
  [['not'], 'closed'],
  [['ring', 'first'], 'ring'],
  [['open'], 'open'],
  [['including'], 'open'],
  [['also'], 'open'],
];

const others =
  'every each other week on the of month day daily weekday weekdays weekend weekends and & , . - to from until till am pm noon midday midnight hours a next bank holiday holidays';

export const vocabulary: ReadonlySet<string> = new Set([
  ...others.split(' '),
  ...dayNames.keys(),
  ...monthNames.keys(),
  ...Object.keys(nths),
  ...partsOfDay.keys(),
  ...holidayWords.flatMap(([words]) => words),
]);

export const isOneOf = (words: readonly string[], word: string): boolean => words.includes(word);
