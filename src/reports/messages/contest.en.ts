/** Words of `/contest`. They are the same whether or not anything is kept about whoever reads them. */
export const contestEn = {
  title: 'Waymark · contest',
  heading: 'Contest a warning, or ask what is kept about you',
  lead: 'Anyone can use this page. You can skip anything.',
  same: 'This page never looks whether there is a warning. Everyone gets the same words, and waits the same time.',
  who: 'A desk of another organisation than the one that writes warnings reads this. It looks, decides, and answers you with the code that you get at the end.',
  rights:
    'The law gives you rights over what is kept about you: to see it, to have it put right, to object, to have it deleted. The desk answers within one month. It may have to hold something back to keep somebody else safe. (UK GDPR, articles 12 to 21. A lawyer has not yet read these words.)',
  reporter: 'We never say who told us something. Please do not try to find out.',
  desk: 'Who should read this?',
  wantsLegend: 'What would you like?',
  wantsHint: 'Choose all that fit.',
  wants: {
    wrong: 'A warning about me is wrong, or it means somebody else',
    see: 'Tell me what you keep about me',
    correct: 'Put it right',
    delete: 'Delete it',
    object: 'I object to you keeping or using it',
  },
  details: 'What to look for',
  detailsHint:
    'A phone number, e-mail, name on a site or number plate of yours. The desk can look for nothing without one. It goes only to the desk.',
  story: 'In your own words',
  storyHint: 'What is wrong, and what would be right?',
  contact: 'How to reach you, if you do not want to use the code',
  contactHint: 'You do not have to.',
  send: 'Lock it and send it',
  nothingSaid: 'Tell us at least one thing: tick what you would like, or write a few words.',
  already: {
    heading: 'We already have this one',
    told: 'This was stored before, and it stays as it was. What you changed since was not added: use your code to add something.',
  },
  closed: {
    heading: 'Nobody can read this yet',
    told: 'A contest is read by a desk of another organisation than the one that writes warnings. No such desk is open here yet, so we do not take it. That is not your fault. Please come back later.',
  },
};
export type ContestWords = typeof contestEn;
