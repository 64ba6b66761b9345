import { get } from '#kit/device/get.ts';
import { pageData } from '#kit/device/page-data.ts';

/** Not in every browser: https://wicg.github.io/manifest-incubations/#beforeinstallpromptevent-interface */
type Offered = Event & { prompt(): Promise<unknown> };

const { placed } = pageData<{ placed: string }>();
const place = get<HTMLButtonElement>('place');
let offered: Offered | null = null;

addEventListener('beforeinstallprompt', (event) => {
  // The browser's own banner would come unasked.
  event.preventDefault();
  offered = event as Offered;
  place.hidden = false;
});
place.addEventListener('click', () => {
  place.hidden = true;
  void offered?.prompt();
  offered = null;
});
addEventListener('appinstalled', () => {
  get('placed').textContent = placed;
});
