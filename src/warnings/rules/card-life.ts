const day = (date: Date): string => date.toISOString().slice(0, 10);

/** ISO date of the Monday of that day's week. */
export function monday(of: string): string {
  const date = new Date(`${of}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return day(date);
}

/** The last ISO date on which a printed card can be taken up: 30 days after it was made. */
export function paperDies(minted: string): string {
  const date = new Date(`${minted}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 30);
  return day(date);
}

/**
 * The last ISO date on which a card lives that took tokens today: the end of the same month a year on. The month is all
 * that is kept of when a card was last used.
 */
export function cardDies(today: string): string {
  const date = new Date(`${today}T00:00:00Z`);
  return day(new Date(Date.UTC(date.getUTCFullYear() + 1, date.getUTCMonth() + 1, 0)));
}
