/**
 * All that a message may say. Written by people, chosen by the member: whoever looks over a shoulder, and whoever carries it,
 * reads one of these and nothing of ours. A name of somebody else's (a shop, a library, a bank) is not among them.
 */
export const senders = ['waymark', 'notes', 'alex', 'diary'] as const;
export type Sender = (typeof senders)[number];
export const subjects = ['new', 'note', 'reminder', 'look'] as const;
export type Subject = (typeof subjects)[number];

type Neutral = {
  senders: Record<Sender, string>;
  subjects: Record<Subject, { title: string; line: string }>;
  /** What else an e-mail and a text carry: how to end them, and the code before the first. */
  stop: string;
  code: string;
};

export const neutral: Record<'en' | 'ro', Neutral> = {
  en: {
    senders: { waymark: 'Waymark', notes: 'Notes', alex: 'Alex', diary: 'Diary' },
    subjects: {
      new: { title: 'Something new', line: 'There is something new for you.' },
      note: { title: 'A note', line: 'You have a new note.' },
      reminder: { title: 'Reminder', line: 'Have a look when you have time.' },
      look: { title: 'Hello', line: 'Take a look when you can.' },
    },
    stop: 'To stop these messages: {link}',
    code: 'Your code is {code}. Type it at {link}. If you did not ask for this, do nothing.',
  },
  ro: {
    senders: { waymark: 'Waymark', notes: 'Notițe', alex: 'Alex', diary: 'Agendă' },
    subjects: {
      new: { title: 'Ceva nou', line: 'Este ceva nou pentru tine.' },
      note: { title: 'O notiță', line: 'Ai o notiță nouă.' },
      reminder: { title: 'Memento', line: 'Uită-te când ai timp.' },
      look: { title: 'Salut', line: 'Aruncă o privire când poți.' },
    },
    stop: 'Ca să oprești aceste mesaje: {link}',
    code: 'Codul tău este {code}. Scrie-l la {link}. Dacă nu ai cerut asta, nu face nimic.',
  },
};
