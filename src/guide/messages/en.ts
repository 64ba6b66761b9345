/** Words of the front page and of the guide. Reading age 9; "you"; every statement of law has its Act, section and date. */
import type { GuideWords } from './words.ts';

const layout: GuideWords['layout'] = {
  skip: 'Skip to the page',
  leave: 'Leave',
  leaveSaid: 'Leave this site now',
  danger: {
    before: 'In danger now? Call',
    number: '999',
    after: 'Cannot speak? Stay on the line, then press 55.',
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
};

const pages: GuideWords['pages'] = {
  help: {
    title: 'Waymark · help',
    heading: 'Help now',
    lead: 'If you or someone else is in danger, call 999.',
    blocks: [
      [
        '999 or 112: police, ambulance, fire. Free, day and night.',
        'On a mobile, if you cannot speak: stay on the line and press 55 when asked. It does not tell them where you are by itself.',
      ],
      { heading: 'After an assault' },
      'You can get medical care without telling the police. Medicine that stops HIV (PEP) must start within 72 hours: ask a doctor or A&E at once. If you may want to report later, keep the clothes in a paper bag.',
      { heading: 'Why there are so few numbers here' },
      'We show a telephone number only after a person has rung it. The desk that runs this page is checking local services one by one. A wrong number can hurt someone.',
    ],
  },
  rights: {
    title: 'Waymark · rights',
    heading: 'What the law says in England and Wales',
    lead: 'General information, not legal advice. As at 23 November 2026.',
    blocks: [
      { heading: 'Selling sex is not in itself an offence' },
      'Neither is paying for it. Some acts around it are offences. Scotland and Northern Ireland have other laws.',
      { heading: 'Loitering or soliciting in the street' },
      'It is an offence for a person of 18 or over to do it persistently: two or more times in three months. The court can fine you or order three meetings; it cannot send you to prison for it.',
      { fact: 'Street Offences Act 1959, section 1' },
      { heading: 'Working with others' },
      'A place where two or more people sell sex, even on different days, can count as a brothel. Keeping, managing or letting one is an offence. Selling sex in one is not, if you have no part in running it.',
      { fact: 'Sexual Offences Act 1956, sections 33 to 36' },
      { heading: 'A community protection notice' },
      'You can appeal to the magistrates’ court within 21 days, counting the day it was given. What it tells you to stop stays in force while you appeal.',
      { fact: 'Anti-social Behaviour, Crime and Policing Act 2014, section 46' },
      { heading: 'If you were made to do something' },
      'Adults who were forced to commit some offences because of slavery have a defence. Adults cannot refer themselves for support: a first responder does it, with your consent. Some first responders are charities.',
      { fact: 'Modern Slavery Act 2015, section 45' },
      {
        care: 'Police may tell Immigration what they learn. Nobody can promise that your status is not looked at when you report a crime. A worker at a desk can talk with you before you decide.',
      },
    ],
  },
  out: {
    title: 'Waymark · out',
    heading: 'Tell someone that you are out',
    lead: 'A buddy is someone who notices when you do not come back.',
    blocks: [
      [
        'Choose someone you trust who is not with you, and who will be awake.',
        'Tell them where, with whom, which car, and when you will be done.',
        'Agree a text for “arrived” and one for “left”.',
        'Agree two words: one that means safe, one that means “I cannot talk freely”.',
        'Agree what they do when no text comes: ring you twice, then a second person, then 999.',
      ],
      {
        care: 'After a danger word your buddy must not ring or text you: someone may be looking at your phone.',
      },
      'Two people who work in the same place for safety may be treated as a brothel by law. A buddy who is somewhere else is not.',
      { fact: 'Sexual Offences Act 1956, section 33A' },
    ],
  },
  check: {
    title: 'Waymark · look up',
    heading: 'Before you meet',
    lead: 'Things that others do before they say yes.',
    blocks: [
      [
        'Talk first, and listen to how they answer a no.',
        'Ask a friend whether they know the number.',
        'Never send your own papers, and do not pay a deposit back to a stranger.',
        'Trust a bad feeling. You do not need a reason.',
        'Tell someone where you are going.',
      ],
      'National Ugly Mugs is a UK charity, not the police. It has alerts and number checks for people over 18. We will show how to reach it when a person has checked the address.',
      { care: 'No warning never means that someone is safe.' },
    ],
  },
  leaving: {
    title: 'Waymark · next',
    heading: 'If you are leaving this work',
    lead: 'When you choose to, as slowly as you like. Nobody will ask why.',
    blocks: [
      [
        'A bank will know the words “basic bank account”: an account for people with little money or few papers.',
        'Seeing a GP is free for everyone.',
        'Sexual health clinics are free for everyone, whatever your papers.',
      ],
      'Old cautions and convictions can follow people for a long time. Before you answer a question about them on a form, ask a law centre.',
      'You do not have to stop everything at once to get help, and coming back to it does not undo anything.',
    ],
  },
  history: {
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
  },
  town: {
    title: 'Waymark · street',
    heading: 'Something in the street',
    lead: 'Needles, broken lamps, litter, noise: things and places, never people.',
    blocks: [
      [
        'Do not pick up a needle. Keep children and dogs away, and note where it lies.',
        'Chesterfield Borough Council clears needles on public land; its website has an online form.',
        'Please never photograph, follow or describe a person.',
      ],
      'Someone who sells sex in your street may be in danger. If you see violence, call 999.',
    ],
  },
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

export const en: GuideWords = { layout, home, pages, about, errors, errorHome: 'Go to the first page' };
