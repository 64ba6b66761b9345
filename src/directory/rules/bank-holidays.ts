/**
 * Bank holidays of England and Wales (Banking and Financial Dealings Act 1971, Schedule 1, and the days in lieu that are
 * proclaimed each year; published at gov.uk/bank-holidays). 2029 and 2030 follow from the Act and may still gain a day by
 * proclamation. After the last year nothing is taken for a holiday.
 */
const days = `
2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26
2029-01-01 2029-03-30 2029-04-02 2029-05-07 2029-05-28 2029-08-27 2029-12-25 2029-12-26
2030-01-01 2030-04-19 2030-04-22 2030-05-06 2030-05-27 2030-08-26 2030-12-25 2030-12-26`;

export const bankHolidays: ReadonlySet<string> = new Set(days.trim().split(/\s+/));
/** The last year that the table knows. */
export const knownUntil = 2030;
/** @param day ISO date */
export const isBankHoliday = (day: string): boolean => bankHolidays.has(day);
