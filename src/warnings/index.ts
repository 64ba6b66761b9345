/** The only door to warnings: cards, who may check, and what a check costs. */
import type { Kysely } from 'kysely';
import type { PinnedRoots } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import type { Clock } from '#kit/clock.ts';
import type { Markup } from '#kit/html/markup.ts';
import type { Handlers } from '#kit/http/index.ts';
import { EvaluatePosted, type Evaluation, evaluateHandlers } from './evaluate/evaluate.api.ts';
import { TokensPosted, tokenHandlers } from './evaluate/tokens.api.ts';
import { checkPage } from './check/check.page.ts';
import { approveWarningPage } from './approve-warning/approve-warning.page.ts';
import { draftWarningPage } from './draft-warning/draft-warning.page.ts';
import { draftHandlers } from './draft-warning/drafts.api.ts';
import { feedHandlers } from './feed/feed.api.ts';
import type { FeedWatch } from './feed/watch-feed.ts';
import { CardTaken, RecoveryPosted, joinHandlers } from './join/join.api.ts';
import { joinCardPage } from './join/join.page.ts';
import { behindPin as aroundPage } from './lock/pin-door.view.ts';
import { lockPage } from './lock/lock.page.ts';
import { lostPhonePage } from './lost-phone/lost-phone.page.ts';
import { mintHandlers } from './mint-card/mint-card.api.ts';
import { mintCardPage } from './mint-card/mint-card.page.ts';
import { memberWords } from './messages/member.ts';
import { printHandlers } from './print-sheet/print-sheet.api.ts';
import { printSheetPage } from './print-sheet/print-sheet.page.ts';
import { assembleFeed } from './queries/assemble-feed.ts';
import { keepCardAlive, readCard } from './queries/card-read.ts';
import { type FeedTurn, type StandingWarning, readStanding, turnFeed } from './queries/feed-epoch.ts';
import { readWarningsPage } from './read-warnings/read-warnings.page.ts';
import type { WarningsTables } from './tables.ts';

/** What machines send here, for the description of the addresses. */
export const warningSchemas = { CardTaken, EvaluatePosted, RecoveryPosted, TokensPosted };
export { payWithTokens, Tokens } from './evaluate/pay-with-tokens.ts';
export { type FeedWatch, watchFeed } from './feed/watch-feed.ts';
/** Around a page that opens the card of this device (`browser/open-member.ts`). */
export const behindPin = (language: string, main: Markup): Markup =>
  aroundPage(memberWords(language).words, main);
export { sweepWarnings } from './queries/sweep-warnings.ts';
export type { WarningsTables } from './tables.ts';

export type Warnings = Evaluation & {
  db: Kysely<WarningsTables>;
  turner: FeedTurner;
  watch: FeedWatch;
  frame: Frame;
  roots: PinnedRoots;
  clock: Clock;
  random: (length: number) => Uint8Array;
  /** Makes the bundle anew after a change; a fault is the nightly job's to mend. */
  publish: (area: string, when?: 'at-once') => Promise<unknown>;
};

/**
 * Publishes what is due in one area. `sweep`: the handle that sees every desk's warnings. `announce`: told, in the transaction
 * that makes the new file, that warnings stand which did not before; `highest` when the call was `at-once`.
 */
export function publisher({
  sweep,
  evaluators,
  clock,
  serviceSeed,
  announce,
}: {
  sweep: Kysely<WarningsTables>;
  evaluators: Evaluation['evaluators'];
  clock: Clock;
  serviceSeed: Uint8Array;
  announce?: Announce;
}) {
  return async (area: string, when?: 'at-once'): Promise<number | null> => {
    const { week, tokenKeys } = await evaluators.keys(area);
    return await assembleFeed(sweep, {
      area,
      today: clock.today(),
      serviceSeed,
      week,
      tokenKeys: tokenKeys.map((key) => new Uint8Array(Buffer.from(key, 'hex'))),
      ...(announce === undefined
        ? {}
        : {
            appeared: async (tx: Kysely<WarningsTables>) =>
              await announce(tx, area, when === 'at-once' ? 'highest' : 'other'),
          }),
    });
  };
}

/**
 * What turning the feed needs of every desk's warnings, which no desk's own handle shows. `sweep`: the handle that sees them.
 */
export type FeedTurner = {
  readStanding(area: string): Promise<StandingWarning[]>;
  turn(turn: FeedTurn): ReturnType<typeof turnFeed>;
};
export const feedTurner = (sweep: Kysely<WarningsTables>, clock: Clock): FeedTurner => ({
  readStanding: async (area) => await readStanding(sweep, area, clock.today()),
  turn: async (turn) => await turnFeed(sweep, turn, clock.today()),
});
export type Announce = (
  tx: Kysely<WarningsTables>,
  area: string,
  severity: 'highest' | 'other',
) => Promise<void>;

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
    ...feedHandlers(services),
    ...draftHandlers(services),
    deskWarnings: { get: approveWarningPage(services) },
    deskWarningNew: { get: draftWarningPage(services) },
    warnings: { get: readWarningsPage(services) },
    deskCards: { get: mintCardPage(services) },
    deskPrint: { get: printSheetPage(services) },
    ...printHandlers(services),
    lock: { get: lockPage(services) },
    lostPhone: { get: lostPhonePage(services) },
  };
}
