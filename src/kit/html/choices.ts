/** Questions answered by choosing: fieldset, radios and checkboxes (govuk-frontend's markup). */
import {
  type ErrorText,
  type Group,
  type Hint,
  type Label,
  describe,
  formGroup,
  hint,
  label,
} from './field.ts';
import { type Attributes, type Content, type Markup, attributes, classes, html } from './markup.ts';

export type Fieldset = {
  legend?: { text: Content; classes?: string; isPageHeading?: boolean };
  describedBy?: string;
  role?: string;
  classes?: string;
  attributes?: Attributes;
};

export function fieldset(params: Fieldset, inner: Content): Markup {
  const own = {
    class: classes('govuk-fieldset', params.classes),
    role: params.role,
    'aria-describedby': params.describedBy,
    ...params.attributes,
  };
  const { legend } = params;
  const text =
    legend?.isPageHeading === true
      ? html`<h1 class="govuk-fieldset__heading">${legend.text}</h1>`
      : legend?.text;
  const head =
    legend && html`<legend class="${classes('govuk-fieldset__legend', legend.classes)}">${text}</legend>`;
  return html`<fieldset${attributes(own)}>${head}${inner}</fieldset>`;
}

export type Choice = {
  value: string;
  text: Content;
  id?: string;
  name?: string;
  hint?: Hint;
  label?: Pick<Label, 'classes' | 'attributes'>;
  checked?: boolean;
  disabled?: boolean;
  attributes?: Attributes;
  /** Asked below when this is chosen. Always shown where JavaScript is off. */
  conditional?: Markup;
  /** `exclusive`: choosing it takes the others back. */
  behaviour?: 'exclusive';
};
export type Choices = {
  name: string;
  idPrefix?: string;
  items: readonly (Choice | { divider: string })[];
  fieldset?: Fieldset;
  hint?: Hint;
  error?: ErrorText;
  describedBy?: string;
  group?: Group;
  classes?: string;
  attributes?: Attributes;
};

type Kind = 'radios' | 'checkboxes';

function item(
  kind: Kind,
  params: Choices,
  choice: Choice,
  index: number,
  values: readonly string[],
  described: string | undefined,
): Markup {
  // The first has no number, so that the error summary can link to the question by its name.
  const id = choice.id ?? `${params.idPrefix ?? params.name}${index === 0 ? '' : `-${index + 1}`}`;
  const checked = choice.checked ?? values.includes(choice.value);
  const hintId = `${id}-item-hint`;
  const conditionalId = `conditional-${id}`;
  const own = {
    class: `govuk-${kind}__input`,
    id,
    name: choice.name ?? params.name,
    type: kind === 'radios' ? 'radio' : 'checkbox',
    value: choice.value,
    checked,
    disabled: choice.disabled,
    'data-aria-controls': choice.conditional && conditionalId,
    'data-behaviour': choice.behaviour,
    'aria-describedby': classes(described, choice.hint && hintId) || undefined,
    ...choice.attributes,
  };
  const named = {
    text: choice.text,
    ...choice.label,
    classes: classes(`govuk-${kind}__label`, choice.label?.classes),
    for: id,
  };
  const hinted =
    choice.hint &&
    hint({ ...choice.hint, id: hintId, classes: classes(`govuk-${kind}__hint`, choice.hint.classes) });
  const hidden = classes(`govuk-${kind}__conditional`, !checked && `govuk-${kind}__conditional--hidden`);
  return html`<div class="govuk-${kind}__item"><input${attributes(own)}>${label(named)}${hinted}</div>${
    choice.conditional && html`<div class="${hidden}" id="${conditionalId}">${choice.conditional}</div>`
  }`;
}

function choices(kind: Kind, params: Choices, values: readonly string[]): Markup {
  const { said, describedBy } = describe(params.idPrefix ?? params.name, {
    ...params,
    ...((params.fieldset?.describedBy ?? params.describedBy) === undefined
      ? {}
      : { describedBy: params.fieldset?.describedBy ?? params.describedBy ?? '' }),
  });
  const onEach = kind === 'checkboxes' && params.fieldset === undefined ? describedBy : undefined;
  const items = params.items.map((one, index) =>
    'divider' in one
      ? html`<div class="govuk-${kind}__divider">${one.divider}</div>`
      : item(kind, params, one, index, values, onEach),
  );
  const own = {
    class: classes(`govuk-${kind}`, params.classes),
    ...params.attributes,
    'data-module': `govuk-${kind}`,
  };
  const inner = html`${said}<div${attributes(own)}>${params.group?.before}${items}${params.group?.after}</div>`;
  return formGroup(
    params,
    params.fieldset === undefined
      ? inner
      : fieldset(describedBy === undefined ? params.fieldset : { ...params.fieldset, describedBy }, inner),
  );
}

export const radios = (params: Choices & { value?: string }): Markup =>
  choices('radios', params, params.value === undefined ? [] : [params.value]);

export const checkboxes = (params: Choices & { values?: readonly string[] }): Markup =>
  choices('checkboxes', params, params.values ?? []);
