import * as v from 'valibot';
import type { Clock } from '#kit/clock.ts';
import type { Answers, Evaluators, Why } from '#evaluator/index.ts';
import { type Handlers, Refused, json, problem } from '#kit/http/index.ts';
import { createForgedTokens } from './forged-tokens.ts';

export type Evaluation = { evaluators: Evaluators; clock: Clock };

/** Base64 in a body; bytes behind the schema. */
export const bytes = (length: number) =>
  v.pipe(
    v.string(),
    v.base64(),
    v.transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
    v.check((value) => value.length === length),
  );
const element = bytes(32);

export const EvaluatePosted = v.strictObject({
  tokens: v.pipe(v.array(bytes(162)), v.minLength(1), v.maxLength(2)),
  blinded: element,
});
const DeskPosted = v.strictObject({
  desk: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,39}$/)),
  day: v.pipe(v.string(), v.isoDate()),
  blinded: v.pipe(v.array(element), v.minLength(1), v.maxLength(20)),
  signature: bytes(64),
});

const statuses: Record<Why, 403 | 409 | 422 | 429> = {
  'bad-count': 422,
  'bad-element': 422,
  'another-day': 422,
  'bad-token': 403,
  'bad-signature': 403,
  'not-a-member': 403,
  spent: 409,
  'too-many-today': 429,
};

/** `today` is told where a request was signed for another day: a phone's clock may be wrong. */
export const refusal = (why: Why, today: string): Response =>
  problem(statuses[why], why, why === 'another-day' ? today : undefined);

export const encoded = (values: readonly Uint8Array[]): string[] =>
  values.map((value) => Buffer.from(value).toString('base64'));

export const proven = (answers: Extract<Answers, { ok: true }>['answers']) =>
  answers.map(({ evaluated, proof }) => ({
    evaluated: encoded(evaluated),
    proof: Buffer.from(proof).toString('base64'),
  }));

/** Blind evaluation for whoever has a token, and for desk workers by their signature. Nothing of it is kept here. */
export function evaluateHandlers({ evaluators, clock }: Evaluation): Handlers {
  const forged = createForgedTokens(clock);
  return {
    apiEvaluationKeys: {
      get: async ({ area }) =>
        json(await evaluators.keys(area.id), 200, { 'cache-control': 'public, max-age=300' }),
    },
    apiEvaluate: {
      post: async (context) => {
        const posted = v.safeParse(EvaluatePosted, await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const { tokens, blinded } = posted.output;
        const bucket = context.bucket();
        const answer = await forged.inTurn(
          bucket,
          async () => await evaluators.evaluate(context.area.id, tokens, blinded),
        );
        if (answer === null) return problem(429, 'busy');
        if (!answer.ok && answer.why === 'bad-token') forged.seen(bucket);
        if (!answer.ok) return refusal(answer.why, context.today);
        return json({
          evaluated: encoded(answer.answers.flatMap(({ evaluated }) => evaluated)),
          proofs: encoded(answer.answers.map(({ proof }) => proof)),
        });
      },
    },
    apiDeskEvaluate: {
      post: async (context) => {
        const posted = v.safeParse(DeskPosted, await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const { desk } = posted.output;
        const { worker, desks } = context.signedIn ?? {};
        if (worker === undefined || desks?.includes(desk) !== true) throw new Refused(403, 'not-yours');
        const answer = await evaluators.evaluateForDesk({ area: context.area.id, worker, ...posted.output });
        return answer.ok ? json({ answers: proven(answer.answers) }) : refusal(answer.why, context.today);
      },
    },
  };
}
