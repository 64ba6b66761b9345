/** Words of setting up, joining and keeping the people of a desk. */
export const phraseWords = {
  shown: 'Your ten words',
  shownHint:
    'Write them on paper now, in this order. They are the only way to your keys: nobody can find them for you, and we never see them.',
  written: 'I have written them down',
  typed: 'Type the ten words',
  typedHint: 'From your paper, with a space between.',
  typedWrong: 'These are not the ten words. Look at your paper and try again.',
  check: 'Check',
  back: 'Show them again',
  working: 'Making your keys. This takes a moment.',
};

export const setUpWords = {
  title: 'Waymark · set up',
  heading: 'Set up the first desk',
  intro:
    'You make the keys of this area here, in this browser. Take a quiet quarter of an hour, paper and a pen. Nobody else should see this screen.',
  badLink:
    'This link does not work any more. You did nothing wrong: it works once, for 60 minutes, and ends when the first desk exists. Start Waymark again to get another.',
  firstName: 'Your first name, as colleagues and the people who write to you will see it',
  desk: 'Which desk?',
  go: 'Begin',
  recovery: 'Three papers for the worst day',
  recoveryHint:
    'Any two of these three bring back the key of this desk and of the area, and your own way in, should every phrase and passkey be lost (Sign in, then Lost everything). Print or write them down and give each to another organisation. They are not kept anywhere.',
  share: (number: number) => `Paper ${number} of 3`,
  print: 'Print this page',
  given: 'I have all three on paper',
  finish: 'Make the desk',
  making: 'Making keys and signing. This takes a few seconds.',
  done: 'The desk is made',
  fingerprint: 'The fingerprint of this area',
  fingerprintHint:
    'Put it into the area pack (rootFingerprint in area.json) and on every card. Whoever has it can tell our keys from any others.',
  next: 'Invite a colleague',
  passkey: 'Add a passkey of this device',
  errors: {
    firstName: 'Write the first name that others will see.',
    network: 'No answer came. Nothing was made; press again.',
    'no-such-link':
      'The link was used, or its 60 minutes are over. Nothing was made. Tear up the ten words and the three papers: they open nothing. Start Waymark again to get another link.',
    other: 'The server refused the keys. Reload this page with the link and begin again.',
  },
};

export const joinWords = {
  title: 'Waymark · join',
  heading: (name: string) => `Welcome, ${name}`,
  intro: (desk: string, by: string) =>
    `${by} invites you to the desk “${desk}”. You make your own keys now; have paper and a pen ready.`,
  badLink:
    'This invitation does not work any more. You did nothing wrong: it works once, for 7 days. Ask your colleague for another.',
  ghost:
    'The keys of this desk do not fit the fingerprint of the area. Do not go on. Tell the person who invited you, by telephone.',
  made: 'Your keys are made',
  sixWords: 'Say these six words to your colleague',
  sixHint: (by: string) =>
    `Ring ${by} or stand side by side. Both screens must show the same six words in the same order. If they differ, stop: somebody stands between you.`,
  waits:
    'When your colleague has pressed “the same”, and a second one has agreed where that is needed, you can sign in.',
  first:
    'You are the first of this desk. When the keeper of the area has heard the same six words from you and signed, you can sign in.',
  signIn: 'Sign in',
  errors: {
    network: 'No answer came. Press again.',
    other:
      'The invitation was used, or its 7 days are over. Nothing was made. Tear up the ten words: they open nothing. Ask your colleague for another invitation.',
  },
};

export const peopleWords = {
  title: 'Waymark · people',
  heading: 'People',
  choose: 'Desk',
  members: 'Who belongs to this desk',
  you: 'you',
  remove: 'Remove',
  recovered: (day: string) => `came back in with the papers on ${day}`,
  removeAsk: (name: string) =>
    `Remove ${name}? The desk gets a new key. What ${name} has read stays read; nothing new opens for them, and they are signed out.`,
  invite: 'Invite a colleague',
  inviteName: 'First name',
  inviteRoles: 'What will they do?',
  roles: {
    'desk-worker': 'Read and answer, write warnings',
    'desk-lead': 'Lead the desk: its people',
    'area-keeper': 'Keep the area: desks and keys (reads nothing by this)',
    outreach: 'Hand out cards',
    'police-liaison': 'Police liaison (own desk only)',
    'slavery-liaison': 'Modern-slavery liaison (own desk only)',
  },
  inviteMake: 'Make the link',
  inviteLink: 'Give this link to your colleague, in person or by a way you trust. It works once, for 7 days.',
  invited: 'Invited',
  invitedWaits: (name: string, until: string) => `${name} has not opened the link yet (until ${until}).`,
  withdraw: 'Take back',
  arrived: (name: string) => `${name} has made keys and waits for you.`,
  sixWords: 'Ask for the six words. They must be these, in this order:',
  same: 'The same: let them in',
  otherInvited: (name: string) => `${name} invited them and has the six words.`,
  proposed: 'Waits for a second person',
  proposedAdds: (name: string) => `${name} comes in.`,
  proposedRemoves: (name: string) => `${name} goes.`,
  proposedTurn: 'The key turns; nobody comes or goes.',
  agree: 'I agree',
  proposedByMe: 'Another member has to agree. Ask them to sign in and open this page.',
  keeperSigns:
    'This is a new desk. As keeper of the area you sign it with the root key. Press only when the six words are the same.',
  keeperSecond:
    'Nobody else of this desk is left to agree, so the keeper of the area does, with the root key. Ring the desk first.',
  turn: 'Turn the key',
  turnHint: (number: number) =>
    `This is key number ${number}. Turn it each month, and at once when a device is lost.`,
  noRoot:
    'The root key of this area opens only for its first keeper, or with two of the recovery papers. Ask them to sign.',
  turnDue: (days: number) => `It is ${days} days old: turn it now.`,
  turning: 'Sealing the desk’s keys to the new one',
  stop: 'Stop',
  stopped: 'Stopped. Nothing was changed.',
  test: 'Is this desk open?',
  testOpen: 'Open: reports can be sent to it.',
  testNeeds:
    'Not yet. Two of you must show that they can read, or one of you and two of the three recovery papers. Until then nobody can write to it.',
  testDone: 'You have opened the test record.',
  testMake: 'Open the test record',
  testRecovery: 'Open it with two recovery papers',
  shareOne: 'First paper',
  shareTwo: 'Second paper',
  shareWrong: 'These two papers do not fit. Look at each group of four again.',
  ghost:
    'The keys that the server shows are not the ones that this desk signed. Nothing was opened or sealed.',
  ghostTell: 'Ring a colleague, sign nothing, and tell whoever looks after the server. Reason:',
  none: 'You belong to no desk yet. A colleague has to let you in.',
  errors: {
    network: 'No answer came. Press again.',
    other: 'The server refused it. Somebody may have been quicker: the page was loaded anew.',
  },
};
