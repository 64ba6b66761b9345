/** Days of grace after destroying: hidden on one day, gone in the night that begins the fourth day after. Never under 72 hours. */
const GRACE = 4;
/** Silence for so long means that a draft is not published. */
const TO_ANSWER = 7;
const DAY = 86_400_000;

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);

/** The ISO date on which what was hidden on `hiddenDay` is gone. */
export const goneDay = (hiddenDay: string): string => addDays(hiddenDay, GRACE);
/** Records hidden on this ISO date or before are due. */
export const dueDay = (today: string): string => addDays(today, -GRACE);
/** The last ISO date on which a draft of `day` may be answered. */
export const answerBy = (day: string): string => addDays(day, TO_ANSWER);

/** Whether the desk has let her wait longer than it promised. `within`: days. */
export const isLate = (
  record: { waitingOn: string; waitingSince: string; hiddenDay: string | null },
  within: number,
  today: string,
): boolean =>
  record.waitingOn === 'desk' &&
  record.hiddenDay === null &&
  daysBetween(record.waitingSince, today) > within;
