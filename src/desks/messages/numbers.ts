/** Words of `/numbers`, in every language that they are written in. */
const en = {
  title: 'Waymark · numbers',
  heading: 'What desks did, sealed by the day',
  lead: 'Each time a desk opens, answers, passes on or destroys what somebody sent, a line is added to the list of that conversation. It is made so that a line that is taken out or changed later shows to whoever kept the number of that day.',
  how: 'How this works',
  points: [
    'The lines are locked. Only the person who wrote and the desk can read them. You can read yours when you come back with your code.',
    'Every night we add up all the lists into one long number and sign it. It stands here. It says nothing about anyone.',
    'If somebody changed an old line, the number of that day would not come out the same again.',
  ],
  check: 'How to check',
  checks: [
    'Keep a copy of this page, or write down the number of a day. If it is ever another one here, somebody changed the past. Tell a desk of another organisation.',
    'For people who write programs: this file holds the signed numbers. Each is an Ed25519 signature (DSSE) by the key below, over an RFC 6962 Merkle root of the last line of every list, in the order of their bytes.',
  ],
  file: 'The signed numbers as a file',
  key: 'Key that signs',
  days: 'The last 30 days',
  day: 'Day',
  lists: 'Lists',
  number: 'Number of the day',
  none: 'There is no number yet. The first one comes in the night after the first day.',
  wrong:
    'One of these numbers does not carry our signature. Do not trust this page; tell a desk of another organisation.',
};

type NumbersWords = typeof en;

const ro: NumbersWords = {
  title: 'Waymark · numere',
  heading: 'Ce au făcut birourile, sigilat în fiecare zi',
  lead: 'De fiecare dată când un birou deschide, răspunde, dă mai departe sau distruge ce a trimis cineva, se adaugă un rând în lista acelei conversații. Este făcută astfel încât un rând scos sau schimbat mai târziu se vede de către cine a păstrat numărul acelei zile.',
  how: 'Cum funcționează',
  points: [
    'Rândurile sunt încuiate. Doar persoana care a scris și biroul le pot citi. Pe ale tale le poți citi când revii cu codul tău.',
    'În fiecare noapte adunăm toate listele într-un singur număr lung și îl semnăm. Numărul stă aici. Nu spune nimic despre nimeni.',
    'Dacă cineva ar schimba un rând vechi, numărul acelei zile nu ar mai ieși la fel.',
  ],
  check: 'Cum verifici',
  checks: [
    'Păstrează o copie a acestei pagini sau notează numărul unei zile. Dacă aici apare vreodată altul, cineva a schimbat trecutul. Spune unui birou al altei organizații.',
    'Pentru cei care scriu programe: acest fișier conține numerele semnate. Fiecare este o semnătură Ed25519 (DSSE) făcută cu cheia de mai jos, peste rădăcina Merkle (RFC 6962) a ultimului rând din fiecare listă, în ordinea octeților.',
  ],
  file: 'Numerele semnate, ca fișier',
  key: 'Cheia care semnează',
  days: 'Ultimele 30 de zile',
  day: 'Ziua',
  lists: 'Liste',
  number: 'Numărul zilei',
  none: 'Nu există încă niciun număr. Primul vine în noaptea de după prima zi.',
  wrong:
    'Unul dintre aceste numere nu poartă semnătura noastră. Nu te încrede în această pagină; spune unui birou al altei organizații.',
};

/** `spoken` is the language that the words are really in. */
export const numbersWords = (language: string): { words: NumbersWords; spoken: string } =>
  language === 'ro' ? { words: ro, spoken: 'ro' } : { words: en, spoken: 'en' };
