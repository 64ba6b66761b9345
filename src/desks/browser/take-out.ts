/** What is given outside, on paper or as a locked file: exactly the words that stand on the screen, and who gave them on which day. */
import { dayShown } from '#kit/languages/languages.ts';
import { generatePassphrase, lockWithPassphrase } from '#sealed/passphrase-file.ts';
import { utf8 } from '#sealed/wire.ts';
import { loadWords } from '#sealed/words.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import { make, press, written } from './elements.ts';

export type TakenOut = {
  toName: string;
  text: string;
  /** ISO date. */
  today: string;
  desk: string;
  /** Names the file: no word of what is in it. */
  id: string;
};

/** Stands in the page while the browser prints, alone on the paper. */
function printAlone({ toName, text, today, desk }: TakenOut): void {
  const sheet = make(
    'section',
    make('h2', words.takeOut.heading(toName)),
    make('p', words.takeOut.from(desk, dayShown(today, 'en'))),
    written(text),
    make('p', words.takeOut.consent),
  );
  sheet.className = 'paper-alone';
  document.querySelector('main')?.append(sheet);
  addEventListener('afterprint', () => sheet.remove(), { once: true });
  print();
}

async function saveLocked({ toName, text, today, desk, id }: TakenOut, said: HTMLElement): Promise<void> {
  said.textContent = words.takeOut.locking;
  const phrase = generatePassphrase(
    (length) => crypto.getRandomValues(new Uint8Array(length)),
    await loadWords(),
  );
  const whole = [
    words.takeOut.heading(toName),
    words.takeOut.from(desk, dayShown(today, 'en')),
    text,
    words.takeOut.consent,
  ].join('\n\n');
  const file = await lockWithPassphrase(utf8(whole), phrase);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file], { type: 'application/octet-stream' }));
  link.download = `${id.slice(0, 8)}.age`;
  link.click();
  URL.revokeObjectURL(link.href);
  const shown = make('b', phrase);
  shown.translate = false;
  said.replaceChildren(`${words.takeOut.locked} `, shown);
}

/** The two presses. Nothing is written down by them, so that she can still take it back. */
export function takeOut(out: TakenOut): HTMLElement {
  const said = make('p');
  said.setAttribute('role', 'status');
  return make(
    'div',
    press(words.takeOut.print, 'govuk-button govuk-button--secondary', () => printAlone(out)),
    ' ',
    press(words.takeOut.save, 'govuk-button govuk-button--secondary', () => {
      void saveLocked(out, said).catch(() => {
        said.textContent = words.takeOut.failed;
      });
    }),
    said,
  );
}
