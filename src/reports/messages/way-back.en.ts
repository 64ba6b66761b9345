/** Words of the way-back page, in English. `{…}` is filled in where it is shown, in the browser too. */
export const en = {
  title: 'Waymark · read',
  heading: 'Come back with your code',
  intro: 'See what the desk wrote to you, add something, or change your mind.',
  privacy: 'Your code stays on this device. Nothing is kept here when you close or leave this page.',
  seen: 'JavaScript is off. Our server sees your code and what you read and write here for a moment. It uses them for this one page and keeps only what is locked.',
  code: 'Your code',
  codeHint:
    'Seven words, or the numbers. Small and large letters, spaces and lines between them do not matter.',
  private: 'Your own extra word, if you chose one',
  privateHint: 'Leave it empty if you did not.',
  open: 'Open',
  opening: 'Opening. This takes a moment on an old phone.',
  error: 'Error',
  errors: {
    summary: 'Please look at this again',
    empty: 'Write your code here.',
    'length-words': 'The code has 7 words. You wrote {got}.',
    'length-digits': 'The code has 29 digits. You wrote {got}.',
    'unknown-word': 'Word {at} is not one of our words. Please look at how it is spelled.',
    'unknown-group': 'Group {at} of the numbers cannot be right. Please look at it again.',
    'check-digit': 'One digit is wrong, or two are swapped. Please look at the numbers again.',
    'no-such-code':
      'We have nothing with this code. Please look at each word. If you chose an extra word, write that too. You can try as often as you like.',
    signature: 'We have nothing with this code.',
    busy: 'Many people are here at once. What you typed is still here: please press again in a minute.',
    network: 'There is no network, or our server is away. What you typed is still here: please press again.',
    unverified:
      'We could not check that the desk is really the desk, so nothing was sent. Please try again later.',
    'nothing-said': 'Write a few words, or choose a picture.',
    'too-long': 'This is longer than we can lock in one piece. Please shorten it.',
    'too-many': 'Five pictures at most at a time.',
    'too-large':
      'These pictures are more than 24 MB together. Send fewer at a time. What you typed is still here.',
    picture:
      'We could not open one picture. Choose a photo or screenshot (JPEG, PNG or WebP) or leave it out.',
    'no-room': 'We have no room for it now. Please try again later. If it is urgent, call 999.',
    hidden: 'This was destroyed. Undo that first.',
    form: 'That did not work. Please try again.',
  },
  done: {
    sent: 'It has arrived. Only you and the desk can read it.',
    destroyed: 'It is hidden now, and gone on {day}. Before that day you can undo this.',
    undone: 'It is back. Nothing was lost.',
  },
  opened: {
    heading: 'What you sent, and the answers',
    lock: 'Lock this page',
    again: 'Look again',
    reload: 'When you reload or leave, we ask for your code again.',
  },
  record: {
    heading: 'To {desk}, {day}',
    states: {
      received: 'Received on {day}.',
      unread: 'Nobody has opened it yet.',
      read: 'Read on {day}.',
      answered: 'Answered on {day}.',
      draft: 'A warning waits for your yes or no, until {day}.',
      released: 'Something was passed on, on {day}. See the list below.',
      published: 'Two people of the desk signed a warning on {day}.',
      withdrawn: 'The warning was taken back on {day}.',
      late: 'We are late. You should have had an answer by now. The desk sees this too. If you cannot wait, write again or complain.',
      hidden: 'You destroyed this. It is hidden, and gone on {day}.',
      destroyed: 'The desk destroyed what you sent. It wrote you the reason below.',
    },
    own: 'What you wrote first is not shown here: this code opens the answers, not your report.',
    unverified:
      '{count} message(s) could not be checked, or are missing. They are not shown. If this stays so, complain to another desk.',
  },
  talk: {
    heading: 'Messages',
    none: 'No messages yet.',
    you: 'You, {day}',
    desk: '{name}, {day}',
    deskNameless: 'The desk, {day}',
    picture: 'Show the picture',
    pictureFailed: 'This picture could not be opened safely.',
    voice: 'A voice note. It cannot be played here yet; ask the desk to write it down.',
    lines: {
      'take-back': 'You took back your yes: {what}.',
      yes: 'You said yes to the warning.',
      no: 'You said no to the warning.',
      draft: 'The desk asked you about a warning. See below.',
      release: 'The desk passed something on: {to}. See below.',
      acted: {
        child: 'We told {to} without your yes, because a child may be in danger.',
        life: 'We told {to} without your yes, because a life may be in danger.',
        court: 'A court ordered us to tell {to}. Two of us and a lawyer looked at the order.',
        lift: 'The hold has ended. You can destroy what you sent again.',
        exact: 'These are the exact words:',
        held: 'What you sent is kept until the child is safe, also if you destroy it.',
      },
      destroyed: 'The desk destroyed what you sent. Its reason: {reason}',
      published:
        'Two people of the desk signed the warning. Others can read it after a few days, until {day}. You can take back your yes before and after.',
      withdrawn: 'The warning was taken back.',
    },
  },
  draft: {
    heading: 'May we publish this warning?',
    exact: 'Others would read these words, and no others:',
    silence: 'If you do not answer by {day}, it is not published.',
    change: 'What should be different? (if you like)',
    yes: 'Yes, publish it',
    no: 'No, do not publish it',
    stands: {
      silent: 'You did not answer in 7 days, so this is not published.',
      yes: 'You said yes to these words. You can take it back below.',
      no: 'You said no. This is not published.',
    },
  },
  releases: {
    heading: 'What was passed on, and to whom',
    none: 'Nothing was passed on.',
    to: 'To {to}, {day}',
    fields: 'What was passed on: {fields}.',
    also: {
      voice: 'My voice note',
      'safe-contact': 'When it is safe to reach me',
      'about-you': 'What I ticked about myself',
      wishes: 'What I want to happen',
    },
  },
  audit: {
    heading: 'What the desk did with it',
    none: 'Nothing yet.',
    broken:
      'This list does not hold together, so it is not shown. If this stays so, complain to another desk.',
    counted: 'It is inside the signed number of {day}, which stands at Numbers for everyone.',
    notCounted:
      'It is not inside the signed number of the last night. Somebody may have changed it. Complain to another desk.',
    acts: {
      opened: '{name} opened it on {day}.',
      'picture-opened': '{name} looked at a picture on {day}.',
      replied: '{name} wrote to you on {day}.',
      released: '{name} passed something on, on {day}.',
      'handed-over': '{name} handed it to {to} on {day}.',
      'taken-unopened': '{name} fetched it on {day} to pass it on without reading it.',
      'passed-on': '{name} passed it on to {to} on {day} without reading it.',
      'picture-taken': '{name} fetched a picture or voice note on {day} to hand it on.',
      'destruction-asked': '{name} asked a colleague on {day} whether it should be destroyed.',
      destroyed: '{name} destroyed it on {day}.',
      held: '{name} kept it on {day}, because a child may be in danger.',
      'acted-without-consent': '{name} acted without your yes on {day}. See the messages.',
      'hold-lifted': '{name} ended the hold on {day}. You can destroy it again.',
    },
  },
  add: {
    heading: 'Add something',
    text: 'Your message',
    hint: 'A judge may order a desk to show what it can read. Leave out what you do not want there.',
    pictures: 'Pictures, at most five',
    picturesHint: 'Do not send sexual pictures, or any picture of someone under 18.',
    send: 'Lock it and send it',
    sending: 'Locking and sending…',
  },
  takeBack: {
    heading: 'Take back a yes',
    told: 'From then on nothing more is passed on or published. What was already passed on cannot be called back.',
    legend: 'What do you take back?',
    options: {
      warn: 'the warning to others',
      police: 'telling the police',
      'ugly-mugs': 'telling National Ugly Mugs',
      all: 'all of it',
    },
    button: 'Take it back',
  },
  destroy: {
    heading: 'Destroy what you sent',
    told: 'Your report, its pictures and all messages are hidden at once, and deleted after 3 full days. Until then you can undo it with your code.',
    limits:
      'Two things stay: what was already passed on, and what the desk must keep because a child may be in danger.',
    button: 'Destroy it',
    undo: 'Undo: keep it after all',
  },
  complain: {
    heading: 'Not happy with how this goes?',
    told: 'You can complain to another desk. Choose it on the next page.',
    link: 'Write a complaint',
  },
};

export type WayBackWords = typeof en;

/** Puts values in the places of a sentence. */
export const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
