/** Shows parts of a page one after another, and takes a newcomer through writing down and typing back ten words. */
import { isPhrase, makePhrase } from './new-worker.ts';

/** Shows one part of the page, hides the others, and moves the focus there. */
export function showPart(name: string): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-part]'))
    part.hidden = part.dataset['part'] !== name;
  document.querySelector<HTMLElement>(`[data-part="${name}"]`)?.focus();
}

/** A line that says what is happening or what went wrong; null takes it away. */
export function say(id: 'working' | 'problem', text: string | null): void {
  const line = document.getElementById(id);
  if (!line) return;
  line.textContent = text ?? '';
  line.hidden = text === null;
}

/** Resolves with the phrase once it was typed back. */
export async function askForPhrase(): Promise<string> {
  const phrase = await makePhrase();
  const list = document.getElementById('phrase-shown');
  list?.replaceChildren(
    ...phrase.split(' ').map((word) => {
      const item = document.createElement('li');
      item.textContent = word;
      return item;
    }),
  );
  showPart('phrase');
  document.getElementById('phrase-written')?.addEventListener('click', () => showPart('phrase-back'));
  document.getElementById('phrase-again')?.addEventListener('click', () => showPart('phrase'));
  const typed = document.querySelector<HTMLTextAreaElement>('#phrase-typed');
  const wrong = document.getElementById('phrase-wrong');
  const form = document.getElementById('phrase-form');
  form?.addEventListener('submit', (event) => event.preventDefault());
  for (;;) {
    await new Promise<void>((done) => {
      form?.addEventListener('submit', () => done(), { once: true });
    });
    const same = await isPhrase(typed?.value ?? '', phrase);
    if (wrong) wrong.hidden = same;
    if (same) break;
    typed?.focus();
  }
  // Nobody who sits down here next finds them on the screen.
  list?.replaceChildren();
  if (typed) typed.value = '';
  return phrase;
}
