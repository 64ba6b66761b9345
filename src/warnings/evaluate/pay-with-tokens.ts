import * as v from 'valibot';
import { type Context, problem } from '#kit/http/index.ts';
import { type Evaluation, bytes, refusal } from './evaluate.api.ts';
import { createForgedTokens } from './forged-tokens.ts';

/** One token of each evaluator, as they come in a body. */
export const Tokens = v.pipe(v.array(bytes(162)), v.minLength(1), v.maxLength(2));

/**
 * Takes a payment for something else than a look-up: it shows that a card asks, and not which. `element`: what the token is
 * bound to (`boundElement`); the same again costs nothing. Null when it was paid, else the refusal to answer with.
 */
export function payWithTokens({ evaluators, clock }: Evaluation) {
  const forged = createForgedTokens(clock);
  return async (
    context: Pick<Context, 'area' | 'today' | 'bucket'>,
    tokens: Uint8Array[],
    element: Uint8Array,
  ): Promise<Response | null> => {
    const bucket = context.bucket();
    const answer = await forged.inTurn(
      bucket,
      async () => await evaluators.evaluate(context.area.id, tokens, element),
    );
    if (answer === null) return problem(429, 'busy');
    if (answer.ok) return null;
    if (answer.why === 'bad-token') forged.seen(bucket);
    return refusal(answer.why, context.today);
  };
}
