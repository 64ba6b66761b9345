/** Fields that are typed into, chosen from a list or filled with files (govuk-frontend's markup). */
import { type Field, hint, labelled } from './field.ts';
import { type Attributes, type Content, type Markup, attributes, classes, html } from './markup.ts';

type Affix = { text: Content; classes?: string; attributes?: Attributes };
export type Input = Field & {
  value?: string | number;
  type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'url' | 'number';
  inputmode?: 'text' | 'numeric' | 'tel' | 'email' | 'url' | 'search' | 'decimal';
  autocomplete?: string;
  autocapitalize?: string;
  pattern?: string;
  spellcheck?: boolean;
  prefix?: Affix;
  suffix?: Affix;
  wrapper?: { classes?: string; attributes?: Attributes };
};

/** Nothing about a person goes to a spell checker, an autofill store or a translator. Spread into `attributes`. */
export const personal = {
  spellcheck: 'false',
  autocomplete: 'off',
  autocapitalize: 'off',
  translate: 'no',
} as const satisfies Attributes;

function affix(kind: 'prefix' | 'suffix', params: Affix | undefined): Markup | undefined {
  if (params === undefined) return undefined;
  const own = {
    class: classes(`govuk-input__${kind}`, params.classes),
    'aria-hidden': 'true',
    ...params.attributes,
  };
  return html`<div${attributes(own)}>${params.text}</div>`;
}

export function input(params: Input): Markup {
  const around =
    params.prefix !== undefined ||
    params.suffix !== undefined ||
    params.group?.before !== undefined ||
    params.group?.after !== undefined;
  const field =
    around && params.group ? { ...params, group: { ...params.group, before: '', after: '' } } : params;
  return labelled(field, (id, describedBy) => {
    const own = {
      class: classes('govuk-input', params.classes, params.error !== undefined && 'govuk-input--error'),
      id,
      name: params.name,
      type: params.type ?? 'text',
      spellcheck: params.spellcheck?.toString(),
      value: params.value,
      disabled: params.disabled,
      'aria-describedby': describedBy,
      autocomplete: params.autocomplete,
      autocapitalize: params.autocapitalize,
      pattern: params.pattern,
      inputmode: params.inputmode,
      ...params.attributes,
    };
    const control = html`<input${attributes(own)}>`;
    if (!around) return control;
    const wrapped = {
      class: classes('govuk-input__wrapper', params.wrapper?.classes),
      ...params.wrapper?.attributes,
    };
    return html`<div${attributes(wrapped)}>${params.group?.before}${affix('prefix', params.prefix)}${control}${affix('suffix', params.suffix)}${params.group?.after}</div>`;
  });
}

export type Textarea = Field & { value?: string; rows?: number; autocomplete?: string; spellcheck?: boolean };

export function textarea(params: Textarea): Markup {
  return labelled(params, (id, describedBy) => {
    const own = {
      class: classes('govuk-textarea', params.error !== undefined && 'govuk-textarea--error', params.classes),
      id,
      name: params.name,
      rows: params.rows ?? 5,
      spellcheck: params.spellcheck?.toString(),
      disabled: params.disabled,
      'aria-describedby': describedBy,
      autocomplete: params.autocomplete,
      ...params.attributes,
    };
    // A parser drops one line feed after the tag: without another, a text that begins with an empty line loses it.
    return html`<textarea${attributes(own)}>${params.value?.startsWith('\n') === true ? '\n' : ''}${params.value}</textarea>`;
  });
}

/** A textarea that says how much fits. `said` is that sentence in the reader's language. */
export function characterCount(
  params: Textarea & { maxlength: number; said: string; threshold?: number },
): Markup {
  const id = params.id ?? params.name;
  const info = hint({ id: `${id}-info`, text: params.said, classes: 'govuk-character-count__message' });
  return textarea({
    ...params,
    describedBy: `${id}-info`,
    classes: classes('govuk-js-character-count', params.classes),
    group: {
      ...params.group,
      classes: classes('govuk-character-count', params.group?.classes),
      attributes: {
        'data-module': 'govuk-character-count',
        'data-maxlength': params.maxlength,
        'data-threshold': params.threshold,
        ...params.group?.attributes,
      },
      after: html`${info}${params.group?.after}`,
    },
  });
}

export type Option = {
  text: string;
  value?: string | number;
  selected?: boolean;
  disabled?: boolean;
  attributes?: Attributes;
};

export function select(params: Field & { items: readonly Option[]; value?: string | number }): Markup {
  return labelled(params, (id, describedBy) => {
    const own = {
      class: classes('govuk-select', params.classes, params.error !== undefined && 'govuk-select--error'),
      id,
      name: params.name,
      disabled: params.disabled,
      'aria-describedby': describedBy,
      ...params.attributes,
    };
    const options = params.items.map((item) => {
      const chosen = params.value !== undefined && (item.value ?? item.text) === params.value;
      const its = {
        value: item.value,
        selected: item.selected ?? chosen,
        disabled: item.disabled,
        ...item.attributes,
      };
      return html`<option${attributes(its)}>${item.text}</option>`;
    });
    return html`<select${attributes(own)}>${options}</select>`;
  });
}

export function fileUpload(params: Field & { multiple?: boolean; accept?: string }): Markup {
  return labelled(params, (id, describedBy) => {
    const own = {
      class: classes(
        'govuk-file-upload',
        params.classes,
        params.error !== undefined && 'govuk-file-upload--error',
      ),
      id,
      name: params.name,
      type: 'file',
      accept: params.accept,
      disabled: params.disabled,
      multiple: params.multiple,
      'aria-describedby': describedBy,
      ...params.attributes,
    };
    return html`<input${attributes(own)}>`;
  });
}
