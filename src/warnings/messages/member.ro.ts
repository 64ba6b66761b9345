import type { MemberWords } from './member.en.ts';

export const ro: MemberWords = {
  needsJavaScript:
    'Această pagină are nevoie de JavaScript. Cardul tău și ceea ce cauți sunt prelucrate în browserul tău, ca noi să nu le vedem niciodată. Pornește JavaScript pentru acest site sau roagă un lucrător de teren să caute împreună cu tine.',
  outreach: 'Cine se ocupă de asta și cum îi găsești',
  forget: {
    summary: 'Șterge cardul de pe acest telefon',
    told: 'Cheia și căutările păstrate dispar din acest browser. Nimeni nu află. Ca să folosești din nou un card aici, cere unul nou: este gratuit.',
    press: 'Uită cardul de pe acest telefon',
    done: 'Cardul nu mai este în acest browser.',
  },
  pin: {
    heading: 'PIN',
    label: 'PIN-ul tău',
    open: 'Deschide',
    wrong: 'Acest PIN nu o deschide.',
    working: 'O clipă.',
    forgotten: 'Nu îl știu',
    forgottenTold:
      'Nimeni nu îl poate afla. Poți șterge din acest browser ce este în spatele lui. Nu se mai poate aduce înapoi.',
    remove: 'Șterge',
  },
  notes: {
    heading: 'Notițe',
    label: 'Scrie o notiță',
    keep: 'Păstrează',
    none: 'Încă nu este nimic aici.',
  },
  lock: {
    title: 'Waymark · PIN',
    heading: 'Încuie cu un PIN',
    lead: 'Cardul tău și avertismentele pe care le-ai citit sunt atunci încuiate pe acest telefon. Scrii PIN-ul când revii după Ieși, după zece minute de pauză sau într-o altă filă.',
    honest:
      'Cineva care are acest telefon și timp poate încerca un PIN scurt: patru cifre în câteva ore, opt cifre sau o propoziție în ani. Un PIN nu ascunde că acest site a fost deschis.',
    forgotten:
      'Nimeni nu îți poate spune un PIN pe care l-ai uitat. Atunci ai nevoie de un card nou. Este gratuit.',
    noCard: 'Pe acest telefon nu este niciun card, deci nu este nimic de încuiat.',
    pin: 'PIN',
    pinHint: 'Cifre sau cuvinte. Cel puțin patru.',
    again: 'Același PIN încă o dată',
    second: {
      summary: 'Un al doilea PIN, dacă cineva te-ar putea obliga să deschizi',
      told: 'Deschide o pagină de notițe în locul cardului tău. Poți scrie acolo notițe, ca să pară folosită.',
      limits:
        'Înșală pe cineva care se uită la ecran, nu pe cineva care cercetează telefonul. Schimbarea PIN-ului golește notițele.',
      label: 'Al doilea PIN (poți sări peste)',
    },
    set: 'Încuie cu acest PIN',
    has: {
      heading: 'Acum este un PIN',
      now: 'Încuie acum',
      away: 'Scoate PIN-ul',
    },
    errors: {
      short: 'Un PIN are cel puțin patru cifre sau litere.',
      differs: 'A doua oară nu a fost același. Scrie-l din nou.',
      same: 'Al doilea PIN trebuie să fie altul.',
      failed: 'Acest browser nu ne-a lăsat să încuiem. Nimic nu s-a schimbat.',
    },
    done: {
      set: 'Este încuiat. De acum înainte scrii PIN-ul.',
      away: 'PIN-ul nu mai este. Cardul tău se deschide fără el.',
    },
    back: 'Citește avertismente',
  },
  lostPhone: {
    title: 'Waymark · alt telefon',
    heading: 'Dacă îți pierzi telefonul',
    lead: 'Zece cuvinte de recuperare îți mută cardul pe alt telefon. Fără ele, cere un card nou: este ușor și gratuit.',
    points: [
      'Scrie cuvintele pe hârtie. Sunt arătate o singură dată.',
      'Ține hârtia departe de telefon. Cine are cuvintele îți poate prelua cardul.',
      'Merg o singură dată. Pe telefonul nou poți face altele.',
    ],
    make: 'Fă zece cuvinte',
    write: 'Scrie-le pe hârtie',
    who: 'Nimeni nu ți le mai poate arăta. Dacă ai făcut cuvinte înainte, acelea nu mai merg.',
    written: 'Le-am scris',
    done: 'Gata. Cele zece cuvinte duc acum la cardul tău.',
    back: 'Citește avertismente',
    lost: {
      heading: 'L-ai pierdut deja',
      words: 'Ai cuvinte de recuperare:',
      type: 'scrie-le pe telefonul nou, ca pe cuvintele cardului.',
      none: 'Nu ai: cere un card nou de la lucrătorii de teren.',
      hands:
        'Altcineva are telefonul vechi: spune-le lucrătorilor de teren, chiar dacă ți-ai mutat cardul. El mai poate citi avertismente până când cardul este oprit. Atunci primești unul nou.',
    },
    said: { keeping: 'Păstrăm.' },
  },
  join: {
    title: 'Waymark · card',
    heading: 'Cardul tău',
    lead: 'Cu un card poți citi avertismente și poți căuta pe cineva, pe acest telefon.',
    what: 'Ce este un card',
    points: [
      'Nu are niciun nume pe el. Nimeni nu notează cine are ce card.',
      'Acest telefon păstrează o cheie. Oricine îți poate deschide telefonul o poate folosi.',
      'Nu există cont și nu îți cerem numărul de telefon.',
      'Un card merge o singură dată. Dacă cineva l-a folosit înaintea ta, cere altul.',
    ],
    kept: 'Browserul poate șterge cheia dacă nu ai mai intrat de 7 zile. Nu o șterge dacă pagina este pe ecranul de pornire. Dacă a dispărut, cere un card nou. Este ușor și gratuit.',
    words: 'Cele zece cuvinte ale tale',
    wordsHint:
      'Sunt tipărite pe card, în engleză. Merg și cuvintele de recuperare. Lasă un spațiu între ele.',
    own: {
      legend: 'Al cui este acest telefon?',
      mine: 'Al meu',
      other: 'Nu e al meu sau îl folosesc și alții',
    },
    adult: {
      legend: 'Câți ani ai?',
      yes: '18 ani sau mai mult',
      no: 'Sub 18 ani',
    },
    keep: 'Păstrează cardul pe acest telefon',
    working: 'Îți deschidem cardul.',
    under18:
      'Cardurile sunt doar pentru persoane de cel puțin 18 ani. Nu ai făcut nimic rău. Poți totuși să ne scrii sau să găsești ajutor, și nimeni nu te va certa.',
    notMine:
      'Atunci nu păstrăm nimic aici, iar cardul tău rămâne nefolosit. Deschide pagina pe telefonul tău și scrie acolo cele zece cuvinte.',
    report: 'Spune-ne ce s-a întâmplat',
    help: 'Găsește ajutor',
    errors: {
      own: 'Spune al cui este telefonul.',
      adult: 'Spune câți ani ai.',
      length: 'Pe un card sunt zece cuvinte. Aici sunt:',
      'unknown-word': 'Un cuvânt nu este pe lista noastră. Vezi cum este scris. Este cuvântul numărul',
      'no-such-card':
        'Nu cunoaștem aceste cuvinte sau hârtia este mai veche de 30 de zile. Mai uită-te la fiecare cuvânt sau cere un card nou.',
      'ask-for-another': 'Acest card a fost deja folosit. Cere altul: este gratuit.',
      network: 'Nu a venit niciun răspuns. Cuvintele tale sunt încă aici: încearcă din nou.',
      'not-genuine':
        'Acest card și acest site nu se potrivesc. Nu am păstrat nimic. Nu folosi cardul și spune-i persoanei care ți l-a dat.',
      storage:
        'Acest browser nu păstrează nimic, ca într-o fereastră privată. Cardul nu a putut fi păstrat. Deschide pagina într-o fereastră obișnuită.',
    },
    done: {
      heading: 'Cardul este pe acest telefon',
      safe: 'Browserul a promis să îl păstreze.',
      unsafe:
        'Browserul îl poate șterge după 7 zile fără nicio vizită. Deschide-l o dată pe săptămână și rămâne. Sau cere mai târziu un card nou: este ușor și gratuit.',
      paper: 'Hârtia nu mai este de folos. O poți arunca.',
      check: 'Caută pe cineva',
      warnings: 'Citește avertismente',
    },
    homeScreen: 'Pe un iPhone sau iPad? Pune asta mai întâi pe ecranul de pornire.',
    have: 'Pe acest telefon există deja un card. Nu ai nevoie de altul.',
  },
  read: {
    title: 'Waymark · citit',
    heading: 'Avertismente',
    lead: 'Ce avertismente au acum birourile din {area}. Fiecare a fost scris de un lucrător și semnat de al doilea.',
    none: 'Acum nu este niciun avertisment. Asta nu înseamnă că toată lumea este sigură.',
    offline:
      'Nu a venit niciun răspuns. Acestea sunt avertismentele din {day}. Unele pot fi trecute și pot lipsi altele noi. O căutare are nevoie de internet.',
    nothingKept:
      'Nu a venit niciun răspuns și pe acest telefon nu s-au păstrat avertismente. Încearcă din nou când ai internet.',
    broughtUp: 'Lista tocmai a fost adusă la zi.',
    hint: 'Numărul se termină cu {digits}.',
    new: 'Nou din {day}',
    changed: 'Schimbat din {day}',
    count: {
      none: 'Nimic nou din {day}.',
      one: 'Unul este nou sau schimbat din {day}.',
      more: '{count} sunt noi sau schimbate din {day}.',
    },
    look: 'Caută pe cineva',
    notify: 'Primește un mesaj când este ceva nou',
    lock: 'Încuie asta cu un PIN',
    lostPhone: 'Dacă îți pierzi telefonul',
    homeScreen: 'Pune asta pe ecranul de pornire',
  },
  check: {
    title: 'Waymark · căutare',
    heading: 'Caută pe cineva',
    lead: 'Vezi dacă a fost raportat de cineva în {area}. Ceea ce cauți nu pleacă niciodată de pe telefon într-o formă pe care am putea-o citi.',
    working: 'Se pregătește.',
    notMember: {
      heading: 'Pentru asta ai nevoie de un card',
      told: 'Cardurile țin lista departe de cei despre care este. Un lucrător de teren ți-l dă în mână. Este gratuit, nu are nume pe el și merge pe telefonul tău.',
      have: 'Am un card',
    },
    kind: 'Ce ai?',
    kinds: {
      phone: 'Număr de telefon',
      email: 'Adresă de e-mail',
      handle: 'Nume pe un site sau într-o aplicație',
      plate: 'Număr de mașină',
      account: 'Cont bancar',
      advert: 'Link către un anunț sau profil',
    },
    platform: 'Ce site sau aplicație?',
    text: 'Scrie aici, cum vrei tu',
    understood: 'Noi citim așa:',
    look: 'Caută',
    looking: 'Căutăm.',
    again: 'Caută pe altcineva',
    hide: 'Ascunde',
    errors: {
      'too-long': 'Este prea lung. Scrie doar numărul sau numele.',
      'not-a-phone':
        'Nu pare un număr de telefon întreg. Pentru un număr din altă țară începe cu + și prefixul țării.',
      'not-an-email': 'Nu pare o adresă de e-mail.',
      'not-a-handle': 'Scrie numele și pe ce site sau în ce aplicație este.',
      'not-a-plate': 'Nu pare un număr de mașină întreg.',
      'not-an-account': 'Scrie codul băncii (sort code) și numărul contului sau un IBAN.',
      'not-an-advert': 'Copiază tot linkul către anunț sau profil, nu doar numele site-ului.',
      network:
        'O căutare are nevoie de internet și nu a venit niciun răspuns. Ce ai scris este încă aici: încearcă din nou.',
      'too-many-today': 'Ai folosit toate căutările de azi. Mâine ai 20 noi.',
      'none-left': 'Ai folosit toate căutările de azi. Mâine ai 20 noi.',
      unproven: 'Nu ne putem încrede în răspuns, așa că nu îl arătăm. Te rugăm să spui echipei de teren.',
    },
    faults: {
      network:
        'O căutare are nevoie de internet și nu a venit niciun răspuns. Încearcă din nou când ai internet. Nu s-a căutat nimic.',
      'no-feed': 'Niciun birou de aici nu a început încă avertismentele, deci nu avem unde căuta.',
      stopped: 'Acest card nu mai merge. Cere unul nou: este ușor și gratuit.',
      'rolled-back':
        'Site-ul a arătat o listă mai veche decât înainte. Asta nu ar trebui să se întâmple, așa că nu o folosim. Te rugăm să spui echipei de teren.',
      'not-genuine':
        'Ce a arătat acest site nu este semnat de oamenii de pe cardul tău. Nu te încrede și te rugăm să spui echipei de teren.',
    },
    hit: {
      heading: 'Există un avertisment',
      reported: 'Cineva a raportat asta. Nu a fost dovedit la tribunal.',
      severity: { 1: 'Ai grijă', 2: 'Grav', 3: 'Foarte grav' },
      correction: 'Biroul a scris mai târziu:',
      until: 'Se arată până la {day}.',
      trust: 'Ai încredere în ce simți. Poți spune nu fără motiv.',
    },
    miss: {
      heading: 'Niciun avertisment aici',
      told: 'Nu există niciun avertisment publicat despre asta în {area}.',
      honest:
        'Asta nu înseamnă că ești în siguranță. Cei mai mulți dintre cei care fac rău nu au fost raportați niciodată.',
      trust: 'Ai încredere în ce simți. Poți spune nu fără motiv.',
    },
    ghost:
      'O parte din ce este aici nu avea semnăturile a doi lucrători, așa că nu arătăm ce spunea. Te rugăm să spui echipei de teren.',
    left: 'Căutări rămase: {count}.',
    leftWhy: 'Un card primește 20 pe zi, ca nimeni să nu poată încerca toate numerele.',
    more: {
      heading: 'Orice ai găsi',
      points: [
        'Spune cuiva unde ești și când te întorci.',
        'National Ugly Mugs verifică numere pentru toată țara. Este pentru persoane de peste 18 ani.',
        'Poți pleca oricând.',
      ],
      warnings: 'Citește toate avertismentele',
      before: 'Înainte de a vă întâlni',
      out: 'Spune cuiva că am ieșit',
      rights: 'Drepturile mele',
      report: 'Spune-ne ce s-a întâmplat',
    },
  },
};
