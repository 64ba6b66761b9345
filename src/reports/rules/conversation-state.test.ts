import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftsOf, statesOf } from './conversation-state.ts';
import type { Conversation, Line } from './open-conversation.ts';

const who = { worker: 'w', firstName: 'Ada' };
const draft: Line['value'] = { type: 'draft', draft: 'd', text: 'Words.', severity: 1, fields: [], ...who };
const line = (sequence: number, value: Line['value'], fromDesk = true): Line => ({
  id: String(sequence),
  sequence,
  fromDesk,
  day: '2026-11-24',
  value,
});
const conversation = (lines: Line[], change: Partial<Conversation> = {}): Conversation => ({
  id: 'r',
  desk: 'support',
  kind: 'report',
  day: '2026-11-20',
  openedDay: null,
  waitingOn: 'desk',
  late: false,
  hiddenDay: null,
  acts: [],
  counted: null,
  lines,
  unverified: 0,
  next: lines.length + 1,
  ...change,
});
const names = (one: Conversation, today = '2026-11-24') => statesOf(one, today).map(({ state }) => state);

test('plain states, in the order in which things happened', () => {
  assert.deepEqual(names(conversation([])), ['received', 'unread']);
  assert.deepEqual(names(conversation([], { openedDay: '2026-11-21', late: true })), [
    'received',
    'read',
    'late',
  ]);
  const answered = [line(1, { type: 'text', text: 'Hello.', files: [] }), line(2, draft)];
  assert.deepEqual(names(conversation(answered)), ['received', 'answered', 'draft']);
  assert.deepEqual(names(conversation([], { hiddenDay: '2026-11-24' })), ['received', 'unread', 'hidden']);
});

test('a draft is open for seven days, then silence is no; her last word counts, and nobody else’s', () => {
  const stands = (lines: Line[], today: string) => draftsOf(conversation(lines), today)[0]?.stands;
  const answer = (yes: boolean) => ({ type: 'draft-answer', draft: 'd', yes, text: '' }) as const;
  assert.equal(stands([line(1, draft)], '2026-12-01'), 'open');
  assert.equal(stands([line(1, draft)], '2026-12-02'), 'silent');
  assert.equal(stands([line(1, draft), line(2, answer(true), false)], '2026-12-30'), 'yes');
  const both = [line(1, draft), line(2, answer(true), false), line(3, answer(false), false)];
  assert.equal(stands(both, '2026-11-25'), 'no');
  assert.equal(stands([line(1, draft), line(2, answer(true), true)], '2026-11-25'), 'open');
  assert.equal(draftsOf(conversation([line(1, draft, false)]), '2026-11-25').length, 0);
});
