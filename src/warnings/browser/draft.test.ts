import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo } from './draft.ts';

const [draft, text] = ['d1', 'It was reported.'];
const sent = (words = text, of = draft) => ({ value: { type: 'draft', draft: of, text: words } });
const said = (yes: boolean, of = draft) => ({ value: { type: 'draft-answer', draft: of, yes, text: '' } });
const back = (what: string) => ({ value: { type: 'take-back', what } });
const answer = (...messages: { value: { type: string } | null }[]) =>
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
  assert.equal(answer({ value: null }, sent(), said(true)), true);
});

test('a yes that was taken back is a no until she says yes again, whatever is sent to her meanwhile', () => {
  for (const what of ['warn', 'all']) {
    assert.equal(answer(back(what)), false);
    assert.equal(answer(sent(), said(true), back(what)), false);
    assert.equal(answer(sent(), said(true), back(what), sent()), false);
    assert.equal(answer(sent(), said(true), back(what), sent(), said(true)), true);
  }
  assert.equal(answer(sent(), said(true), back('police')), true);
});
