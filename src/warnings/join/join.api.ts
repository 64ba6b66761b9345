import { ed25519 } from '@noble/curves/ed25519.js';
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { cardRecoveryBytes } from '#sealed/blind/card-request.ts';
import { SEALED_PATH_LENGTH } from '#sealed/card.ts';
import { bytes } from '../evaluate/evaluate.api.ts';
import { readCard } from '../queries/card-read.ts';
import { keepRecovery } from '../queries/card-recovery.ts';
import { redeemCard } from '../queries/card-redeem.ts';
import type { WarningsTables } from '../tables.ts';

export const CardTaken = v.strictObject({
  locator: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  verifyKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

export const RecoveryPosted = v.strictObject({
  locator: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  day: v.pipe(v.string(), v.isoDate()),
  recoveryLocator: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  sealedPath: bytes(SEALED_PATH_LENGTH),
  signature: bytes(64),
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
    apiCardRecovery: {
      post: async ({ area, today, json: read }) => {
        const posted = v.safeParse(RecoveryPosted, await read());
        if (!posted.success) return problem(422, 'malformed');
        const { day, sealedPath, signature } = posted.output;
        const locator = new Uint8Array(Buffer.from(posted.output.locator, 'hex'));
        const recoveryLocator = new Uint8Array(Buffer.from(posted.output.recoveryLocator, 'hex'));
        const card = await readCard(db, area.id, locator, today);
        const signed = cardRecoveryBytes({ area: area.id, locator, day, recoveryLocator, sealedPath });
        if (card === null || !card.alive || !ed25519.verify(signature, signed, card.verifyKey))
          return problem(403, 'no-such-card');
        if (day !== today) return problem(409, 'another-day');
        const kept = await keepRecovery(db, area.id, { locator, recoveryLocator, sealedPath });
        return kept ? json({ kept: true }, 201) : problem(403, 'no-such-card');
      },
    },
  };
}
