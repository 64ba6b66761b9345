/** What stands around the pages of an area's guide. */
import type { AroundWords } from './words.ts';

export const aroundEn: AroundWords = {
  title: 'Waymark · guide',
  heading: 'Good to know',
  lead: 'Short pages. Each one says where it comes from and how old it is.',
  groups: {
    safety: 'Staying safe',
    law: 'What the law says',
    orders: 'Notices and orders',
    harm: 'If someone harms or forces you',
    health: 'Health',
    online: 'Online',
    money: 'Money and papers',
    leaving: 'If you leave',
    town: 'The town',
  },
  tools: {
    notice: ['Count the days of a notice', 'The last day to appeal, and who helps.'],
    nhs: ['Is this care free?', 'Free for all, may cost money, or ask first.'],
    evidence: ['A list of what happened', 'Stays on this phone. You can print it.'],
  },
  all: 'All pages',
  previous: 'Before:',
  next: 'Next:',
  pages: 'More pages',
  notAdvice: 'This is general information, not legal advice.',
  where: 'England and Wales.',
  asAt: (day) => `As at ${day}.`,
  facts: {
    heading: 'About this page',
    law: 'The law',
    inForce: 'In force',
    force: {
      yes: 'Yes',
      partly: 'Partly. Some of it has not started, or nobody here has checked that it has',
      no: 'No',
      'not known': 'Nobody here has checked',
    },
    asAt: 'True as at',
    reviewer: 'Read and signed by',
    nobody: 'Nobody yet',
    nobodyLawyer: 'Nobody yet: a solicitor must read this',
    nextCheck: 'Will be checked again by',
    sources: 'Where this comes from',
    memory: 'From memory, not looked up yet',
  },
  corrects: 'What is often said wrongly',
  due: (day) =>
    `This page should have been checked by ${day}. It may be out of date. Ask before you rely on it.`,
  hidden: {
    heading: 'We do not show this page now',
    told: (day) =>
      `It should have been checked by ${day}, and nobody has done it. Old advice can hurt, so we took it away. Ask a desk.`,
    held: 'Its keeper is looking at it. Ask a desk.',
  },
  notTranslated: '',
  oldTranslation: '',
  unrung:
    'Some helplines stand here without a number. We show a number only after a person here has rung it.',
  print:
    'You can print this page. Your browser may print its address at the edge; the print window lets you switch that off.',
};
