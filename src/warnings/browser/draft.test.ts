import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageValue } from '#desks/browser.ts';
import { answerTo } from './draft.ts';

const [draft, text] = ['d1', 'It was reported.'];
const speaker = { worker: 'w', firstName: 'Ada' };
const sent = (words = text, of = draft, fromDesk = true) => ({
  fromDesk,
  value: {
    type: 'draft',
    draft: of,
    text: words,
    severity: 1,
    fields: [],
    ...speaker,
  } satisfies MessageValue,
});
const said = (yes: boolean, of = draft, fromDesk = false) => ({
  fromDesk,
  value: { type: 'draft-answer', draft: of, yes, text: '' } satisfies MessageValue,
});
const answer = (...messages: { fromDesk: boolean; value: MessageValue | null }[]) =>
  answerTo({ draft, text }, messages)?.yes;

test('an answer counts for the text that was sent to her last, and for no other', () => {
  assert.equal(answer(), undefined);
  assert.equal(answer(sent()), undefined);
  assert.equal(answer(said(true)), undefined, 'a yes to what she never saw');
  assert.equal(answer(sent(), said(true)), true);
  assert.equal(answer(sent(), said(true), said(false)), false);
  assert.equal(answer(sent('Other words.'), said(true)), undefined);
  assert.equal(answer(sent(), said(true), sent('Other words.')), undefined);
  assert.equal(answer(sent(), said(true), sent('Other words.'), said(true)), undefined);
  assert.equal(answer(sent('Other words.'), said(false), sent(), said(true)), true);
  assert.equal(answer(sent(text, 'd2'), said(true, 'd2')), undefined);
  assert.equal(answer({ fromDesk: false, value: null }, sent(), said(true)), true);
});

test('a desk cannot answer for her, nor she send herself the words', () => {
  assert.equal(answer(sent(), said(true, draft, true)), undefined);
  assert.equal(answer(sent(text, draft, false), said(true)), undefined);
  assert.equal(answer(sent(), said(false), said(true, draft, true)), false);
});
