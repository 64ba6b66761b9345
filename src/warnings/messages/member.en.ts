/** Words of the pages for people who hold a card. Reading age 9; “you”; no blame. */
export const en = {
  needsJavaScript:
    'This page needs JavaScript. Your card and what you look up are worked on in your browser, so that we never see them. Switch JavaScript on for this site, or ask an outreach worker to look with you.',
  outreach: 'Who runs this, and how to reach them',
  forget: {
    summary: 'Take the card off this phone',
    told: 'The key and the saved checks are gone from this browser. Nobody is told. To use a card here again, ask outreach for a new one: it is free.',
    press: 'Forget the card on this phone',
    done: 'The card is gone from this browser.',
  },
  pin: {
    heading: 'PIN',
    label: 'Your PIN',
    open: 'Open',
    wrong: 'That PIN does not open it.',
    working: 'One moment.',
    forgotten: 'I do not know it',
    forgottenTold:
      'Nobody can find it out. You can remove from this browser what is behind it. It cannot be brought back.',
    remove: 'Remove it',
  },
  notes: {
    heading: 'Notes',
    label: 'Write a note',
    keep: 'Keep',
    none: 'Nothing here yet.',
  },
  lock: {
    title: 'Waymark · PIN',
    heading: 'Lock with a PIN',
    lead: 'Your card and the warnings you have read are then locked on this phone. You type the PIN when you come back after Leave, after ten minutes away, or in another tab.',
    honest:
      'Someone who has this phone and time can try out a short PIN: four digits in hours, eight digits or a sentence in years. A PIN does not hide that this site was opened.',
    forgotten: 'Nobody can tell you a PIN that you have forgotten. Then you need a new card. It is free.',
    noCard: 'There is no card on this phone, so there is nothing to lock.',
    pin: 'PIN',
    pinHint: 'Digits or words. At least four.',
    again: 'The same PIN again',
    second: {
      summary: 'A second PIN, if somebody may make you open it',
      told: 'It opens a page of notes in place of your card. You can write notes there, so that it looks used.',
      limits:
        'It fools somebody who looks at the screen, not somebody who examines the phone. Changing the PIN empties the notes.',
      label: 'Second PIN (you may leave this out)',
    },
    set: 'Lock with this PIN',
    has: {
      heading: 'There is a PIN now',
      now: 'Lock now',
      away: 'Take the PIN away',
    },
    errors: {
      short: 'A PIN has at least four digits or letters.',
      differs: 'The second time it was not the same. Type it again.',
      same: 'The second PIN has to be another one.',
      failed: 'This browser did not let us lock it. Nothing has changed.',
    },
    done: {
      set: 'It is locked. From now on you type the PIN.',
      away: 'The PIN is gone. Your card opens without it.',
    },
    back: 'Read warnings',
  },
  join: {
    title: 'Waymark · card',
    heading: 'Your card',
    lead: 'A card lets you read warnings and look somebody up on this phone.',
    what: 'What a card is',
    points: [
      'It has no name on it. Nobody writes down who has which card.',
      'This phone keeps a key. Whoever can open this phone can use it.',
      'There is no account, and we do not ask for a phone number.',
      'A card works once. If somebody used yours before you, ask outreach for another.',
    ],
    kept: 'Your browser may delete the key when you have not been here for 7 days. It does not when this page is on your home screen. If it is gone, ask outreach for a new card. That is easy and free.',
    words: 'Your ten words',
    wordsHint: 'They are printed on the card. Put a space between them.',
    own: {
      legend: 'Whose phone is this?',
      mine: 'Mine',
      other: 'Not mine, or others use it too',
    },
    adult: {
      legend: 'How old are you?',
      yes: '18 or over',
      no: 'Under 18',
    },
    keep: 'Keep the card on this phone',
    working: 'Opening your card.',
    under18:
      'Cards are only for people of 18 and over. You have done nothing wrong. You can still write to us or find help, and nobody here will tell you off.',
    notMine:
      'Then we keep nothing here, and your card is not used up. Open this page on your own phone and type the ten words there.',
    report: 'Tell us what happened',
    help: 'Find help',
    errors: {
      own: 'Say whose phone this is.',
      adult: 'Say how old you are.',
      length: 'There are ten words on a card. This many are here:',
      'unknown-word': 'One word is not on our list. Look at how it is written. It is word number',
      'no-such-card':
        'We do not know these words, or the paper is older than 30 days. Look at each word again, or ask outreach for a new card.',
      'ask-for-another': 'This card was used before. Ask outreach for another card: it is free.',
      network: 'No answer came. Your words are still here: try again.',
      'not-genuine':
        'This card and this site do not belong together. We kept nothing. Do not use the card, and tell the outreach worker who gave it to you.',
      storage:
        'This browser keeps nothing, as in a private window. The card could not be kept here. Open this page in an ordinary window.',
    },
    done: {
      heading: 'Your card is on this phone',
      safe: 'Your browser has promised to keep it.',
      unsafe:
        'Your browser may delete it after 7 days without a visit. Open it once a week, and it stays. Or ask outreach for a new card later: it is easy and free.',
      paper: 'The paper is used up. You can throw it away.',
      check: 'Look somebody up',
      warnings: 'Read warnings',
    },
    homeScreen: 'On an iPhone or iPad? Put this on your home screen first.',
    have: 'There is a card on this phone already. You do not need another.',
  },
  read: {
    title: 'Waymark · read',
    heading: 'Warnings',
    lead: 'What desks in {area} warn of now. Each was written by one worker and signed by a second.',
    none: 'There is no warning now. That does not mean that everyone is safe.',
    offline:
      'No answer came. These are the warnings of {day}. Some may be over, and new ones may be missing. A check needs the network.',
    nothingKept: 'No answer came, and no warnings were kept on this phone. Try again when you are online.',
    broughtUp: 'This list has just been brought up to date.',
    hint: 'The number ends in {digits}.',
    new: 'New since {day}',
    changed: 'Changed since {day}',
    count: {
      none: 'Nothing new since {day}.',
      one: 'One is new or changed since {day}.',
      more: '{count} are new or changed since {day}.',
    },
    look: 'Look somebody up',
    notify: 'Get a message when there is something new',
    lock: 'Lock this with a PIN',
    homeScreen: 'Put this on your home screen',
  },
  check: {
    title: 'Waymark · look up',
    heading: 'Look somebody up',
    lead: 'See if somebody reported them in {area}. What you look up never leaves this phone in a form that we could read.',
    working: 'Getting ready.',
    notMember: {
      heading: 'You need a card for this',
      told: 'Cards keep this list away from the people it is about. An outreach worker gives you one by hand. It is free, has no name on it, and works on your own phone.',
      have: 'I have a card',
    },
    kind: 'What do you have?',
    kinds: {
      phone: 'Phone number',
      email: 'Email address',
      handle: 'Name on a site or app',
      plate: 'Number plate',
      account: 'Bank account',
      advert: 'Link to an advert or profile',
    },
    platform: 'Which site or app?',
    text: 'Write it here, in any way you like',
    understood: 'We read this as:',
    look: 'Look',
    looking: 'Looking.',
    again: 'Look up somebody else',
    hide: 'Hide this',
    errors: {
      'too-long': 'That is too long. Write only the number or name.',
      'not-a-phone':
        'This does not look like a whole phone number. For a number from abroad, begin with + and the country.',
      'not-an-email': 'This does not look like an email address.',
      'not-a-handle': 'Write the name, and which site or app it is on.',
      'not-a-plate': 'This does not look like a whole number plate.',
      'not-an-account': 'Write the sort code and the account number, or an IBAN.',
      'not-an-advert': 'Copy the whole link to the advert or profile, not only the name of the site.',
      network: 'A check needs the network, and no answer came. What you wrote is still here: try again.',
      'too-many-today': 'You have used all your checks for today. There are 20 new ones tomorrow.',
      'none-left': 'You have used all your checks for today. There are 20 new ones tomorrow.',
      unproven: 'The answer could not be trusted, so we do not show it. Please tell outreach.',
    },
    faults: {
      network:
        'A check needs the network, and no answer came. Try again when you are online. Nothing was looked up.',
      'no-feed': 'No desk here has started its warnings yet, so there is nothing to look in.',
      stopped: 'This card does not work any more. Ask outreach for a new one: it is easy and free.',
      'rolled-back':
        'This site showed an older list than before. That should not happen, so we do not use it. Please tell outreach.',
      'not-genuine':
        'What this site showed was not signed by the people on your card. Do not trust it, and please tell outreach.',
    },
    hit: {
      heading: 'There is a warning',
      reported: 'Somebody reported this. It was not tested in court.',
      severity: { 1: 'Take care', 2: 'Serious', 3: 'Very serious' },
      correction: 'The desk wrote later:',
      until: 'Shown until {day}.',
      trust: 'Trust your feeling. You can say no without a reason.',
    },
    miss: {
      heading: 'No warning here',
      told: 'There is no published warning about this in {area}.',
      honest: 'That does not mean that they are safe. Most people who hurt others were never reported.',
      trust: 'Trust your feeling. You can say no without a reason.',
    },
    ghost:
      'Some of what is here did not bear the signatures of two desk workers, so we do not show what it said. Please tell outreach.',
    left: 'Checks left: {count}.',
    leftWhy: 'A card gets 20 a day, so that nobody can try out every number there is.',
    more: {
      heading: 'Whatever you find',
      points: [
        'Tell someone where you are and when you will be back.',
        'National Ugly Mugs checks numbers for the whole country. It is for people over 18.',
        'You can leave at any time.',
      ],
      warnings: 'Read all warnings',
      before: 'Before you meet',
      out: 'Tell someone I’m out',
      rights: 'My rights',
      report: 'Tell us what happened',
    },
  },
};
export type MemberWords = typeof en;
