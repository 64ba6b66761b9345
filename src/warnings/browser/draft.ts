/** A draft as the desk keeps it: signed by its author, sealed to the desk, opened only when its author signed it. */
import { openPadded, sealPadded } from '#sealed/padding.ts';
import { hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import type { MessageValue, OpenedDesk, OpenedRecord } from '#desks/browser.ts';
import { type ReportBody, warningTemplate, wishesNow } from '#reports/browser.ts';
import { type Envelope, isEnvelope, labels, verify } from '#sealed/signed.ts';
import { utf8 } from '#sealed/wire.ts';
import type { HerWord } from '../rules/approval.ts';
import { DraftKept, WarningStatement } from '../rules/warning-statement.ts';

/** As the server lists it. */
export const DraftListed = v.object({
  id: v.string(),
  record: v.string(),
  epoch: v.number(),
  state: v.picklist(['writing', 'asked', 'to-approve', 'sent-back']),
  author: v.string(),
  sealed: v.string(),
  day: v.string(),
  askedDay: v.nullable(v.string()),
});
export type DraftListed = v.InferOutput<typeof DraftListed>;

export type OpenedDraft = { kept: DraftKept; envelope: Envelope; statement: WarningStatement };

/** Base64, for the desk's current epoch. */
export async function sealDraft(opened: OpenedDesk, kept: DraftKept): Promise<string> {
  return base64.encode(await sealPadded(utf8(JSON.stringify(kept)), [opened.tip.recipient]));
}

/** Null where it does not open or was not signed by the member it is said to be from. */
export async function openDraft(opened: OpenedDesk, listed: DraftListed): Promise<OpenedDraft | null> {
  const identity = await opened.identityOf(listed.epoch);
  const file = identity === null ? null : await openPadded(base64.decode(listed.sealed), identity);
  if (file?.ok !== true) return null;
  const kept = v.safeParse(DraftKept, JSON.parse(new TextDecoder().decode(file.plain)));
  if (!kept.success || !isEnvelope(kept.output.envelope)) return null;
  const { envelope } = kept.output;
  const author = opened.chain
    .flatMap(({ members }) => members)
    .filter(({ worker }) => worker === listed.author)
    .map(({ verifyKey }) => hexToBytes(verifyKey));
  const statement = v.safeParse(WarningStatement, verify(envelope, labels.warning, author));
  return statement.success ? { kept: kept.output, envelope, statement: statement.output } : null;
}

type Said = Pick<OpenedRecord<ReportBody>, 'body' | 'takenBack' | 'messages'>;

/**
 * What she said to a draft with this very text: an answer counts only after the desk sent her the text, and only until it
 * sends another. Messages in order; the newest answer counts, and only her own: a desk cannot answer for her.
 */
export function answerTo(
  { draft, text }: { draft: string; text: string },
  messages: readonly { fromDesk: boolean; value: MessageValue | null }[],
): { yes: boolean; text: string } | null {
  let answer: { yes: boolean; text: string } | null = null;
  let isThisText = false;
  for (const { fromDesk, value } of messages) {
    if (fromDesk && value?.type === 'draft' && value.draft === draft) {
      isThisText = value.text === text;
      answer = null;
    }
    if (!fromDesk && value?.type === 'draft-answer' && value.draft === draft && isThisText) answer = value;
  }
  return answer;
}

/** Her word about a text, out of her report and of what was said since. */
export function herWord(
  { body, takenBack, messages }: Said,
  { draft, text }: { draft: string; text: string },
): HerWord {
  const answer = answerTo({ draft, text }, messages);
  return {
    wish: wishesNow(body, takenBack).warn,
    isTemplate: text === warningTemplate(body),
    answer: answer === null ? null : answer.yes ? 'yes' : 'no',
  };
}
