/** Leave, with JavaScript: hides the page at once and replaces this place in the history. Shift three times does the same. */
import { takeAway } from '../device/goes-with-leave.ts';
import { forgetPages } from '../device/forget-pages.ts';

const link = document.querySelector<HTMLAnchorElement>('a[data-leave]');

function leave(): void {
  document.documentElement.hidden = true;
  // A page that holds something opened locks it now.
  dispatchEvent(new Event('waymark-leave'));
  takeAway();
  forgetPages();
  if (link) location.replace(link.href);
}

link?.addEventListener('click', (event) => {
  event.preventDefault();
  leave();
});

const WITHIN = 1_500;
let presses: number[] = [];
addEventListener('keyup', ({ key, timeStamp }) => {
  // Another key in between is typing, not a wish to leave.
  presses = key === 'Shift' ? [...presses.filter((at) => timeStamp - at < WITHIN), timeStamp] : [];
  if (presses.length >= 3) leave();
});
