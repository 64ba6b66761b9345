/** Romanian words of the three helpers. Not yet read by a person who speaks it from home: every page says so. */
import type { HelperWords } from './helpers.ts';

const notChecked =
  'Nimeni de aici nu a verificat câte zile sunt pentru contestație. Unele termene sunt foarte scurte. Cere sfat juridic săptămâna asta.';

export const helpersRo: HelperWords = {
  error: 'Eroare',
  wrong: 'Este o problemă',
  answer: 'Răspunsul',
  forgotten: 'Nu păstrăm ce alegi sau scrii aici. Serverul vede o clipă, apoi uită.',
  notAdvice:
    'Sunt informații generale, nu sfat juridic. La data de 23 noiembrie 2026. Trebuie să le mai citească un avocat.',
  notice: {
    title: 'Waymark · zile',
    heading: 'Numără zilele unei notificări',
    lead: 'Spune ce ai primit și ce dată este scrisă acolo. Pentru Anglia și Țara Galilor.',
    what: 'Ce ai primit?',
    kinds: {
      cpn: 'O „community protection notice” (CPN)',
      warning: 'Un avertisment scris, înainte de un CPN',
      caution: 'Un „caution” pentru că ai așteptat sau ai oferit sex pe stradă',
      dispersal: 'Un ordin de a pleca dintr-o zonă (dispersal)',
      pspo: 'O amendă sau un ordin după un „public spaces protection order” (PSPO)',
      injunction: 'O „injunction” sau alt ordin al instanței',
      closure: 'O notificare sau un ordin de închidere a unui loc (closure)',
      other: 'Altceva sau nu știu sigur',
    },
    when: 'Dacă este o „community protection notice”: ce dată are?',
    whenHint:
      'De exemplu 3 11 2026. Zilele încep când ți-a fost dată. Dacă ai primit-o în altă zi, scrie-o pe cea mai devreme din cele două.',
    parts: { day: 'Ziua', month: 'Luna', year: 'Anul' },
    count: 'Spune-mi',
    lastDay: 'Ultima zi pentru contestație este',
    over: 'Zilele pentru contestație au trecut. Ultima zi a fost',
    counted: (issued) => `Sunt 21 de zile, iar ${issued} este prima dintre ele.`,
    left: (days) =>
      days < 0
        ? 'Cere totuși sfat juridic astăzi.'
        : days === 0
          ? 'Este astăzi. Sună acum un avocat sau un law centre.'
          : days === 1
            ? 'Este mâine.'
            : days < 20
              ? `Au mai rămas ${days} zile.`
              : `Au mai rămas ${days} de zile.`,
    weekend: (friday) =>
      friday === null
        ? 'Ziua cade la sfârșit de săptămână și instanța poate fi închisă. Sună azi un avocat sau un law centre.'
        : `Ziua cade la sfârșit de săptămână și instanța poate fi închisă. Încearcă până la ${friday}.`,
    shut: 'Nu socotim sărbătorile legale (bank holidays). Instanța poate fi închisă atunci și nimeni de aici nu a verificat dacă ai mai mult timp. Nu aștepta ultima zi.',
    meanwhile: 'Ce este valabil cât aștepți',
    meanwhilePoints: [
      'Ce îți cere să încetezi rămâne valabil cât contești, dacă instanța nu spune altceva.',
      'Celelalte lucruri pe care ți le cere nu au putere până se termină contestația.',
      'A o încălca este o infracțiune. Poți primi o amendă. O spunem din memorie: nimeni de aici nu a citit încă secțiunea 48.',
      'Contestația merge la magistrates’ court.',
    ],
    told: {
      warning:
        'Întâi vine un avertisment scris. Dacă lucrul continuă, poate urma o notificare, iar aceea poate fi contestată. Păstrează avertismentul. Arată-l unui avocat sau unui law centre.',
      caution:
        'Cere sfat juridic chiar săptămâna asta. Sursele pe care le-am citit nu spun același lucru despre cum poate fi contestat, de aceea nu numim un număr de zile.',
      dispersal:
        'Nu te poate ține departe de casă, de locul de muncă sau instanța unde trebuie să mergi, de școală sau de tratament medical. Nimeni de aici nu a verificat cum poate fi contestat. Cere sfat juridic săptămâna asta.',
      pspo: notChecked,
      injunction: notChecked,
      closure: notChecked,
      other: notChecked,
    },
    who: 'Cine te ajută',
    whoSaid:
      'Un avocat sau un law centre. Ia hârtia cu tine și nu o arunca. Dacă nu ai pe nimeni, întreabă un birou de aici.',
    whoLink: 'Caută ajutor juridic aproape de tine',
    errors: {
      kind: 'Alege ce ai primit. Și „nu știu sigur” este un răspuns.',
      missing: 'Scrie data de pe notificare.',
      'no-such-day': 'Nu am putut citi data. Folosește cifre, de exemplu 3 11 2026.',
      'short-year': 'Scrie anul cu patru cifre, de exemplu 2026.',
      'too-old': 'Înainte de 2014 nu existau astfel de notificări. Uită-te din nou la an.',
      'to-come': 'Ziua aceasta nu a venit încă. Uită-te din nou la data de pe notificare.',
    },
  },
  nhs: {
    title: 'Waymark · îngrijire',
    heading: 'Este gratuită îngrijirea asta?',
    lead: 'Pentru NHS în Anglia. Te întrebăm ce îngrijire vrei. Nu te întrebăm niciodată de unde ești.',
    what: 'De ce ai nevoie?',
    kinds: {
      gp: 'Un GP (medic de familie)',
      emergency: 'Urgențe (A&E), pentru că nu poate aștepta',
      sexual: 'Un test sau un tratament pentru HIV ori altă infecție din sex',
      contraception: 'Contracepție',
      violence: 'Îngrijire după o violență sexuală',
      trafficked: 'Îngrijire cât sunt în sistemul pentru persoane traficate (NRM)',
      ward: 'Să rămân în spital după urgențe',
      planned: 'O programare sau o operație la spital',
      other: 'Altceva',
    },
    look: 'Spune-mi',
    answers: {
      'free-for-all': 'Gratuit pentru toți',
      'may-cost': 'Poate costa bani',
      'ask-first': 'Întreabă întâi',
    },
    told: {
      gp: 'Nimeni nu trebuie să plătească la GP.',
      emergency: 'Urgențele sunt gratuite pentru toți. Asta se termină când te internează.',
      sexual:
        'Clinicile de sănătate sexuală sunt gratuite și discrete pentru toți. La fel testele și tratamentul pentru HIV.',
      contraception: 'Este gratuită pentru toți.',
      violence:
        'A&E și clinicile de sănătate sexuală sunt gratuite pentru toți, și pentru asta. Am citit că nici restul nu se plătește, dar nimeni de aici nu a verificat. Întreabă înainte să semnezi ceva. Nu trebuie să spui poliției ca să primești îngrijire.',
      trafficked:
        'Am citit că această îngrijire nu se plătește, dar nimeni de aici nu a verificat. Întreabă înainte să semnezi ceva.',
      ward: 'Spitalul trebuie să întrebe pe fiecare unde locuiește. Unii oameni care nu locuiesc permanent în Regatul Unit trebuie să plătească.',
      planned:
        'Spitalul trebuie să întrebe pe fiecare unde locuiește. Unii oameni care nu locuiesc permanent în Regatul Unit trebuie să plătească.',
      other: 'Nu știm. Întrebarea nu costă nimic.',
    },
    askPoints: [
      'Întreabă: „Trebuie să plătesc? Cât? Pot plăti puțin câte puțin?”',
      'O datorie de 500 de lire sau mai mult, neplătită două luni, poate fi spusă la Home Office. Poate fi folosită ca să refuze o viză.',
      'Dacă te temi de asta, vorbește întâi cu un consilier pentru imigrație. Trebuie să fie înregistrat. Cere dovada.',
      'Dacă nu poate aștepta, mergi totuși la A&E sau sună la 999.',
    ],
    alwaysHeading: 'Mereu gratuit, pentru toți',
    always: ['GP', 'A&E, până te internează', 'Sănătate sexuală și HIV', 'Contracepție'],
    source:
      'Din: guidance on charging overseas visitors in England, gov.uk, 24 decembrie 2024. La data de 23 noiembrie 2026. Citit și semnat de: nimeni încă.',
    missing: 'Alege de ce ai nevoie. Și „altceva” este un răspuns.',
  },
  evidence: {
    title: 'Waymark · listă',
    heading: 'O listă cu ce s-a întâmplat',
    lead: 'Pentru amenințări, șantaj, o înșelăciune sau când te-a oprit poliția. Scrie cât încă știi.',
    points: [
      'Lista rămâne pe acest telefon, în această filă. Nu ni se trimite nici nouă, nici altcuiva.',
      'Închizi fila și lista nu mai este. Tipărește-o sau copiaz-o într-un loc sigur.',
      'Nu pune aici poze cu nimeni. Păstrează mesaje, nume și date.',
      'Cine se uită la acest telefon o poate citi cât este deschisă fila.',
    ],
    without:
      'Lista are nevoie de JavaScript, pentru că se face numai pe telefonul tău. Fără el, folosește hârtie: ce s-a întâmplat, când, pe ce site și ce nume sau număr au folosit.',
    fields: {
      what: 'Ce au făcut sau au spus?',
      when: 'Când?',
      where: 'Unde: ce site, aplicație sau telefon?',
      who: 'Numele sau numărul folosit',
    },
    add: 'Adaugă la listă',
    list: 'Lista ta',
    empty: 'Încă nimic.',
    entry: 'numărul',
    remove: 'Șterge',
    removeAll: 'Șterge tot',
    dies: 'Se păstrează numai în această filă. O șterge închiderea filei sau „Șterge tot”.',
    goes: '„Ieși” șterge și lista',
    goesHint: 'Scoate bifa dacă ai mai multă nevoie de listă decât teamă că o vede cineva.',
    print: 'Tipărește',
  },
};
