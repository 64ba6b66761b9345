/** Romanian. Not yet read by a person who speaks it from home: every page says so. */
import { aroundRo as around } from './around.ro.ts';
import type { GuideWords } from './words.ts';

export const ro: GuideWords = {
  layout: {
    skip: 'Sari la pagină',
    leave: 'Ieși',
    leaveSaid: 'Ieși acum de pe acest site',
    danger: {
      before: 'Ești în pericol acum? Sună la',
      number: '999',
      after: 'Nu poți vorbi? Rămâi pe linie, apoi apasă 55.',
      more: 'Alte căi',
      heading: 'În pericol acum',
      ways: [
        'Sună la 999 sau 112: poliție, ambulanță, pompieri. Gratuit, zi și noapte.',
        'Ești pe mobil și nu poți vorbi? Sună la 999, rămâi pe linie și apasă 55 când ți se cere. Asta nu le spune singură unde ești.',
        'Nu poți auzi sau vorbi la telefon? Poți scrie la 999, dar numai de pe un telefon înscris: trimite azi mesajul REGISTER la 999. Fă-o din nou dacă schimbi numărul.',
      ],
    },
    about: 'Cine ține acest site',
    history: 'Ascunde că ai fost aici',
    unread: 'Traducere necitită încă de un om.',
    languages: 'Citește în',
  },
  home: {
    title: 'Waymark',
    heading: 'De ce ai nevoie?',
    doors: {
      happened: ['S-a întâmplat ceva', 'Spune-ne. Fără nume, fără cont.'],
      check: ['Verifică pe cineva', 'Înainte să vă întâlniți.'],
      out: ['Spune cuiva că ai ieșit', 'Ca să-ți simtă lipsa.'],
      help: ['Găsește ajutor', 'Acum sau într-o urgență.'],
      rights: ['Drepturile mele', 'Ce spune legea și ce nu.'],
      leaving: ['Las munca asta', 'Când vrei tu.'],
    },
    back: 'Ne-ai mai scris?',
    backLink: 'Întoarce-te cu codul tău',
    town: 'Ai văzut ceva pe stradă, ca ace sau un felinar stins?',
    townLink: 'Ce să faci',
    guide: 'Lege, sănătate, bani, acte:',
    guideLink: 'toate paginile',
  },
  history: {
    title: 'Waymark · pagină',
    heading: 'Ascunde că ai fost aici',
    lead: '„Ieși” deschide imediat alt site. Nu poate șterge ce a notat deja browserul.',
    blocks: [
      [
        'Apasă „Ieși” sau tasta Shift de trei ori.',
        'Apoi deschide istoricul browserului și șterge paginile numite „Waymark”.',
        'Data viitoare folosește o fereastră privată: uită tot când o închizi.',
        'Dacă altcineva se uită la telefonul tău, folosește altul, dacă poți.',
      ],
      {
        care: 'Un istoric gol poate părea ciudat celui care îl verifică. Șterge pagini una câte una, nu totul.',
      },
    ],
  },
  around,
  about: {
    title: 'Waymark · despre',
    heading: 'Cine ține acest site și cine poate citi ce',
    lead: (area) => `Waymark pentru ${area} este un program liber, ținut de un parteneriat local.`,
    desks: 'Birouri',
    runBy: (organisation) => `Ținut de: ${organisation}`,
    reads: 'Citește și răspunde:',
    noneOpen: 'Niciun birou nu este încă deschis: nimeni nu primește aici mesaje.',
    who: 'Cine poate citi ce scrii',
    whoBlocks: [
      'Cu JavaScript, ce scrii despre o persoană se încuie pe telefonul tău pentru biroul ales. Serverul păstrează copia încuiată și nu o poate deschide.',
      'Nu păstrăm adrese, nume de browser sau ora la care faci ceva aici; nu punem cookie-uri.',
      'O instanță poate cere unui birou să arate ce poate citi.',
    ],
    limits: 'Când un birou trebuie să acționeze fără să te întrebe',
    limitsSaid: 'Sunt trei situații. Ți le spunem înainte să scrii.',
    limitsBlocks: ['un copil poate fi în pericol', 'viața cuiva poate fi în pericol', 'o cere o instanță'],
    cannot: 'De ce nu te putem apăra',
    cannotBlocks: [
      'lista de pagini pe care o ține browserul tău',
      'cineva care îți controlează telefonul sau se uită la el mai târziu',
      'un server luat cu totul de altcineva, care îți trimite o pagină falsă',
      'cineva care urmărește în același timp rețeaua și serverul; adresa onion împiedică asta, acolo unde există',
    ],
    contest: 'Contestă o avertizare sau întreabă ce păstrăm despre tine',
    numbers: 'Ce au făcut birourile și cum vezi că nimeni nu a schimbat ceva mai târziu',
    files: 'Fișierele care rulează în browserul tău',
    filesSaid: 'Oricine le poate construi din nou din sursele publicate și le poate compara.',
  },
  errors: {
    403: [
      'Asta nu este deschis pentru tine',
      'Dacă ai un cod sau un card, întoarce-te și folosește-l acolo.',
    ],
    404: ['Nu există o astfel de pagină', 'Poate legătura este veche. Totul începe de la prima pagină.'],
    405: ['Asta nu se poate face aici', 'Întoarce-te și încearcă din nou de pe pagină.'],
    413: [
      'Este prea mult deodată',
      'Trimite mai puține poze sau mai mici. Întoarce-te: ce ai scris este tot acolo.',
    ],
    415: ['Nu am putut citi asta', 'Întoarce-te și trimite formularul de pe acest site.'],
    422: ['Nu am putut citi asta', 'Întoarce-te și uită-te la ce ai scris; este tot acolo.'],
    429: ['Scriu mulți oameni deodată', 'Păstrează pagina și încearcă din nou peste un minut.'],
    500: ['Ceva s-a stricat la noi', 'Întoarce-te și încearcă din nou. Ce ai scris este tot acolo.'],
    503: [
      'Nu putem păstra nimic acum',
      'Păstrează pagina și încearcă din nou. Dacă este urgent, sună la 999.',
    ],
  },
  errorHome: 'Mergi la prima pagină',
};
