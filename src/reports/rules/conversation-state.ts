import type { Conversation, Line } from './open-conversation.ts';
import { answerBy, goneDay } from './way-back-days.ts';

/** How a record stands, in the order in which it is said; `day` is an ISO date. */
export type State =
  | { state: 'received' | 'read' | 'answered' | 'published' | 'withdrawn' | 'released'; day: string }
  | { state: 'draft' | 'hidden'; by: string }
  | { state: 'late' | 'unread' | 'destroyed' };

type Draft = Extract<Line['value'], { type: 'draft' }>;
/** `open`: she may still say yes or no. `silent`: seven days passed, so it is not published. */
export type DraftStands = { draft: Draft; by: string; stands: 'open' | 'silent' | 'yes' | 'no' };

const linesOf = <Type extends Line['value']['type']>(conversation: Conversation, type: Type) =>
  conversation.lines.filter(
    (line): line is Line & { value: Extract<Line['value'], { type: Type }> } => line.value.type === type,
  );

export function draftsOf(conversation: Conversation, today: string): DraftStands[] {
  const answers = linesOf(conversation, 'draft-answer').filter(({ fromDesk }) => !fromDesk);
  return linesOf(conversation, 'draft')
    .filter(({ fromDesk }) => fromDesk)
    .map(({ value: draft, day }) => {
      const by = answerBy(day);
      const said = answers.findLast(({ value }) => value.draft === draft.draft);
      const stands = said ? (said.value.yes ? 'yes' : 'no') : today > by ? 'silent' : 'open';
      return { draft, by, stands };
    });
}

export const releasesOf = (conversation: Conversation) =>
  linesOf(conversation, 'release').filter(({ fromDesk }) => fromDesk);

export function statesOf(conversation: Conversation, today: string): State[] {
  const { day, openedDay, hiddenDay, late } = conversation;
  const states: State[] = [{ state: 'received', day }];
  const answered = linesOf(conversation, 'text').findLast(({ fromDesk }) => fromDesk);
  if (openedDay !== null) states.push({ state: 'read', day: openedDay });
  else if (!answered) states.push({ state: 'unread' });
  if (answered) states.push({ state: 'answered', day: answered.day });
  for (const { by, stands } of draftsOf(conversation, today))
    if (stands === 'open') states.push({ state: 'draft', by });
  for (const { fromDesk, day: on, value } of conversation.lines) {
    if (!fromDesk) continue;
    if (value.type === 'release') states.push({ state: 'released', day: on });
    if (value.type === 'published' || value.type === 'withdrawn') states.push({ state: value.type, day: on });
    if (value.type === 'destroyed') states.push({ state: 'destroyed' });
  }
  if (late) states.push({ state: 'late' });
  if (hiddenDay !== null) states.push({ state: 'hidden', by: goneDay(hiddenDay) });
  return states;
}
