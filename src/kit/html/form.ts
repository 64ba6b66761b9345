/** A form that comes back with everything that was typed, and with each error at its question and once at the top. */
import { type Choices, checkboxes, radios } from './choices.ts';
import type { ErrorText, Field } from './field.ts';
import { type Markup, html } from './markup.ts';
import { errorSummary } from './messages-to-reader.ts';
import {
  type Input,
  type Option,
  type Textarea,
  characterCount,
  fileUpload,
  input,
  select,
  textarea,
} from './text-fields.ts';

export type FormState = {
  /** What was sent, by field, as `Context.form()` gives it; empty at the first visit. */
  fields?: ReadonlyMap<string, readonly string[]>;
  /** What is wrong, by field, in the reader's language. */
  errors?: ReadonlyMap<string, string>;
  /** `error` is what a screen reader says before an error; `title` heads the summary. */
  words: { error: string; title: string };
};

type Unstated<Params> = Omit<Params, 'error' | 'value' | 'values'>;

export type FormFields = {
  value(name: string): string | undefined;
  /** The summary of errors, or nothing. Goes above the h1; its links lead to the questions. */
  summary(): Markup | '';
  input(params: Unstated<Input>): Markup;
  textarea(params: Unstated<Textarea>): Markup;
  characterCount(
    params: Unstated<Textarea> & { maxlength: number; said: string; threshold?: number },
  ): Markup;
  select(params: Unstated<Field> & { items: readonly Option[] }): Markup;
  radios(params: Unstated<Choices>): Markup;
  checkboxes(params: Unstated<Choices>): Markup;
  /** Browsers do not give files back: the error must say to choose them again. */
  fileUpload(params: Unstated<Field> & { multiple?: boolean; accept?: string }): Markup;
};

/** Field functions that know what was typed and what is wrong with it. */
export function formFields({ fields = new Map(), errors = new Map(), words }: FormState): FormFields {
  const values = (name: string): readonly string[] => fields.get(name) ?? [];
  const value = (name: string): string | undefined => values(name)[0];
  const wrong = (name: string): { error?: ErrorText } => {
    const text = errors.get(name);
    return text === undefined ? {} : { error: { text, prefix: words.error } };
  };
  const typed = (name: string): { value?: string } => {
    const text = value(name);
    return text === undefined ? {} : { value: text };
  };
  return {
    value,
    summary: () =>
      errors.size === 0
        ? ''
        : errorSummary({
            title: words.title,
            errors: [...errors].map(([name, text]) => ({ text, href: `#${name}` })),
            attributes: { tabindex: '-1' },
          }),
    input: (params) => input({ ...params, ...typed(params.name), ...wrong(params.name) }),
    textarea: (params) => textarea({ ...params, ...typed(params.name), ...wrong(params.name) }),
    characterCount: (params) => characterCount({ ...params, ...typed(params.name), ...wrong(params.name) }),
    select: (params) => select({ ...params, ...typed(params.name), ...wrong(params.name) }),
    radios: (params) => radios({ ...params, ...typed(params.name), ...wrong(params.name) }),
    checkboxes: (params) => checkboxes({ ...params, values: values(params.name), ...wrong(params.name) }),
    fileUpload: (params) => html`${fileUpload({ ...params, ...wrong(params.name) })}`,
  };
}
