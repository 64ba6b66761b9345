import type { MessageValue, wishes } from './message-value.ts';

export type TakenBack = (typeof wishes)[number];

/** What she took back in a conversation. Only her own word counts: a desk cannot take back, nor give, for her. */
export const takenBackIn = (
  messages: readonly { fromDesk: boolean; value: MessageValue | null }[],
): TakenBack[] =>
  messages.flatMap(({ fromDesk, value }) => (!fromDesk && value?.type === 'take-back' ? [value.what] : []));
