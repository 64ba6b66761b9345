import type { Kysely } from 'kysely';
import type { Context } from '#kit/http/index.ts';
import type { Clock } from '#kit/clock.ts';
import type { Corrected, Said } from '../rules/change-fact.ts';
import type { Service } from '../rules/service.ts';
import type { DirectoryTables } from '../tables.ts';
import type { FactShown } from './fact.view.ts';
import type { Fields } from './read-fields.ts';

/** What somebody of a desk asks of one service, and the ways to answer. */
export type Asked = {
  context: Context;
  db: Kysely<DirectoryTables>;
  clock: Clock;
  service: Service;
  fields: Fields;
  /** Of a field, trimmed; empty where it was not sent. */
  value(name: string): string;
  /** The id of the fact that it is about. */
  fact: string;
  /** Where it comes from: what was typed, or who typed it. */
  source: string;
  by: Said;
  /** The page again, with what was typed, what is wrong or what will change. */
  show(more: Partial<FactShown>): Promise<Response>;
  /** Changes what stands now, under a lock, and shows the page anew. */
  change(work: (now: Service) => Service | null): Promise<Response>;
  /** The same where it may be refused; then nothing is kept and the page says why. */
  tried(work: (now: Service) => Corrected): Promise<Response>;
  /** Shows the page anew. */
  back(): Response;
};
export type Acts = Readonly<Record<string, (asked: Asked) => Promise<Response>>>;
