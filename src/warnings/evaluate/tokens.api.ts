import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import * as v from 'valibot';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { cardRequestBytes } from '#sealed/blind/card-request.ts';
import { sameBytes } from '#sealed/wire.ts';
import { type Evaluation, bytes, proven, refusal } from './evaluate.api.ts';

/** What a redeemed card signs with (Ed25519, 32 bytes), and whether it was neither revoked nor ran out. */
export type CardKey = { verifyKey: Uint8Array; alive: boolean };
/** Null where no such card was redeemed. @param locator 16 bytes @param today ISO date */
export type ReadCard = (area: string, locator: Uint8Array, today: string) => Promise<CardKey | null>;
/** Told after each batch, so that a card in use does not run out. */
export type KeepCardAlive = (area: string, locator: Uint8Array, today: string) => Promise<void>;

/** One full batch: what a card may have issued on one day. */
const MOST = 20;

export const TokensPosted = v.strictObject({
  locator: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  day: v.pipe(v.string(), v.isoDate()),
  blinded: v.pipe(
    v.array(v.pipe(v.array(bytes(32)), v.minLength(1), v.maxLength(MOST))),
    v.minLength(1),
    v.maxLength(2),
  ),
  signature: bytes(64),
});

/**
 * Gives a card blind tokens, 20 a day. How many it had today is known in memory only, and forgotten with the day; an
 * unknown card, a revoked one and a wrong signature are one answer.
 */
export function tokenHandlers({
  evaluators,
  readCard,
  keepCardAlive,
}: Pick<Evaluation, 'evaluators'> & { readCard: ReadCard; keepCardAlive: KeepCardAlive }): Handlers {
  let [day, issued] = ['', new Map<string, { count: number; last: Uint8Array }>()];
  return {
    apiTokens: {
      post: async (context) => {
        const { area, today } = context;
        const posted = v.safeParse(TokensPosted, await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const { blinded, signature } = posted.output;
        const locator = new Uint8Array(Buffer.from(posted.output.locator, 'hex'));
        const card = await readCard(area.id, locator, today);
        const signed = cardRequestBytes({
          area: area.id,
          locator,
          day: posted.output.day,
          blinded,
        });
        if (card === null || !card.alive || !ed25519.verify(signature, signed, card.verifyKey))
          return problem(403, 'no-such-card');
        if (posted.output.day !== today) return refusal('another-day', today);
        if (today !== day) [day, issued] = [today, new Map()];
        const place = `${area.id}/${posted.output.locator}`;
        const had = issued.get(place);
        const hash = createHash('sha256').update(signed).digest();
        // The same request again has lost its answer: it costs nothing.
        const again = had !== undefined && sameBytes(had.last, hash);
        const count = (had?.count ?? 0) + (again ? 0 : Math.max(...blinded.map(({ length }) => length)));
        if (count > MOST) return refusal('too-many-today', today);
        issued.set(place, { count, last: hash });
        const answer = await evaluators.issue(area.id, blinded);
        if (!answer.ok) {
          // Nothing was given: the count is as before, if nothing else came meanwhile.
          if (issued.get(place)?.last === hash)
            issued.set(place, { count: had?.count ?? 0, last: new Uint8Array() });
          return refusal(answer.why, today);
        }
        await keepCardAlive(area.id, locator, today);
        return json({ answers: proven(answer.answers) });
      },
    },
  };
}
