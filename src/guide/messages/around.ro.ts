/** Ce stă în jurul paginilor ghidului. Not yet read by a person who speaks it from home. */
import type { AroundWords } from './words.ts';

export const aroundRo: AroundWords = {
  title: 'Waymark · ghid',
  heading: 'Bine de știut',
  lead: 'Pagini scurte. Fiecare spune de unde știm și cât de veche este.',
  groups: {
    safety: 'Siguranța ta',
    law: 'Ce spune legea',
    orders: 'Notificări și ordine',
    harm: 'Dacă cineva îți face rău sau te silește',
    health: 'Sănătate',
    online: 'Pe internet',
    money: 'Bani și acte',
    leaving: 'Dacă pleci',
    town: 'Orașul',
  },
  tools: {
    notice: ['Numără zilele unei notificări', 'Ultima zi pentru contestație și cine te ajută.'],
    nhs: ['Este gratuită îngrijirea asta?', 'Gratuită pentru toți, poate costa sau întreabă întâi.'],
    evidence: ['O listă cu ce s-a întâmplat', 'Rămâne pe acest telefon. O poți tipări.'],
  },
  all: 'Toate paginile',
  previous: 'Înainte:',
  next: 'Urmează:',
  pages: 'Alte pagini',
  notAdvice: 'Sunt informații generale, nu sfat juridic.',
  where: 'Anglia și Țara Galilor.',
  asAt: (day) => `La data de ${day}.`,
  facts: {
    heading: 'Despre această pagină',
    law: 'Legea',
    inForce: 'În vigoare',
    force: {
      yes: 'Da',
      partly: 'În parte. Unele lucruri nu au început sau nimeni de aici nu a verificat dacă au început',
      no: 'Nu',
      'not known': 'Nimeni de aici nu a verificat',
    },
    asAt: 'Adevărat la data de',
    reviewer: 'Citit și semnat de',
    nobody: 'Nimeni încă',
    nobodyLawyer: 'Nimeni încă: trebuie să citească un avocat',
    nextCheck: 'Va fi verificat din nou până la',
    sources: 'De unde știm',
    memory: 'Din memorie, încă neverificat',
  },
  corrects: 'Ce se spune adesea greșit',
  due: (day) =>
    `Pagina trebuia verificată până la ${day}. Poate nu mai este adevărată. Întreabă înainte să te bazezi pe ea.`,
  hidden: {
    heading: 'Nu arătăm acum această pagină',
    told: (day) =>
      `Trebuia verificată până la ${day} și nimeni nu a făcut-o. Un sfat vechi poate face rău, de aceea am luat-o de aici. Întreabă un birou.`,
    held: 'Cineva o verifică acum. Întreabă un birou.',
  },
  notTranslated: 'Această pagină nu este încă în română. O arătăm în engleză, ca să nu aștepți.',
  oldTranslation: 'Pagina în engleză s-a schimbat și traducerea nu. De aceea o arătăm în engleză.',
  unrung:
    'Unele linii de ajutor stau aici fără număr. Arătăm un număr numai după ce l-a sunat un om de aici.',
  print:
    'Poți tipări pagina. Browserul poate tipări adresa pe margine; în fereastra de tipărire poți opri asta.',
};
