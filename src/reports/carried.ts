import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import type { Form } from '#kit/http/index.ts';
import { WORD_COUNT } from '#sealed/words.ts';
import { uuid4 } from './rules/accept-report.ts';

/** 28 digits, each four of them the place of a word: a code that this page made. */
export const isCode = (text: string): boolean =>
  /^\d{28}$/.test(text) && (text.match(/.{4}/g) ?? []).every((group) => Number(group) < WORD_COUNT);

/** What a form carries: the first with this id is stored, a repeat gets the same answer. */
export type Carried = { id: string; code: string; ticket: string };

export function readCarried(fields: Form['fields']): Carried | null {
  const [id = '', code = '', ticket = ''] = ['id', 'code', 'ticket'].map((name) => fields.get(name)?.[0]);
  return v.is(uuid4, id) && isCode(code) ? { id, code, ticket } : null;
}

/** What the form carries or how it was sent, not what she said. */
const notTyped = new Set(['id', 'code', 'ticket', 'switch', 'show']);

/**
 * Tells a repeat from a change. The key is the code of this very form, which we do not keep: the hash can confirm no
 * guess of what was typed.
 */
export function hashTyped(code: string, fields: Form['fields'], files: Form['files']): Buffer {
  const made = createHmac('sha256', code);
  const typed = [...fields].filter(([name]) => !notTyped.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  made.update(JSON.stringify(typed));
  for (const { bytes } of files) made.update(`\n${bytes.length}\n`).update(bytes);
  return made.digest();
}
