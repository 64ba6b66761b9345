/** The Lock button of every desk page. A locked tab shows nothing, also when Back brings the page from the browser's memory. */
import { pageData } from '#kit/device/page-data.ts';
import { type DeskPageData, showLocked } from './open-desk.ts';
import { lock } from './tab-keys.ts';

document.querySelector('[data-lock]')?.addEventListener('click', () => {
  showLocked();
  void lock(pageData<DeskPageData>().area);
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) showLocked();
});
