/** Words of acting without a yes; desk pages are in English. */
export const withoutConsentWords = {
  heading: 'Act without their yes',
  hint: 'Only where a child or a life is at risk, or a court orders it. Give as little as helps. A second colleague looks at it within 24 hours, and your lead is told at once.',
  ground: 'Why may you?',
  grounds: {
    child: 'A child is at risk',
    life: 'A life is at risk',
    court: 'A court orders it: two of us, and advice',
    lift: 'End the hold: what was kept may be destroyed again',
  },
  toName: 'To whom? Organisation and person, as you would say it',
  how: 'How?',
  ways: { phone: 'By telephone', person: 'In person', email: 'By e-mail', post: 'By post' },
  fields: 'What do you give? Each thing by itself',
  nothing: 'Nothing was written that could be given.',
  exact: 'These are the exact words:',
  why: 'What makes you sure enough?',
  advice: 'Who advised on the order, and what did they say?',
  hold: 'Keep the record while a child is at risk, also if they destroy it',
  told: 'Are they told?',
  tellNow: 'Yes: they read at once who was told what',
  tellLater: 'Not yet: telling them would put somebody at risk, or the court forbids it',
  notToldWhy: 'Why not yet?',
  tellBy: 'On which day do we ask again? At most 28 days from now',
  act: 'Write it down and act now',
  ask: 'Ask a colleague to do it with you',
  missing: {
    ground: 'Choose why you may.',
    toName: 'Write to whom.',
    fields: 'Tick at least one thing that you give.',
    why: 'Write what makes you sure enough.',
    advice: 'Write who advised on the order.',
    notToldWhy: 'Write why they are not told yet.',
    tellBy: 'Choose a day after today, at most 28 days from now.',
  },
  working: 'Locking and writing it down.',
  notSent: 'No answer came. Press again: it is written down once.',
  list: 'What was done without their yes',
  states: {
    asked: 'waits for a second colleague to do it',
    done: 'done; a second colleague has to look',
    reviewed: 'a second colleague has looked',
    refused: 'a second colleague did not agree; nothing was done',
  },
  unverified: 'This was not signed by the colleague whose name it bears. Nothing of it is shown.',
  by: (name: string, day: string) => `${name}, ${day}`,
  to: (name: string, how: string) => `To ${name}. ${how}.`,
  reason: (text: string) => `Why: ${text}`,
  advised: (text: string) => `Advice: ${text}`,
  notTold: (text: string, day: string) => `They are not told until ${day}: ${text}`,
  late: 'Late: the 24 hours are over.',
  look: 'Your look',
  agrees: 'Do you agree?',
  yes: 'Yes',
  no: 'No',
  lift: 'End the hold',
  lookText: 'What do you see? What has to happen now?',
  lookDone: 'Sign it',
  lookMissing: 'Choose yes or no, and write what you see.',
  said: (name: string, agrees: boolean) => `${name} ${agrees ? 'agrees' : 'does not agree'}.`,
  waitsForOther: 'A colleague other than you has to look at this.',
  tell: 'Tell them now',
  seen: 'I have seen it',
  inList: {
    late: (n: number) =>
      n === 1
        ? 'One act without a yes has waited longer than 24 hours for a second colleague.'
        : `${n} acts without a yes have waited longer than 24 hours for a second colleague.`,
    due: (n: number) =>
      n === 1
        ? 'One act without a yes waits for a second colleague.'
        : `${n} acts without a yes wait for a second colleague.`,
    tell: (n: number) =>
      n === 1 ? 'Ask again today: can they be told?' : `Ask again today about ${n} acts: can they be told?`,
    lead: (n: number) =>
      n === 1
        ? 'Something was done without a yes. You have not seen it yet.'
        : `${n} acts without a yes that you have not seen yet.`,
  },
  open: 'Go to it',
};
