/** Romanian. Not yet read by a person who speaks it from home: every page says so. */
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
  },
  pages: {
    help: {
      title: 'Waymark · ajutor',
      heading: 'Ajutor acum',
      lead: 'Dacă tu sau altcineva sunteți în pericol, sună la 999.',
      blocks: [
        [
          '999 sau 112: poliție, ambulanță, pompieri. Gratuit, zi și noapte.',
          'De pe mobil, dacă nu poți vorbi: rămâi pe linie și apasă 55 când ți se cere. Asta nu le spune singură unde ești.',
        ],
        { heading: 'După o agresiune' },
        'Poți primi îngrijire medicală fără să spui poliției. Medicamentul care oprește HIV (PEP) trebuie început în 72 de ore: întreabă imediat un medic sau la urgențe (A&E). Dacă poate vrei să reclami mai târziu, păstrează hainele într-o pungă de hârtie.',
        { heading: 'De ce sunt atât de puține numere aici' },
        'Arătăm un număr de telefon numai după ce l-a sunat un om. Serviciile din zonă sunt verificate unul câte unul. Un număr greșit poate face rău cuiva.',
      ],
    },
    rights: {
      title: 'Waymark · drepturi',
      heading: 'Ce spune legea în Anglia și Țara Galilor',
      lead: 'Informații generale, nu sfat juridic. La data de 23 noiembrie 2026.',
      blocks: [
        { heading: 'A vinde sex nu este în sine o infracțiune' },
        'Nici a plăti pentru asta. Unele fapte din jur sunt infracțiuni. Scoția și Irlanda de Nord au alte legi.',
        { heading: 'A aștepta sau a oferi sex pe stradă' },
        'Este infracțiune dacă o persoană de cel puțin 18 ani o face în mod repetat: de două sau mai multe ori în trei luni. Instanța poate da amendă sau trei întâlniri obligatorii; nu te poate trimite la închisoare pentru asta.',
        { fact: 'Street Offences Act 1959, section 1' },
        { heading: 'Munca împreună cu alții' },
        'Un loc în care două sau mai multe persoane vând sex, chiar și în zile diferite, poate fi socotit bordel. A-l ține, a-l conduce sau a-l închiria este infracțiune. A vinde sex acolo nu este, dacă nu ai niciun rol în conducerea lui.',
        { fact: 'Sexual Offences Act 1956, sections 33 to 36' },
        { heading: 'O notificare numită „community protection notice”' },
        'O poți contesta la magistrates’ court în 21 de zile, socotind și ziua în care ți-a fost dată. Ce îți cere să încetezi rămâne valabil cât timp contești.',
        { fact: 'Anti-social Behaviour, Crime and Policing Act 2014, section 46' },
        { heading: 'Dacă ai fost silit să faci ceva' },
        'Adulții care au fost siliți să comită unele infracțiuni din cauza sclaviei au o apărare. Un adult nu se poate înscrie singur pentru sprijin: o face un „first responder”, cu acordul tău. Unii dintre ei sunt organizații caritabile.',
        { fact: 'Modern Slavery Act 2015, section 45' },
        {
          care: 'Poliția poate spune autorităților de imigrație ce află. Nimeni nu poate promite că statutul tău nu este verificat când reclami o infracțiune. Un lucrător de la birou poate vorbi cu tine înainte să hotărăști.',
        },
      ],
    },
    out: {
      title: 'Waymark · ieșit',
      heading: 'Spune cuiva că ai ieșit',
      lead: 'Un prieten de siguranță observă când nu te întorci.',
      blocks: [
        [
          'Alege pe cineva de încredere, care nu este cu tine și care va fi treaz.',
          'Spune-i unde, cu cine, ce mașină și când termini.',
          'Stabiliți un mesaj pentru „am ajuns” și unul pentru „am plecat”.',
          'Stabiliți două cuvinte: unul înseamnă „sunt bine”, celălalt „nu pot vorbi liber”.',
          'Stabiliți ce face când nu vine mesajul: te sună de două ori, apoi altă persoană, apoi 999.',
        ],
        {
          care: 'După cuvântul de pericol, prietenul nu trebuie să te sune și nici să-ți scrie: poate cineva se uită la telefonul tău.',
        },
        'Două persoane care lucrează în același loc pentru siguranță pot fi socotite bordel de lege. Un prieten aflat în altă parte, nu.',
        { fact: 'Sexual Offences Act 1956, section 33A' },
      ],
    },
    check: {
      title: 'Waymark · caută',
      heading: 'Înainte să vă întâlniți',
      lead: 'Ce fac alții înainte să spună da.',
      blocks: [
        [
          'Vorbește întâi și ascultă cum răspunde la un nu.',
          'Întreabă o prietenă sau un prieten dacă știe numărul.',
          'Nu trimite niciodată actele tale și nu întoarce un avans unui necunoscut.',
          'Ai încredere într-un sentiment rău. Nu ai nevoie de un motiv.',
          'Spune cuiva unde mergi.',
        ],
        'National Ugly Mugs este o organizație caritabilă din Regatul Unit, nu poliția. Are avertismente și verificări de numere pentru persoane de peste 18 ani. Vom arăta cum se ajunge la ea după ce un om a verificat adresa.',
        { care: 'Lipsa unui avertisment nu înseamnă niciodată că cineva este sigur.' },
      ],
    },
    leaving: {
      title: 'Waymark · mai departe',
      heading: 'Dacă lași munca asta',
      lead: 'Când vrei tu, oricât de încet. Nimeni nu te va întreba de ce.',
      blocks: [
        [
          'Cere la o bancă un „basic bank account”. Este făcut pentru cei refuzați la altele.',
          'Medicul de familie (GP) este gratuit pentru toți, orice acte ai.',
          'Clinicile de sănătate sexuală sunt gratuite pentru toți, orice acte ai.',
        ],
        'Avertismentele și condamnările vechi pot urmări un om mult timp. Înainte să răspunzi la o întrebare despre ele într-un formular, întreabă un law centre.',
        'Nu trebuie să oprești totul deodată ca să primești ajutor, iar dacă te întorci nu se pierde nimic.',
      ],
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
    town: {
      title: 'Waymark · stradă',
      heading: 'Ceva pe stradă',
      lead: 'Ace, felinare stricate, gunoi, zgomot: lucruri și locuri, niciodată oameni.',
      blocks: [
        [
          'Nu ridica un ac. Ține departe copiii și câinii și reține unde se află.',
          'Chesterfield Borough Council strânge acele de pe terenul public; pe site-ul lui este un formular.',
          'Te rugăm să nu fotografiezi, să nu urmărești și să nu descrii pe nimeni.',
        ],
        'Cineva care vinde sex pe strada ta poate fi în pericol. Dacă vezi violență, sună la 999.',
      ],
    },
  },
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
