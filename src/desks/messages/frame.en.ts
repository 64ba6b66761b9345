/** Words that stand on every desk page. Desk pages are in English. */
export const frameWords = {
  nav: 'Desk',
  inbox: 'Inbox',
  facts: 'Services',
  warnings: 'Warnings',
  cards: 'Cards',
  people: 'People',
  waiting: (count: number) => `, ${count} due`,
  lock: 'Lock',
  signedInAs: (name: string) => `Signed in as ${name}`,
  needsJavaScript:
    'Desk pages open what was sealed in this browser, so they need JavaScript. If it is switched off, switch it on for this site.',
};

export const signInWords = {
  title: 'Waymark · sign in',
  heading: 'Sign in to your desk',
  phrase: 'Your ten words',
  phraseHint: 'With a space between. They stay in this browser: the server never sees them.',
  signIn: 'Sign in with the words',
  passkey: 'Sign in with a passkey',
  or: 'or',
  recover: 'Lost everything? Come back in with the papers',
  working: 'Opening your keys. This takes a moment.',
  errors: {
    length: 'There are ten words. You wrote another number: look for one that is missing or doubled.',
    'unknown-word': 'This word is not in the list. Look how it is spelled: word number',
    'no-such-worker': 'Nobody signs in here with these words. Look at each word again.',
    'not-opened':
      'You are known here, but your keys did not open. Tell a colleague: keys may have been changed.',
    network: 'No answer came. What you typed is still here: try again.',
    'no-such-passkey': 'This passkey signs nobody in here. Take another one, or use your ten words.',
    passkey: 'The passkey did not answer. Try again, or use your ten words.',
    'no-prf': 'This passkey cannot unlock keys on this device. Use your ten words.',
  },
};

export const passkeyWords = {
  title: 'Waymark · ways in',
  heading: 'Your ways in',
  intro:
    'Your ten words always open your keys. A passkey of your phone, computer or security key opens them too, with a fingerprint, a face or a PIN.',
  mine: 'Your passkeys',
  none: 'You have none yet.',
  since: (day: string) => `Added on ${day}`,
  remove: 'Remove',
  removeAsk: 'Remove this passkey? Your ten words and other passkeys still open your keys.',
  add: 'Add a passkey of this device',
  added: 'Added. You can sign in with it now.',
  removed: 'Removed. It signs nobody in any more.',
  alone: 'Only on a device that nobody else can unlock.',
  errors: {
    passkey: 'The passkey did not answer, or this device has one already. Nothing was added.',
    'no-prf':
      'This device can make a passkey, but not one that opens keys. Nothing was added; use your ten words.',
    network: 'No answer came. Press again.',
    refused: 'The server refused it. Nothing was added.',
  },
};
