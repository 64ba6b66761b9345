/**
 * Opening hours as people type them: `every Thursday afternoon`, `Mon-Fri 9am to 5pm`, `first Monday of the month 2pm-4pm`.
 * A small strict vocabulary: every word must be understood, or the sentence is refused with the first that was not.
 */
import { Temporal } from 'temporal-polyfill';
import type { Schedule } from './schedule-shape.ts';
import { Tokens } from './hours-tokens.ts';
import {
  type PartOfDay,
  type Weekday,
  dayNames,
  holidayWords,
  isOneOf,
  monthNames,
  nths,
  partsOfDay,
  vocabulary,
  weekdays,
} from './hours-vocabulary.ts';

/** `word`: not understood there; `half`: am or pm is missing; `day`: no such date. The others name what is missing. */
export type NotRead = { ok: false; why: 'word' | 'half' | 'day'; word: string } | Missing;
type Missing = { ok: false; why: 'no-days' | 'no-times' | 'no-end' | 'no-month' };
/** `parts`: vague words that were read as stated times. */
export type HoursRead = { ok: true; schedule: Schedule; parts: PartOfDay[] } | NotRead;

class Refusal extends Error {
  readonly refused: NotRead;
  constructor(refused: NotRead) {
    super(refused.why);
    this.refused = refused;
  }
}
const refuse = (why: 'word' | 'half' | 'day', word: string): never => {
  throw new Refusal({ ok: false, why, word });
};
const lacks = (why: Missing['why']): never => {
  throw new Refusal({ ok: false, why });
};

type Days = { rrule: string | null; interval: number; days: readonly Weekday[]; on?: string };
type Times = { opens: string; closes: string; overnight: boolean };
type Clock = { said: string; hour: number; minute: number; half: 'am' | 'pm' | null; sure: boolean };
type Sentence = {
  days?: Days;
  times?: Times;
  from?: string;
  until?: string;
  holidays?: Schedule['bankHolidays'];
  parts: PartOfDay[];
};

/** @param today ISO date; without `from …` the hours begin on it. */
export function readHours(text: string, today: string): HoursRead {
  const tokens = new Tokens(text);
  try {
    const unknown = tokens.all.find((token) => !vocabulary.has(token) && !/^\d/.test(token));
    if (unknown !== undefined) refuse('word', unknown);
    const said: Sentence = { parts: [] };
    while (!tokens.atEnd()) if (!tokens.skip(',', '.')) clause(tokens, said, today);
    return { ok: true, schedule: scheduleOf(said, today), parts: said.parts };
  } catch (error) {
    if (error instanceof Refusal) return error.refused;
    throw error;
  }
}

function clause(tokens: Tokens, said: Sentence, today: string): void {
  const holidays = readHolidays(tokens);
  if (holidays !== null) {
    if (said.holidays !== undefined) refuse('word', tokens.before());
    said.holidays = holidays;
    return;
  }
  const bound =
    tokens.peek() === 'from' ? 'from' : isOneOf(['until', 'till'], tokens.peek()) ? 'until' : null;
  if (bound !== null && isDate(tokens, 1)) {
    if (said[bound] !== undefined) refuse('word', tokens.peek());
    tokens.next();
    said[bound] = readDate(tokens, today);
    return;
  }
  const start = tokens.peek();
  const days = said.days === undefined ? readDays(tokens, today) : null;
  if (days !== null) {
    said.days = days;
    return;
  }
  const times = said.times === undefined ? readTimes(tokens, said) : null;
  if (times === null) refuse('word', start);
  else said.times = times;
}

function scheduleOf({ days, times, from, until, holidays }: Sentence, today: string): Schedule {
  if (days === undefined) return lacks('no-days');
  if (times === undefined) return lacks('no-times');
  const begins = days.on ?? from ?? today;
  if (days.on !== undefined && from !== undefined) refuse('word', 'from');
  if (until !== undefined && until < begins) refuse('day', 'until');
  return {
    rrule: days.rrule,
    // Every other week is counted from its first day, so that must be one of its days.
    dtstart: days.interval === 1 ? begins : firstOf(days.days, begins),
    ...times,
    timezone: 'Europe/London',
    except: [],
    also: [],
    bankHolidays: holidays ?? 'closed',
    validFrom: null,
    validTo: until ?? null,
    description: null,
  };
}

function firstOf(days: readonly Weekday[], from: string): string {
  let day = Temporal.PlainDate.from(from);
  while (!days.includes(weekdays[day.dayOfWeek - 1] as Weekday)) day = day.add({ days: 1 });
  return day.toString();
}

function readHolidays(tokens: Tokens): Schedule['bankHolidays'] | null {
  for (const [words, means] of holidayWords)
    if (tokens.take(...words)) {
      tokens.skip('on');
      return tokens.take('bank', 'holidays') || tokens.take('bank', 'holiday')
        ? means
        : refuse('word', tokens.peek());
    }
  return null;
}

const weekly = (days: readonly Weekday[], interval = 1): Days => ({
  rrule: `FREQ=WEEKLY${interval === 1 ? '' : `;INTERVAL=${interval}`};BYDAY=${days.join(',')}`,
  interval,
  days,
});

function readDays(tokens: Tokens, today: string): Days | null {
  const start = tokens.mark();
  tokens.skip('on');
  if (isDate(tokens, 0)) return { rrule: null, interval: 1, days: [], on: readDate(tokens, today) };
  if (tokens.skip('daily') || tokens.take('every', 'day') || tokens.take('each', 'day'))
    return { rrule: 'FREQ=DAILY', interval: 1, days: [] };
  // Around the clock is every day, where no day is named.
  if (tokens.peek() === '24/7') return { rrule: 'FREQ=DAILY', interval: 1, days: [] };
  const every = tokens.skip('every', 'each');
  if (tokens.skip('weekday', 'weekdays')) return weekly(weekdays.slice(0, 5));
  if (tokens.skip('weekend', 'weekends')) return weekly(weekdays.slice(5));
  const interval = every && tokens.skip('other') ? 2 : 1;
  if (interval === 1) {
    tokens.skip('the');
    if (Object.hasOwn(nths, tokens.peek())) return readNth(tokens);
  }
  if (every && tokens.skip('week')) tokens.skip('on');
  const list = readDayList(tokens);
  if (list.length > 0) return weekly(list, interval);
  if (tokens.mark() > start) return refuse('word', tokens.peek() === '' ? tokens.before() : tokens.peek());
  return null;
}

const dayAt = (tokens: Tokens, ahead = 0): Weekday | null => dayNames.get(tokens.peek(ahead)) ?? null;

function readDayList(tokens: Tokens): Weekday[] {
  const found = new Set<Weekday>();
  while (dayAt(tokens) !== null) {
    const first = dayNames.get(tokens.next()) as Weekday;
    const last = isOneOf(['-', 'to'], tokens.peek()) ? dayAt(tokens, 1) : null;
    if (last === null) found.add(first);
    else {
      tokens.next();
      if (last === first) refuse('word', tokens.peek());
      tokens.next();
      let at = weekdays.indexOf(first);
      for (; weekdays[at % 7] !== last; at += 1) found.add(weekdays[at % 7] as Weekday);
      found.add(last);
    }
    skipAnd(tokens, (ahead) => dayAt(tokens, ahead) !== null && !isDate(tokens, ahead));
  }
  return weekdays.filter((day) => found.has(day));
}

/** Goes past `,`, `and` or both where what follows goes on with the list. */
function skipAnd(tokens: Tokens, goesOn: (ahead: number) => boolean): boolean {
  const ahead = tokens.peek() === ',' && isOneOf(['and', '&'], tokens.peek(1)) ? 2 : 1;
  if (!isOneOf([',', 'and', '&'], tokens.peek()) || !goesOn(ahead)) return false;
  for (let count = 0; count < ahead; count += 1) tokens.next();
  return true;
}

function readNth(tokens: Tokens): Days {
  const isNth = (ahead: number) =>
    Object.hasOwn(nths, tokens.peek(ahead)) ||
    (tokens.peek(ahead) === 'the' && Object.hasOwn(nths, tokens.peek(ahead + 1)));
  const pairs: string[] = [];
  do {
    tokens.skip('the');
    const which: number[] = [];
    do which.push(nths[tokens.next()] as number);
    while (skipAnd(tokens, (ahead) => Object.hasOwn(nths, tokens.peek(ahead))));
    const day = dayAt(tokens) ?? refuse('word', tokens.peek() === '' ? tokens.before() : tokens.peek());
    tokens.next();
    pairs.push(...which.map((nth) => `${nth}${day}`));
  } while (skipAnd(tokens, isNth));
  if (!tokens.skip('of')) return tokens.atEnd() ? lacks('no-month') : refuse('word', tokens.peek());
  if (!tokens.skip('the', 'each', 'every')) return refuse('word', tokens.before());
  if (!tokens.skip('month')) return refuse('word', tokens.peek() === '' ? tokens.before() : tokens.peek());
  return { rrule: `FREQ=MONTHLY;BYDAY=${[...new Set(pairs)].join(',')}`, interval: 1, days: [] };
}

const DAY = /^(\d{1,2})(st|nd|rd|th)?$/;
function isDate(tokens: Tokens, ahead: number): boolean {
  let at = dayAt(tokens, ahead) === null ? ahead : ahead + 1;
  if (!DAY.test(tokens.peek(at))) return false;
  if (tokens.peek(at + 1) === 'of') at += 1;
  return monthNames.has(tokens.peek(at + 1));
}

/** `3 December`, `Thursday 3rd of December 2026`; without a year the next one from today on. */
function readDate(tokens: Tokens, today: string): string {
  const weekday = dayAt(tokens);
  if (weekday !== null) tokens.next();
  const said = tokens.next();
  tokens.skip('of');
  const month = monthNames.get(tokens.next()) ?? 0;
  const year = /^\d{4}$/.test(tokens.peek()) ? Number(tokens.next()) : null;
  const on = (its: number): string | null => {
    try {
      const fields = { year: its, month, day: Number.parseInt(said, 10) };
      return Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString();
    } catch {
      return null;
    }
  };
  const now = Number(today.slice(0, 4));
  const found = year === null ? [on(now), on(now + 1)].find((day) => day !== null && day >= today) : on(year);
  if (found === null || found === undefined) return refuse('day', said);
  if (weekday !== null && weekdays[Temporal.PlainDate.from(found).dayOfWeek - 1] !== weekday)
    return refuse('day', said);
  return found;
}

function readTimes(tokens: Tokens, said: Sentence): Times | null {
  if (tokens.skip('24/7')) return { opens: '00:00', closes: '00:00', overnight: true };
  if (tokens.take('24', 'hours')) {
    if (tokens.skip('a') && !tokens.skip('day')) return refuse('word', 'a');
    return { opens: '00:00', closes: '00:00', overnight: true };
  }
  const part = partsOfDay.get(tokens.peek());
  if (part !== undefined) {
    tokens.next();
    said.parts.push(part);
    return { ...part, overnight: false };
  }
  const from = tokens.skip('from');
  const opens = readClock(tokens);
  if (opens === null) return from ? refuse('word', 'from') : null;
  if (!tokens.skip('-', 'to', 'until', 'till'))
    return tokens.atEnd() ? lacks('no-end') : refuse('word', tokens.peek());
  const closes = readClock(tokens);
  if (closes === null) return tokens.atEnd() ? lacks('no-end') : refuse('word', tokens.peek());
  const times = between(opens, closes);
  if (tokens.take('the', 'next', 'day') || tokens.take('next', 'day'))
    if (!times.overnight) return refuse('word', 'next');
  return times;
}

const CLOCK = /^(\d{1,2})(?:[:.](\d{2}))?$/;
function readClock(tokens: Tokens): Clock | null {
  const fixed = (said: string, hour: number): Clock => ({ said, hour, minute: 0, half: null, sure: true });
  if (tokens.skip('noon', 'midday') || tokens.take('12', 'noon')) return fixed('noon', 12);
  if (tokens.skip('midnight') || tokens.take('12', 'midnight')) return fixed('midnight', 0);
  const said = tokens.peek();
  const read = CLOCK.exec(said);
  if (read === null) return null;
  tokens.next();
  const half = tokens.peek() === 'am' ? 'am' : tokens.peek() === 'pm' ? 'pm' : null;
  if (half !== null) tokens.next();
  const [hour, minute] = [Number(read[1]), Number(read[2] ?? 0)];
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return refuse('word', said);
  if (half !== null && (hour < 1 || hour > 12)) return refuse('word', said);
  // 13 and more, and what begins with a 0, is said by the clock of 24 hours.
  return {
    said,
    hour: hour === 24 ? 0 : hour,
    minute,
    half,
    sure: half === null && (hour > 12 || said.startsWith('0')),
  };
}

const minutes = (hour: number, minute: number): number => hour * 60 + minute;
const inHalf = ({ hour, minute }: Clock, half: 'am' | 'pm'): number =>
  minutes((hour % 12) + (half === 'pm' ? 12 : 0), minute);

function between(opens: Clock, closes: Clock): Times {
  const certain = (one: Clock): number | null =>
    one.half !== null ? inHalf(one, one.half) : one.sure ? minutes(one.hour, one.minute) : null;
  let [from, to] = [certain(opens), certain(closes)];
  if (from === null && to === null) {
    // Nobody means 2 in the morning by `2-4`; what may be meant twice is asked again.
    from = minutes(opens.hour, opens.minute);
    to = minutes(closes.hour, closes.minute);
    if (from < minutes(7, 0) || to <= from) return refuse('half', opens.said);
  } else if (from === null && to !== null) {
    if (closes.half === null && closes.said !== 'noon' && closes.said !== 'midnight')
      from = minutes(opens.hour, opens.minute);
    else {
      // `2-4pm` is in one half of the day, `9-5pm` in both.
      const end = to === 0 ? minutes(24, 0) : to;
      const halves = closes.half === 'am' ? (['am'] as const) : (['pm', 'am'] as const);
      const fits = halves.map((half) => inHalf(opens, half)).find((start) => start < end);
      if (fits === undefined) return refuse('half', opens.said);
      from = fits;
    }
  } else if (to === null) {
    if (opens.half !== null || !/^\d/.test(opens.said)) return refuse('half', closes.said);
    to = minutes(closes.hour, closes.minute);
    if (from === null || to <= from) return refuse('half', closes.said);
  }
  const say = (at: number): string =>
    `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  return { opens: say(from ?? 0), closes: say(to ?? 0), overnight: (to ?? 0) <= (from ?? 0) };
}
