import type { Synonyms } from '../rules/search.ts';

/** What people type when they mean a need: plain words, in English and Romanian. Looked for, never shown. */
export const synonyms: Synonyms = {
  bed: [
    'bed sleep tonight homeless housing shelter refuge hostel roof room rent evicted',
    'pat dormit adapost chirie casa',
  ],
  harm: [
    'hurt attacked attack rape assault violence beaten threat stalking abuse blackmail police',
    'violenta lovit viol amenintare abuz',
  ],
  talk: [
    'talk listen lonely sad counselling therapy crisis suicide suicidal mental anxiety',
    'vorbi singur trist consiliere terapie',
  ],
  test: [
    'test sti std hiv clinic sexual health condom condoms contraception prep pep pregnant pregnancy',
    'test prezervativ sarcina',
  ],
  health: [
    'doctor nurse gp health dentist teeth wound hospital medicine ill',
    'medic doctor asistenta dentist bolnav spital',
  ],
  money: [
    'money debt benefits loan bank account bills universal credit wages',
    'bani datorii ajutor imprumut banca',
  ],
  food: ['food hungry meal foodbank eat breakfast', 'mancare foame masa'],
  papers: ['papers passport id identity birth certificate visa lost', 'acte pasaport buletin'],
  legal: [
    'legal law lawyer solicitor court rights caution fine immigration advice',
    'avocat lege drepturi amenda',
  ],
  using: [
    'drugs alcohol drink addiction heroin crack detox rehab naloxone needle needles methadone',
    'droguri alcool dependenta ace',
  ],
  training: ['training course college job work cv skills learn english', 'curs munca loc de munca invata'],
  children: ['child children baby kids family nursery social services custody', 'copil copii familie'],
  leaving: ['leave leaving exit stop quit way out', 'ies plec opresc'],
};
