/** What a desk does when a picture may be one that nobody may have; desk pages are in English. */
export const picturesWords = {
  title: 'Waymark · pictures',
  heading: 'When a picture may be illegal',
  lead: 'A sexual picture or film of anybody under 18 is illegal to make, to keep, to copy and to pass on, also for a helper who means well. You do not have to be sure. If you think it may be one, do this.',
  now: 'At once',
  steps: [
    'Put it away: press “I did not need to see this”, or Lock. Do not look again to make sure.',
    'Do not forward it, copy it, save it, print it or photograph the screen. Not for the police either, and not for a colleague.',
    'Do not hand the record to another desk and do not pass it on: that copies its pictures.',
    'Do not ask for the record to be destroyed before the police have told you what to do with it.',
    'Do not ask the person who sent it for more, and do not ask them to send it to anybody else.',
  ],
  ring: 'Whom to ring',
  danger: 'A child is in danger now: call 999.',
  police: 'Otherwise ring the police on the same day',
  policeNoNumber: 'We show a number here when a person has rung it.',
  say: 'Say that you work at a help desk, that somebody sent you a picture which may be of a person under 18, that you have closed it, and that you ask what to do. Do not describe it more than they ask. Write down on paper: the day, your name, whom you rang and what they said. Nothing of the picture.',
  lead2:
    'Then tell the lead of your desk. Telling the police about a child at risk is done in the record under “Act without their yes”; a second colleague looks at it.',
  online: 'When it is on the internet',
  onlineSaid:
    'The Internet Watch Foundation takes reports of such pictures and has them removed. Report Remove is for a person under 18 whose picture it is. We show their addresses when a person has checked them.',
  person: 'The person who sent it',
  personSaid:
    'They may be the one in the picture. It is not their fault. Answer: thank them, say that you had to close it and whom you tell, and offer to talk.',
  you: 'You',
  youSaid: 'Seeing such a thing hurts. Stop for today if you can, and talk to your supervision.',
  adult: 'A sexual picture of an adult',
  adultSaid:
    'Put it away too. It stays locked in the record. It goes to nobody without their yes to pictures, field by field.',
  law: 'About the law: from memory, England and Wales (Protection of Children Act 1978, section 1; Criminal Justice Act 1988, section 160). No lawyer has read this page yet.',
  link: 'It may be illegal: what to do',
};
