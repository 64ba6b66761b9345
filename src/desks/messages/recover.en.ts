/** Words of coming back in with the papers; desk pages are in English. */
export const recoverWords = {
  title: 'Waymark · come back in',
  heading: 'Come back in with the papers',
  intro:
    'For whoever set up the first desk and has lost the ten words and every passkey. Bring two of the three papers together; each is with another organisation. What you type here does not leave this browser.',
  others:
    'Everybody else: ask your colleagues. They remove you and invite you again, and nothing that was sent to the desk is lost.',
  paper: (number: number): string => (number === 1 ? 'One paper' : 'Another paper'),
  go: 'Go on',
  working: 'Making your new keys.',
  errors: {
    length: 'A paper has 68 letters and digits. Look at it again.',
    checksum: 'There is a mistake in one of them. Look at each group of four.',
    version: 'This paper was made by a later Waymark.',
    'too-few': 'Two papers are needed.',
    'same-share': 'That is the same paper twice. Bring another one.',
    'different-sets': 'These two papers are not of one desk.',
    'no-such-papers': 'Nobody comes back with these papers here. Are they of another area?',
    ghost:
      'The keys that the server gave are not the ones that your desk signed. Nothing was changed. Ask another organisation to look.',
    refused: 'It was refused. Begin again.',
    network: 'No answer came. What you typed is still here: press again.',
  },
  done: 'You are in, with your new words',
  next: [
    'Your old words, every passkey and every other session are dead.',
    'Your colleagues see on the page of people that you came back with the papers, and on which day.',
    'Give the papers back to who kept them. They still work.',
  ],
  people: 'To the people of the desk',
  passkey: 'Make a passkey',
};
