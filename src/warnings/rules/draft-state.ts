import type { DraftState } from '../tables.ts';

export type DraftTurn = DraftState | 'dropped';

/**
 *   writing → asked → to-approve → (a warning)
 *      │        └───────↑  └→ sent-back → asked, to-approve
 *      └────────────────┘         any → dropped
 *
 * The author asks her and puts forward; another member sends back or approves; both may drop. A draft that was approved or
 * dropped is gone.
 */
const turns: Record<DraftState, Partial<Record<DraftTurn, 'author' | 'other' | 'both'>>> = {
  writing: { writing: 'author', asked: 'author', 'to-approve': 'author', dropped: 'both' },
  asked: { writing: 'author', 'to-approve': 'author', dropped: 'both' },
  'to-approve': { 'sent-back': 'other', writing: 'author', dropped: 'both' },
  'sent-back': { writing: 'author', asked: 'author', 'to-approve': 'author', dropped: 'both' },
};

/** Whether this person may take a draft from one state to another. Approving has an act of its own. */
export function mayTurn(from: DraftState, to: DraftTurn, isAuthor: boolean): boolean {
  const who = turns[from][to];
  return who === 'both' || who === (isAuthor ? 'author' : 'other');
}

/** Days in which she may answer a draft; silence after them means that it is not published. */
export const ASKED_DAYS = 7;
