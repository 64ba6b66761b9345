/** The only door to warnings: who may check, and what a check costs. */
import type { Handlers } from '#kit/http/index.ts';
import { type Evaluation, evaluateHandlers } from './evaluate/evaluate.api.ts';
import { tokenHandlers } from './evaluate/tokens.api.ts';

export type { CardKey, ReadCard } from './evaluate/tokens.api.ts';

export function warningHandlers(services: Evaluation & Parameters<typeof tokenHandlers>[0]): Handlers {
  return { ...evaluateHandlers(services), ...tokenHandlers(services) };
}
