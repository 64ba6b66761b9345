import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingForInterpreter } from './interpreter.ts';

const text = (fromDesk: boolean) => ({
  fromDesk,
  value: { type: 'text' as const, text: 'fictional', files: [] },
});
const whole = { toName: 'Ion, Fictional Interpreters', fields: ['story'], saidYes: true };

test('an interpreter is given words only after the desk asked and she answered', () => {
  assert.equal(missingForInterpreter(whole, []), 'notAsked');
  assert.equal(missingForInterpreter(whole, [text(true)]), 'notAsked');
  assert.equal(missingForInterpreter(whole, [text(false), text(true)]), 'notAsked');
  assert.equal(
    missingForInterpreter(whole, [
      text(true),
      { fromDesk: false, value: { type: 'take-back', what: 'police' } },
    ]),
    'notAsked',
  );
  assert.equal(missingForInterpreter(whole, [text(true), text(false)]), null);
});

test('whom, what and her yes have to be there', () => {
  const talked = [text(true), text(false)];
  assert.equal(missingForInterpreter({ ...whole, toName: '' }, talked), 'toName');
  assert.equal(missingForInterpreter({ ...whole, fields: [] }, talked), 'fields');
  assert.equal(missingForInterpreter({ ...whole, saidYes: false }, talked), 'saidYes');
});
