/** The only door to warnings: cards, who may check, and what a check costs. */
import type { Kysely } from 'kysely';
import type { PinnedRoots } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import type { Handlers } from '#kit/http/index.ts';
import { type Evaluation, evaluateHandlers } from './evaluate/evaluate.api.ts';
import { tokenHandlers } from './evaluate/tokens.api.ts';
import { checkPage } from './check/check.page.ts';
import { joinHandlers } from './join/join.api.ts';
import { joinCardPage } from './join/join.page.ts';
import { mintHandlers } from './mint-card/mint-card.api.ts';
import { mintCardPage } from './mint-card/mint-card.page.ts';
import { keepCardAlive, readCard } from './queries/card-read.ts';
import type { WarningsTables } from './tables.ts';

export { sweepCards } from './queries/card-sweep.ts';
export type { WarningsTables } from './tables.ts';

export type Warnings = Evaluation & { db: Kysely<WarningsTables>; frame: Frame; roots: PinnedRoots };

export function warningHandlers(services: Warnings): Handlers {
  return {
    ...evaluateHandlers(services),
    ...tokenHandlers({
      evaluators: services.evaluators,
      readCard: async (...card) => await readCard(services.db, ...card),
      keepCardAlive: async (...card) => await keepCardAlive(services.db, ...card),
    }),
    ...mintHandlers(services),
    ...joinHandlers(services),
    join: { get: joinCardPage(services) },
    check: { get: checkPage(services) },
    deskCards: { get: mintCardPage(services) },
  };
}
