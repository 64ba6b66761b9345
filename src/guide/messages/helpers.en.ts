/** Words of the three helpers. Only what the facts say is confirmed; what nobody has checked is said to be so. */
import type { HelperWords } from './helpers.ts';

const notChecked =
  'Nobody here has checked how many days there are to fight this. Some time limits are very short. Get legal advice this week.';

export const helpersEn: HelperWords = {
  error: 'Error',
  wrong: 'There is a problem',
  answer: 'The answer',
  forgotten: 'We do not keep what you choose or type here. The server sees it for a moment, then forgets it.',
  notAdvice:
    'This is general information, not legal advice. As at 23 November 2026. A solicitor must still read it.',
  notice: {
    title: 'Waymark · days',
    heading: 'Count the days of a notice',
    lead: 'Tell us what you were given and the date on it. For England and Wales.',
    what: 'What were you given?',
    kinds: {
      cpn: 'A community protection notice (CPN)',
      warning: 'A written warning that comes before a CPN',
      caution: 'A caution for loitering or soliciting',
      dispersal: 'An order to leave an area (dispersal)',
      pspo: 'A fine or order under a public spaces protection order (PSPO)',
      injunction: 'An injunction or another court order',
      closure: 'A closure notice or order on a place',
      other: 'Something else, or I am not sure',
    },
    when: 'If it is a community protection notice: which date is on it?',
    whenHint:
      'For example, 3 11 2026. The days begin when it was issued to you. If you got it on another day, write the earlier of the two.',
    parts: { day: 'Day', month: 'Month', year: 'Year' },
    count: 'Tell me',
    lastDay: 'The last day to appeal is',
    over: 'The days to appeal are over. The last day was',
    counted: (issued) => `That is 21 days, and ${issued} is the first of them.`,
    left: (days) =>
      days < 0
        ? 'Get legal advice today all the same.'
        : days === 0
          ? 'That is today. Ring a solicitor or law centre now.'
          : days === 1
            ? 'That is tomorrow.'
            : `There are ${days} days left.`,
    weekend: (friday) =>
      friday === null
        ? 'That day is at a weekend, and the court may be shut. Ring a solicitor or law centre today.'
        : `That day is at a weekend, and the court may be shut. Try to be done by ${friday}.`,
    shut: 'We do not count bank holidays. The court may be shut on one, and nobody here has checked that you then have longer. Do not wait for the last day.',
    meanwhile: 'What counts while you wait',
    meanwhilePoints: [
      'What it tells you to stop doing stays in force while you appeal, unless the court says something else.',
      'Other things that it tells you to do have no force until the appeal is over.',
      'Breaking it is an offence. You can be fined for it. We say so from memory: nobody here has looked up section 48 yet.',
      'The appeal goes to the magistrates’ court.',
    ],
    told: {
      warning:
        'A written warning comes first. If you go on, a notice may follow, and that one can be appealed. Keep the warning. Show it to a solicitor or a law centre.',
      caution:
        'Get legal advice the same week. The sources that we read do not agree on how such a caution can be fought, so we name no number of days.',
      dispersal:
        'It may not keep you from your home, from work or a court that you must go to, from school, or from medical treatment. Nobody here has checked how it can be fought. Get legal advice this week.',
      pspo: notChecked,
      injunction: notChecked,
      closure: notChecked,
      other: notChecked,
    },
    who: 'Who helps',
    whoSaid:
      'A solicitor or a law centre. Take the paper with you and do not throw it away. If you have no one, ask a desk here.',
    whoLink: 'Look for legal help near you',
    errors: {
      kind: 'Choose what you were given. “I am not sure” is an answer too.',
      missing: 'Write the date that is on the notice.',
      'no-such-day': 'We could not read this date. Use numbers, for example 3 11 2026.',
      'short-year': 'Write the year with four numbers, for example 2026.',
      'too-old': 'There were no such notices before 2014. Look at the year on it again.',
      'to-come': 'This day has not come yet. Look at the date on the notice again.',
    },
  },
  nhs: {
    title: 'Waymark · care',
    heading: 'Is this care free?',
    lead: 'For the NHS in England. We ask what care you need. We never ask where you are from.',
    what: 'What do you need?',
    kinds: {
      gp: 'To see a GP (a family doctor)',
      emergency: 'A&E, because it cannot wait',
      sexual: 'A test or treatment for HIV or another infection from sex',
      contraception: 'Contraception',
      violence: 'Care after sexual violence',
      trafficked: 'Care while I am in the system for people who were trafficked (the NRM)',
      ward: 'To stay in hospital after A&E',
      planned: 'An appointment or operation at a hospital',
      other: 'Something else',
    },
    look: 'Tell me',
    answers: {
      'free-for-all': 'Free for everyone',
      'may-cost': 'It may cost money',
      'ask-first': 'Ask first',
    },
    told: {
      gp: 'Nobody has to pay to see a GP.',
      emergency: 'A&E is free for everyone. That ends when you are taken into the hospital as a patient.',
      sexual: 'Sexual health clinics are free and private for everyone. So are tests and treatment for HIV.',
      contraception: 'It is free for everyone.',
      violence:
        'A&E and sexual health clinics are free for everyone, also for this. We have read that the rest is not charged for, but nobody here has checked it. Ask before you sign anything. You do not have to tell the police to get care.',
      trafficked:
        'We have read that this care is not charged for, but nobody here has checked it. Ask before you sign anything.',
      ward: 'A hospital must ask everyone where they live. Some people who do not live in the UK for good have to pay.',
      planned:
        'A hospital must ask everyone where they live. Some people who do not live in the UK for good have to pay.',
      other: 'We do not know. Asking costs nothing.',
    },
    askPoints: [
      'Ask: “Will I be charged? How much? Can I pay a little at a time?”',
      'A debt of £500 or more that is not paid for two months can be told to the Home Office. It can be used to refuse a visa.',
      'If that worries you, talk to an immigration adviser first. An adviser must be registered. Ask to see proof.',
      'If it cannot wait, go to A&E or call 999 all the same.',
    ],
    alwaysHeading: 'Always free, for everyone',
    always: ['A GP', 'A&E, until you are taken into the hospital', 'Sexual health and HIV', 'Contraception'],
    source:
      'From: guidance on charging overseas visitors in England, gov.uk, 24 December 2024. As at 23 November 2026. Read and signed by: nobody yet.',
    missing: 'Choose what you need. “Something else” is an answer too.',
  },
  evidence: {
    title: 'Waymark · list',
    heading: 'A list of what happened',
    lead: 'For threats, blackmail, a cheat, or when you were stopped. Write things down while you still know them.',
    points: [
      'The list stays on this phone, in this tab. It is not sent to us or to anyone.',
      'Close the tab and it is gone. Print it, or copy it to a safe place.',
      'Do not put pictures of anyone here. Keep messages, names and dates.',
      'Someone who looks at this phone can read it while the tab is open.',
    ],
    without:
      'This list needs JavaScript, because it is made on your phone alone. Without it, use paper: what happened, when, on which site, and the name or number they used.',
    fields: {
      what: 'What did they do or say?',
      when: 'When?',
      where: 'Where: which site, app or phone?',
      who: 'The name or number they used',
    },
    add: 'Add to the list',
    list: 'Your list',
    empty: 'Nothing yet.',
    entry: 'number',
    remove: 'Remove',
    removeAll: 'Remove all',
    dies: 'Kept in this tab only. Closing the tab or “Remove all” wipes it.',
    goes: 'Leave wipes this list too',
    goesHint: 'Take the tick away if you need the list more than you fear that someone sees it.',
    print: 'Print',
  },
};
