/** What a page keeps in its tab under a name that begins so, Leave takes away, from whatever page it is pressed on. */
export const GOES_WITH_LEAVE = 'waymark.goes.';

/** Reading the property itself throws where storage is switched off; then nothing was kept either. */
export function takeAway(): void {
  try {
    for (const name of Object.keys(sessionStorage))
      if (name.startsWith(GOES_WITH_LEAVE)) sessionStorage.removeItem(name);
  } catch {
    // Nothing to take.
  }
}
