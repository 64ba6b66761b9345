import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EpochStatement } from '#sealed/epoch-chain.ts';
import { type Answers, type HerWord, daysUntilPublished, mayApprove, mayPutForward } from './approval.ts';

const epoch = (...workers: string[]): EpochStatement =>
  ({ members: workers.map((worker) => ({ worker })) }) as unknown as EpochStatement;
const chain = [epoch('ada', 'bea'), epoch('ada', 'bea', 'cem')];
const good: Answers = { worker: 'no', shared: 'no', arrested: 'no', reported: 'yes' };
const her = { wish: 'ask-first', isTemplate: false, answer: 'yes' } as const;
const asked = { answers: good, author: 'ada', approver: 'bea', chain, recordEpoch: 0, her };

test('a second member who belonged to the desk when the report came may sign', () => {
  assert.deepEqual(mayApprove(asked), { ok: true });
});

test('nobody approves what they wrote, and nobody who joined after the report', () => {
  assert.deepEqual(mayApprove({ ...asked, approver: 'ada' }), { ok: false, why: 'same-person' });
  assert.deepEqual(mayApprove({ ...asked, approver: 'cem' }), { ok: false, why: 'not-since-before' });
  assert.deepEqual(mayApprove({ ...asked, approver: 'cem', recordEpoch: 1 }), { ok: true });
});

test('there is one set of answers that lets a warning through', () => {
  const answer = fc.constantFrom('yes' as const, 'no' as const, null);
  fc.assert(
    fc.property(
      fc.record({ worker: answer, shared: answer, arrested: answer, reported: answer }),
      (answers) => {
        const all = JSON.stringify(answers) === JSON.stringify(good);
        assert.equal(mayApprove({ ...asked, answers }).ok, all);
      },
    ),
  );
});

test('silence is no yes, a no stays a no, and only the words that she saw need no asking', () => {
  const may = (wish: HerWord['wish'], isTemplate: boolean, answer: HerWord['answer']) => {
    const said = mayPutForward({ wish, isTemplate, answer });
    return said.ok ? 'yes' : said.why;
  };
  assert.equal(may('ask-first', false, null), 'she-was-not-asked');
  assert.equal(may('ask-first', true, null), 'she-was-not-asked');
  assert.equal(may('ask-first', false, 'yes'), 'yes');
  assert.equal(may('template', true, null), 'yes');
  assert.equal(may('template', false, null), 'she-was-not-asked');
  assert.equal(may('template', false, 'yes'), 'yes');
  assert.equal(may('template', true, 'no'), 'she-said-no');
  assert.equal(may('never', true, 'yes'), 'she-said-no');
  assert.equal(may(null, true, 'yes'), 'she-said-no');
});

test('it appears after one to five days, at once only where it is worst and she agreed', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (chance) => {
      const days = daysUntilPublished(2, true, chance);
      assert.ok(days >= 1 && days <= 5 && Number.isInteger(days));
      assert.ok(daysUntilPublished(3, false, chance) >= 1);
      assert.equal(daysUntilPublished(3, true, chance), 0);
    }),
  );
});
