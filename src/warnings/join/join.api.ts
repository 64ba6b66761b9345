import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { redeemCard } from '../queries/card-redeem.ts';
import type { WarningsTables } from '../tables.ts';

export const CardTaken = v.strictObject({
  locator: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  verifyKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** Takes a card up: the device that comes first is given what the card holds, sealed to the card's words. */
export function joinHandlers({ db }: { db: Kysely<WarningsTables> }): Handlers {
  return {
    apiCards: {
      post: async (context) => {
        const posted = v.safeParse(CardTaken, await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const card = {
          locator: Buffer.from(posted.output.locator, 'hex'),
          verifyKey: Buffer.from(posted.output.verifyKey, 'hex'),
        };
        const taken = await redeemCard(db, context.area.id, card, context.today);
        if (!taken.ok) return problem(taken.why === 'no-such-card' ? 404 : 409, taken.why);
        return json({ sealedPath: Buffer.from(taken.sealedPath).toString('base64') });
      },
    },
  };
}
