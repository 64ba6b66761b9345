/**
 * "This district": asks the phone where it is once it is pressed, finds the nearest name of the list on the device, and
 * writes that name into the field. The position itself is neither kept nor sent.
 */
import { distance } from '../rules/near.ts';

/** Kilometres beyond which no name of the list is "here". */
const FAR = 15;

const box = document.querySelector<HTMLElement>('[data-near-here]');
const field = document.querySelector<HTMLInputElement>('input[name=near]');
const said = box?.querySelector<HTMLElement>('[role=status]');
if (box && field && said && 'geolocation' in navigator) {
  const names = [...document.querySelectorAll<HTMLOptionElement>('#districts option')].map((option) => {
    const [latitude = 0, longitude = 0] = (option.dataset['at'] ?? '').split(',').map(Number);
    return { name: option.value, latitude, longitude };
  });
  const tell = (text: string | undefined): void => {
    said.textContent = text ?? '';
  };
  box.hidden = names.length === 0;
  box.querySelector('button')?.addEventListener('click', () => {
    tell('');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const [nearest] = names
          .map(({ name, ...spot }) => ({ name, away: distance(coords, spot) }))
          .toSorted((a, b) => a.away - b.away);
        if (nearest === undefined || nearest.away > FAR) tell(said.dataset['far']);
        else field.value = nearest.name;
        field.focus();
      },
      () => {
        tell(said.dataset['failed']);
        field.focus();
      },
      { enableHighAccuracy: false, maximumAge: 600_000, timeout: 20_000 },
    );
  });
}
