import type { EpochStatement } from '#sealed/epoch-chain.ts';

/** What the second worker answers before a warning may be published. */
export const questions = ['worker', 'shared', 'arrested', 'reported'] as const;
export type Answers = Record<(typeof questions)[number], 'yes' | 'no' | null>;

export type Approval =
  | { ok: true }
  | {
      ok: false;
      /**
       * `not-answered`; `about-a-worker`: the number may belong to somebody who sells sex; `shared`: to a shared phone, or
       * was given to somebody else; `arrested`: a case is open; `not-said-reported`; `same-person`: the author may not
       * approve; `not-since-before`: one of the two joined after the report; `she-said-no`, `she-was-not-asked`,
       * `no-answer`: what she chose when she reported.
       */
      why:
        | 'not-answered'
        | 'about-a-worker'
        | 'shared'
        | 'arrested'
        | 'not-said-reported'
        | 'same-person'
        | 'not-since-before'
        | 'she-said-no'
        | 'she-was-not-asked';
    };

const right: Answers = { worker: 'no', shared: 'no', arrested: 'no', reported: 'yes' };
const refusals = {
  worker: 'about-a-worker',
  shared: 'shared',
  arrested: 'arrested',
  reported: 'not-said-reported',
} as const;

/**
 * What she said about a warning: her wish at reporting, whether its text is the one that she was shown then, and her answer
 * to this very text where she was asked.
 */
export type HerWord = {
  wish: 'ask-first' | 'template' | 'never' | null;
  isTemplate: boolean;
  answer: 'yes' | 'no' | null;
};

/** Whether a second worker may sign. `recordEpoch`: of the report; both must have been members of that epoch. */
export function mayApprove(about: {
  answers: Answers;
  author: string;
  approver: string;
  chain: readonly EpochStatement[];
  recordEpoch: number;
  her: HerWord;
}): Approval {
  const { answers, author, approver, chain, recordEpoch } = about;
  if (author === approver) return { ok: false, why: 'same-person' };
  const then = chain[recordEpoch]?.members.map(({ worker }) => worker) ?? [];
  if (![author, approver].every((worker) => then.includes(worker)))
    return { ok: false, why: 'not-since-before' };
  const word = mayPutForward(about.her);
  if (!word.ok) return word;
  for (const question of questions) {
    if (answers[question] === null) return { ok: false, why: 'not-answered' };
    if (answers[question] !== right[question]) return { ok: false, why: refusals[question] };
  }
  return { ok: true };
}

/** Whether what she said lets a warning go on. Silence is no yes. */
export function mayPutForward({ wish, isTemplate, answer }: HerWord): Approval {
  if (wish === 'never' || wish === null || answer === 'no') return { ok: false, why: 'she-said-no' };
  if (answer === 'yes' || (wish === 'template' && isTemplate)) return { ok: true };
  return { ok: false, why: 'she-was-not-asked' };
}

/**
 * In how many days a warning appears: one to five, so that nobody counts back to a meeting; at once only for the highest
 * severity and where she agreed. @param chance at least 0 and below 1.
 */
export const daysUntilPublished = (severity: 1 | 2 | 3, sheAgreed: boolean, chance: number): number =>
  severity === 3 && sheAgreed ? 0 : 1 + Math.floor(chance * 5);
