/** Words of writing, approving and keeping warnings. */
export const draftWords = {
  title: 'Waymark · write a warning',
  heading: 'Write a warning',
  intro:
    'Members see this text after they look up what you tick below. It must help them and must not point at the person who told you.',
  noRecord: 'Open a report in the inbox and choose “Write a warning from this”.',
  noWish: 'They did not allow a warning from this report. Answer them if you think that they would.',
  report: 'The report',
  severity: 'How severe is it?',
  severities: {
    1: 'Take care: deceit, not paying, pressure',
    2: 'Danger: robbery, threats, stalking',
    3: 'Grave danger: violence, sexual violence, weapons',
  } as Record<string, string>,
  text: 'The warning',
  textHint:
    'Say that it was reported, what the person does and how to know them, car or van too. No day, no place, no story.',
  identifiers: 'Looked up by',
  identifiersHint: 'At most four. This is how each is understood, however it is written.',
  unreadable: 'cannot be understood; ask for it again',
  screen: 'Look at this again',
  screenNone: 'Nothing in the text looks as if it points at anyone.',
  why: {
    time: 'a time of day: leave it out',
    date: 'a day or month: leave it out',
    place: 'a place: nothing finer than the area',
    'first-person': 'somebody speaks of themselves: say “this person …”',
    copied: 'their own words: say it in others',
    identifier: 'a number, plate or address in the text: it is looked up, never shown',
    count: 'how many: leave it out',
    'not-reported': 'the text must say that something was reported',
  },
  keep: 'Keep the draft',
  ask: 'Send it to them first',
  askSaid:
    'They see exactly this text with their code. If they do not answer within 7 days it is not published.',
  changedSaid:
    'These are not the words that they saw and agreed to. They see yours first, with their code; if they do not answer within 7 days it is not published.',
  forward: 'Put it forward to a colleague',
  forwardSaid: 'They agreed to exactly these words. A second one of you has to approve them.',
  sentBack: 'A colleague sent it back. What has to change:',
  repeatAsk: 'Was it reported before?',
  working: 'Asking the evaluator, which sees none of the numbers.',
  /** This report among them. */
  repeats: (reports: number, fromCards: number) =>
    reports > 1
      ? `${reports} opened reports of this desk name it, ${fromCards} of them from cards. One person can send several.`
      : 'no other opened report of this desk names it.',
  done: 'Kept. You find it under Warnings.',
  errors: {
    text: 'Write the warning first.',
    severity: 'Choose how severe it is.',
    identifiers: 'Tick at least one thing by which members can look it up, and at most four.',
    evaluator: 'The evaluator did not answer. Nothing is lost: press again.',
    network: 'No answer came. Nothing is lost: press again.',
    refused: 'The server refused it. Load the page again.',
  },
};

export const warningsWords = {
  title: 'Waymark · warnings',
  heading: 'Warnings',
  drafts: 'In the making',
  none: 'No draft is in the making.',
  standing: 'Standing',
  noneStanding: 'No warning of this desk stands.',
  states: {
    writing: 'being written',
    asked: 'sent to them',
    'to-approve': 'waits for a second person',
    'sent-back': 'sent back',
  } as Record<string, string>,
  by: (name: string) => `by ${name}`,
  open: 'Open',
  look: 'Look whether they answered',
  noAnswer: (days: number) =>
    days > 0
      ? `No answer yet. ${days} days are left.`
      : 'They did not answer within 7 days: it is not published.',
  saidYes: 'They said yes.',
  saidNo: 'They said no. It is not published.',
  theirWords: 'They wrote:',
  forward: 'Put it forward to a colleague',
  change: 'Change it',
  inEnglish: 'In English:',
  drop: 'Drop it',
  dropped: 'Dropped.',
  sendBack: 'Send back',
  sendBackWhy: 'What has to change?',
  sentBackSaid: 'Sent back with:',
  questions: {
    worker: 'Could this number or name belong to somebody who sells sex?',
    shared: 'Could it be a shared telephone, or have been given to somebody else since?',
    arrested: 'Is anybody arrested or charged in this matter?',
    reported: 'Does the text say that something was reported, not that it is so?',
  },
  yes: 'Yes',
  no: 'No',
  approve: 'Sign and publish',
  approveHint:
    'You sign beside your colleague. It appears after one to five days, at once only where it is gravest and they agreed.',
  approved: 'Signed. It appears by itself on its day.',
  refused: {
    'not-answered': 'Answer all four questions.',
    'about-a-worker': 'A warning about somebody who sells sex is never published. Send it back or drop it.',
    shared: 'Somebody else could be hurt by it. Send it back.',
    arrested: 'While a case is open we publish nothing about it. Send it back and ask for advice.',
    'not-said-reported': 'Send it back: it must say that something was reported.',
    'same-person': 'You wrote it: a colleague has to sign.',
    'not-since-before': 'One of you joined the desk after this report. Two who were here then have to sign.',
    'she-said-no': 'They did not allow it.',
    'she-was-not-asked': 'They have not said yes to this text.',
  },
  unsigned: 'This draft was not signed by the colleague whose name it bears. Nothing of it is shown.',
  ghost: 'The keys that the server shows are not the ones that this desk signed. Nothing was opened. Reason:',
  waits: (day: string) => `appears on ${day}`,
  until: (day: string) => `until ${day}`,
  withdraw: 'Withdraw',
  withdrawAsk: 'Take this warning away from everybody now?',
  renew: 'Renew for 90 days',
  correct: 'Correct',
  correctText: 'What has to be said now',
  correctDo: 'Sign the correction',
  failed: 'It did not work. Nothing was changed: press again.',
};

export const feedElsewhere =
  'Another desk of this area keeps its cards and warnings. Ask somebody there to let your desk in: it is under Cards.';
