/**
 * The Lock button of every desk page, and the lock that nobody has to press. A locked tab shows nothing, also when Back
 * brings the page from the browser's memory.
 */
import { pageData } from '#kit/device/page-data.ts';
import { IDLE_MINUTES } from '../rules/session-idle.ts';
import { type DeskPageData, deskFetch, showLocked } from './open-desk.ts';
import { forgetKeys, lock } from './tab-keys.ts';

const MINUTE = 60_000;
/** Whoever writes a long answer asks the server for nothing meanwhile: so often it is told that somebody is there. */
const TELL_EVERY = 5 * MINUTE;

const button = document.querySelector('[data-lock]');
button?.addEventListener('click', () => {
  showLocked();
  void lock(pageData<DeskPageData>().area);
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) showLocked();
});

let touched = Date.now();
let told = touched;

/** The session itself ends on the server: another tab of this worker may still be in use. */
function look(): void {
  const now = Date.now();
  if (now - touched >= IDLE_MINUTES * MINUTE) {
    forgetKeys();
    showLocked();
  } else if (touched > told && now - told >= TELL_EVERY) {
    told = now;
    void deskFetch('me').catch(() => undefined);
  }
}

if (button) {
  for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])
    addEventListener(
      kind,
      () => {
        // After a laptop was closed the clock has gone on, whatever the first touch is.
        look();
        touched = Date.now();
      },
      { passive: true, capture: true },
    );
  document.addEventListener('visibilitychange', look);
  setInterval(look, MINUTE / 2);
}
