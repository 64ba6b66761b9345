/** Words of the desks' page for warnings on paper, and of the paper. Desk pages are in English. */
const copies = (count: number): string => (count === 1 ? '1 copy' : `${count} copies`);

export const printWords = {
  title: 'Waymark · sheet',
  heading: 'A sheet for readers without a phone',
  lead: 'What stands now, on paper that you count out and back. It holds descriptions and at most the last three digits, never a whole number, a name or a plate. Let people read it with you, or take it back when you leave.',
  cards: 'Cards are better where somebody has a phone',
  desk: 'Which desk prints it?',
  standing: (count: number) => (count === 1 ? 'One warning stands.' : `${count} warnings stand.`),
  nothing: 'No warning stands now: there is nothing to print.',
  leftOut: (count: number) =>
    count === 1
      ? 'One is left out: its text holds a number or an address.'
      : `${count} are left out: their texts hold a number or an address.`,
  copies: 'How many copies?',
  copiesHint: 'From 1 to 50. Print no more than you can count back.',
  make: 'Make the sheet',
  making: 'Opening the warnings in this browser.',
  made: (number: number, count: number) =>
    `Sheet ${number} is counted: ${copies(count)}. Print now: what stands on it is kept nowhere else.`,
  print: 'Print',
  clear: 'Done: take it off this screen',
  paper: {
    heading: (number: number, copy: number, of: number) => `Sheet ${number} · copy ${copy} of ${of}`,
    days: (printed: string, destroy: string) => `${printed}. Destroy by ${destroy}.`,
    back: 'Give this back to whoever gave it to you. Do not leave it lying about, and take no picture of it.',
    reported: 'Somebody reported each of these. None was tested in court.',
    hint: (digits: string) => `Number ends in ${digits}`,
    end: 'If somebody is not on this sheet, that does not mean that they are safe.',
  },
  out: 'Sheets that are out',
  outHint: 'Count each copy: destroyed, or lost. Who has one is not kept here.',
  none: 'No sheet is out.',
  line: (number: number, printed: string, count: number) =>
    `Sheet ${number}, ${printed}: ${copies(count)} out. `,
  late: (count: number) => `To be destroyed ${count === 1 ? 'yesterday' : `${count} days ago`}. `,
  due: (day: string) => `Destroy by ${day}. `,
  changed: 'The list has changed since: take it back and print another. ',
  cameBack: 'Came back and destroyed',
  lost: 'Lost',
  count: 'Count',
  counted: (number: number) => `Sheet ${number} is counted.`,
  errors: {
    copies: 'Write a number from 1 to 50.',
    more: 'More came back or were lost than went out. Count again.',
    whole: 'Write whole numbers, 0 for none.',
    network: 'No answer came. Nothing was changed: try again.',
    refused: 'The keys of your desk did not hold. Print nothing, and tell a colleague:',
    ghost: 'A text did not bear two signatures of its desk. It is left out. Tell the lead.',
  },
};
