import { endServiceWorker } from '#kit/device/keep-this-page.ts';
import { forgetMember } from './member-store.ts';

/** Shows the press that ends the membership on this device, and does it. `then`: what the page does afterwards. */
export function offerForgetting(area: string, said: string, then: () => void): void {
  const offer = document.getElementById('forget');
  if (!(offer instanceof HTMLDetailsElement)) return;
  offer.hidden = false;
  document.getElementById('forget-press')?.addEventListener('click', () => {
    void Promise.all([forgetMember(area), endServiceWorker()]).then(() => {
      const told = document.getElementById('forgotten');
      if (told) told.textContent = said;
      then();
    });
  });
}
