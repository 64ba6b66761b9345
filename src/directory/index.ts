/** The only door to the directory: services that are really open, and what is known of them. */
import type { Kysely } from 'kysely';
import type { Frame } from '#guide/index.ts';
import type { Clock } from '#kit/clock.ts';
import type { Handlers } from '#kit/http/index.ts';
import { factsPages } from './facts/facts.page.ts';
import { feedHandlers } from './hsds/feed.api.ts';
import { importPage } from './import/import.page.ts';
import { helpPage } from './help/help.page.ts';
import { servicePages } from './service/service.page.ts';
import { stillRightPages } from './still-right/still-right.page.ts';
import type { ReadShown } from './shown.ts';
import type { DirectoryTables } from './tables.ts';

export { type FeedDescribed, feedDescription } from './hsds/describe-feed.ts';
export { type DirectoryPack, loadDirectory } from './load-directory.ts';
export { keepService, takeServices } from './queries/keep-service.ts';
export { readServices } from './queries/read-services.ts';
export { openCountDue } from './count-due.ts';
export { type ReadShown, openShown } from './shown.ts';
export { sweepSelfChecks } from './queries/self-check.ts';
export { tellKeepers } from './tell-keepers.ts';
export { Service } from './rules/service.ts';
export { publicServices, sayWithheld } from './rules/withheld.ts';
export type { DirectoryTables } from './tables.ts';

export function directoryHandlers(services: {
  frame: Frame;
  db: Kysely<DirectoryTables>;
  clock: Clock;
  readShown: ReadShown;
  /** Where we are reached, without a slash at the end. */
  origin: string;
  random: (length: number) => Uint8Array;
}): Handlers {
  return {
    help: helpPage(services),
    ...servicePages(services),
    ...feedHandlers(services),
    ...stillRightPages(services),
    ...factsPages(services),
    deskFactsImport: importPage(services),
  };
}
