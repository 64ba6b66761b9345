/** When a desk is read, as the area pack says it for machines: days of the week (1 is Monday) and wall time, `09:00`. */
export type ReadingTimes = readonly { days: readonly number[]; from: string; to: string }[];

/**
 * Whether somebody reads at this moment. Where the pack does not say, nobody is promised: whoever is in danger is
 * shown the emergency numbers once too often rather than once too few.
 * @param weekday 1 is Monday @param time `14:05`, wall time of the area
 */
export const deskReadsNow = (times: ReadingTimes | undefined, weekday: number, time: string): boolean =>
  times?.some(({ days, from, to }) => days.includes(weekday) && from <= time && time < to) ?? false;
