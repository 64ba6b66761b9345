export const IDLE_MINUTES = 30;
export const SETUP_LINK_MINUTES = 60;
export const CHALLENGE_MINUTES = 5;

/** True when nothing was done in this session for half an hour: its half of the tab's key is then gone for good. */
export function sessionIsIdle(lastSeen: Date, now: Date): boolean {
  return now.getTime() - lastSeen.getTime() >= IDLE_MINUTES * 60_000;
}

export const minutesAfter = (now: Date, minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
