/** Where the time comes from; always an argument, so that a test can say what day it is. */
export type Clock = {
  now(): Date;
  /** The ISO date in Europe/London, e.g. `2026-03-29`: the finest time kept of an anonymous act. */
  today(): string;
};

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The ISO date that a wall calendar in London shows at this instant. */
export function londonDay(instant: Date): string {
  const part = Object.fromEntries(london.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']}`;
}

/** A calendar day later (or earlier) by whole days, whatever the clocks do in between. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export const systemClock: Clock = {
  now: () => new Date(),
  today: () => londonDay(new Date()),
};

/** A clock for tests, which stands still until it is moved. */
export function standingClock(start: string): Clock & { advance(milliseconds: number): void } {
  let at = Date.parse(start);
  if (Number.isNaN(at)) throw new TypeError('a standing clock starts at an ISO instant');
  return {
    now: () => new Date(at),
    today: () => londonDay(new Date(at)),
    advance(milliseconds) {
      at += milliseconds;
    },
  };
}
