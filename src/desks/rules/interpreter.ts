import type { MessageValue } from './message-value.ts';

/** What a worker has put down before words go to an interpreter. */
export type ForInterpreter = {
  /** Interpreter and organisation, as a person would say it. */
  toName: string;
  fields: readonly string[];
  /** The worker has read her yes to this very person. */
  saidYes: boolean;
};
export type InterpreterMissing = 'toName' | 'fields' | 'saidYes' | 'notAsked';

/**
 * The first thing that is missing; or null. `notAsked`: she has not written since the desk wrote to her, so nobody can have
 * asked and been answered. What her answer says only a person can read.
 */
export function missingForInterpreter(
  { toName, fields, saidYes }: ForInterpreter,
  messages: readonly { fromDesk: boolean; value: MessageValue | null }[],
): InterpreterMissing | null {
  const asked = messages.findIndex(({ fromDesk, value }) => fromDesk && value?.type === 'text');
  const answered = messages.findLastIndex(({ fromDesk, value }) => !fromDesk && value?.type === 'text');
  if (asked < 0 || answered < asked) return 'notAsked';
  if (toName === '') return 'toName';
  if (fields.length === 0) return 'fields';
  return saidYes ? null : 'saidYes';
}
