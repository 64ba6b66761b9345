/** Words of the front page and of the guide. Reading age 9; "you"; every statement of law has its Act, section and date. */
import { aroundEn as around } from './around.en.ts';
import type { GuideWords } from './words.ts';

const layout: GuideWords['layout'] = {
  skip: 'Skip to the page',
  leave: 'Leave',
  leaveSaid: 'Leave this site now',
  danger: {
    before: 'In danger now? Call',
    number: '999',
    after: 'Cannot speak? Stay on the line, then press 55.',
    more: 'Other ways',
    heading: 'In danger now',
    ways: [
      'Call 999 or 112: police, ambulance, fire. Free, day and night.',
      'On a mobile and cannot speak? Call 999, stay on the line, and press 55 when you are asked. It does not tell them where you are by itself.',
      'Cannot hear or speak on a phone? You can text 999, but only from a phone that is signed up: text REGISTER to 999 today. Do it again with a new number.',
    ],
  },
  about: 'Who runs this',
  history: 'Hide that you were here',
  unread: '',
  languages: 'Read this in',
};

const home: GuideWords['home'] = {
  title: 'Waymark',
  heading: 'What do you need?',
  doors: {
    happened: ['Something happened', 'Tell us. No name, no account.'],
    check: ['Check someone', 'Before you meet.'],
    out: ['Tell someone I’m out', 'So that you are missed.'],
    help: ['Find help', 'Now, or in an emergency.'],
    rights: ['My rights', 'What the law says, and does not.'],
    leaving: ['I’m leaving this work', 'When you choose to.'],
  },
  back: 'Did you write to us before?',
  backLink: 'Come back with your code',
  town: 'Something in the street, like needles or a dark lamp?',
  townLink: 'What to do',
  guide: 'Law, health, money, papers:',
  guideLink: 'all pages',
};

const history: GuideWords['history'] = {
  title: 'Waymark · page',
  heading: 'Hide that you were here',
  lead: 'Leave opens another site at once. It cannot wipe what the browser already wrote down.',
  blocks: [
    [
      'Press Leave, or the Shift key three times.',
      'Then open the browser’s history and remove the pages called “Waymark”.',
      'Next time, use a private window: it forgets when you close it.',
      'On a phone that someone else looks at, use another one if you can.',
    ],
    {
      care: 'An empty history can itself look strange to someone who checks it. Remove single pages rather than all.',
    },
  ],
};

const about: GuideWords['about'] = {
  title: 'Waymark · about',
  heading: 'Who runs this, and who can read what',
  lead: (area) => `Waymark for ${area} is free software that a local partnership runs.`,
  desks: 'Desks',
  runBy: (organisation) => `Run by: ${organisation}`,
  reads: 'Reads and answers:',
  noneOpen: 'No desk is open yet: nobody here takes reports.',
  who: 'Who can read what you write',
  whoBlocks: [
    'With JavaScript, what you write about a person is locked on your phone to the desk you chose. The server stores the locked copy and cannot open it.',
    'We keep no address, no browser name and no time of day of what you do here; we set no cookies.',
    'A desk can be ordered by a court to show what it can read.',
  ],
  limits: 'When a desk must act without asking you',
  limitsSaid: 'There are three times. We say so before you write.',
  limitsBlocks: ['a child may be in danger', 'someone’s life may be in danger', 'a court orders it'],
  cannot: 'What we cannot protect you from',
  cannotBlocks: [
    'the list of pages that your browser keeps',
    'somebody who controls your phone, or looks at it later',
    'a server that was taken over completely and sends you a false page',
    'somebody who watches the network and the running server at once; the onion address prevents that, where there is one',
  ],
  contest: 'Contest a warning, or ask what is kept about you',
  numbers: 'What desks did, and how to see that nobody changed it later',
  files: 'The files that run in your browser',
  filesSaid: 'Anyone can build them again from the published sources and compare.',
};

const errors: GuideWords['errors'] = {
  403: ['This is not open to you', 'If you have a code or a card, go back and use it there.'],
  404: ['There is no such page', 'The link may be old. Everything starts from the first page.'],
  405: ['That cannot be done here', 'Go back and try again from the page.'],
  413: [
    'That is too much at once',
    'Send fewer or smaller pictures. Go back: what you typed is still there.',
  ],
  415: ['We could not read that', 'Go back and send the form from this site.'],
  422: ['We could not read that', 'Go back and look at what you typed; it is still there.'],
  429: ['Many people are writing at once', 'Keep the page and try again in a minute.'],
  503: ['We cannot store anything just now', 'Keep your page and try again. If it is urgent, call 999.'],
  500: ['Something broke on our side', 'Go back and try again. What you typed is still there.'],
};

export const en: GuideWords = {
  layout,
  home,
  history,
  around,
  about,
  errors,
  errorHome: 'Go to the first page',
};
