/** Words of the desks' page for cards, and of the printed sheet. Desk pages are in English. */
export const cardsWords = {
  title: 'Waymark · cards',
  heading: 'Cards',
  lead: 'A card lets one person read warnings and check on their own phone. Give it by hand, to an adult you know, and say what it is. Nothing printed on it does.',
  onPaper: 'For readers without a phone: a sheet of warnings on paper',
  desk: 'Which desk makes them?',
  none: 'You do not belong to a desk that can make cards.',
  count: 'How many cards?',
  countHint: 'From 1 to 50. Paper that nobody uses dies after 30 days.',
  make: 'Make cards',
  making: 'Making cards in this browser.',
  made: 'These cards are here until you leave this page. Print them now: the words are kept nowhere else.',
  print: 'Print',
  clear: 'Done: take them off this screen',
  sheet: {
    line: 'Scan this, or open',
    words: 'and type these ten words:',
    once: (day: string) => `Works once, until ${day}.`,
    number: 'No.',
  },
  register: 'Cards so far',
  registerHint: 'Each sheet by its number and week. Who holds a card is not kept here.',
  sheetLine: (batch: string, week: string) => `Sheet ${batch}, week of ${week}: `,
  states: {
    printed: (count: number) => `${count} not used yet`,
    redeemed: (count: number) => `${count} in use`,
    revoked: (count: number) => `${count} stopped`,
    expired: (count: number) => `${count} too old`,
  },
  stopSheet: 'Stop this sheet',
  stopSheetAsk: (batch: string, count: number) =>
    `Stop all cards of sheet ${batch}? ${count === 1 ? 'One card gets' : `${count} cards get`} no new checks, and whoever uses one needs another card. This cannot be undone.`,
  sheetStopped: (batch: string, count: number) =>
    `Sheet ${batch}: ${count === 1 ? '1 card is' : `${count} cards are`} stopped.`,
  madeSheet: (batch: string) =>
    `This is sheet ${batch}. Write the number where you keep it, so that a lost sheet can be stopped.`,
  askedAgain: (count: number) =>
    count === 0
      ? 'Nobody has come with a card that was used already.'
      : `Cards that were used already and tried again: ${count}.`,
  empty: 'No cards yet.',
  find: 'Card number',
  revoke: 'Stop this card',
  revokeHint:
    'It gets no new checks from now on; those it has left end within two weeks. What it has read, it keeps. It reads nothing new once the feed has its next key.',
  revoked: (number: string) => `Card ${number} is stopped.`,
  noSuchCard: 'There is no card with this number.',
  turning: 'Stopped cards can still read',
  stillReading: (count: number) =>
    count === 1
      ? 'One stopped card can read warnings until the feed has its next key. This page makes one when somebody opens it on a later day.'
      : `${count} stopped cards can read warnings until the feed has its next key. This page makes one when somebody opens it on a later day.`,
  turn: 'Make the next key now',
  turningNow: (done: number, of: number) =>
    `Sealing warnings for the next key: ${done} of ${of}. Keep this page open.`,
  turned: 'The feed has its next key. Stopped cards read nothing new.',
  sharing: 'Other desks of this area',
  sharingHint:
    'A desk that is let in writes warnings of its own, hands out cards, and reads every warning. It cannot be shut out again: only new cards for everybody would do that.',
  isIn: 'writes warnings and hands out cards.',
  letIn: (name: string) => `Let ${name} in`,
  letInAsk: (name: string) => `Let everybody of ${name} write warnings and hand out cards?`,
  errors: {
    notShared: 'That desk changed its keys at this moment, or is not open. Try again.',
    count: 'Write a number from 1 to 50.',
    network: 'No answer came. No card was made: try again.',
    taken: 'A colleague made cards at the same moment. Try again.',
    refused: 'The keys of your desk did not hold. Make no cards, and tell a colleague:',
    full: 'There is no room for so many cards in this area.',
  },
};
