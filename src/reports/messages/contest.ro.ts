/** Romanian. Not yet read by a person who speaks it from home: every page says so. */
import type { ContestWords } from './contest.en.ts';

export const contestRo: ContestWords = {
  title: 'Waymark · contestă',
  heading: 'Contestă o avertizare sau întreabă ce păstrăm despre tine',
  lead: 'Oricine poate folosi această pagină. Poți sări peste orice.',
  same: 'Această pagină nu se uită niciodată dacă există o avertizare. Toți primesc aceleași cuvinte și așteaptă la fel.',
  who: 'Citește un birou al altei organizații decât cea care scrie avertizările. Se uită, hotărăște și îți răspunde cu codul pe care îl primești la sfârșit.',
  rights:
    'Legea îți dă drepturi asupra a ceea ce se păstrează despre tine: să vezi, să fie corectat, să te opui, să fie șters. Biroul răspunde în cel mult o lună. Poate fi nevoit să nu arate ceva, ca altcineva să fie în siguranță. (UK GDPR, articolele 12–21. Un avocat nu a citit încă aceste cuvinte.)',
  reporter: 'Nu spunem niciodată cine ne-a spus ceva. Te rugăm să nu încerci să afli.',
  desk: 'Cine să citească?',
  wantsLegend: 'Ce ai vrea?',
  wantsHint: 'Alege tot ce se potrivește.',
  wants: {
    wrong: 'O avertizare despre mine este greșită sau este vorba de altcineva',
    see: 'Spuneți-mi ce păstrați despre mine',
    correct: 'Corectați',
    delete: 'Ștergeți',
    object: 'Mă opun să păstrați sau să folosiți',
  },
  details: 'Ce să căutăm',
  detailsHint:
    'Un număr de telefon, un e-mail, un nume de pe un site sau un număr de mașină al tău. Fără așa ceva biroul nu poate căuta. Ajunge numai la birou.',
  story: 'Cu cuvintele tale',
  storyHint: 'Ce este greșit și ce ar fi corect?',
  contact: 'Cum te găsim, dacă nu vrei să folosești codul',
  contactHint: 'Nu trebuie.',
  send: 'Încuie și trimite',
  nothingSaid: 'Spune-ne măcar un lucru: bifează ce ai vrea sau scrie câteva cuvinte.',
  already: {
    heading: 'Pe aceasta o avem deja',
    told: 'A fost păstrată mai devreme și rămâne așa cum era. Ce ai schimbat de atunci nu s-a adăugat: folosește codul ca să adaugi ceva.',
  },
  closed: {
    heading: 'Încă nu poate citi nimeni',
    told: 'O contestație este citită de un birou al altei organizații decât cea care scrie avertizările. Aici nu este încă deschis un astfel de birou, așa că nu o primim. Nu e vina ta. Te rugăm să revii mai târziu.',
  },
};
