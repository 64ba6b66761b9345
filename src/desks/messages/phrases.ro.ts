import type { Phrases } from './phrases.en.ts';

/** Not read by a person yet (`phrases.ts`). */
export const phrasesRo: Phrases = {
  thanks: 'Îți mulțumim că ne-ai spus. Nu ai făcut nimic rău.',
  safe: 'Ești în siguranță acum? Dacă nu, sună la 999. Dacă nu poți vorbi, rămâi pe linie și apasă 55.',
  talk: 'Vrei să vorbești cu cineva? Putem aranja fără numele tău.',
  read: 'Am citit tot ce ai scris. Tu hotărăști ce se întâmplă mai departe.',
  wait: 'Avem nevoie de puțin mai mult timp. Îți scriem din nou aici.',
  more: 'Ne poți spune mai mult? Lasă deoparte ce nu vrei să spui.',
  language: 'Scrie în limba care îți place cel mai mult.',
  interpreter:
    'Nu vorbim bine limba ta. Poate un interpret să citească ce ai scris? Îți spunem aici cine este. Poți spune nu.',
  closed: 'Închidem acum. Ne poți scrie din nou aici, cu codul tău.',
};
