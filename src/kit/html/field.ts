/** What every question has: a label, a hint, an error and the group around them (govuk-frontend's markup). */
import {
  type Attributes,
  type Content,
  type Markup,
  attributes,
  classes,
  html,
  ids,
  nothing,
} from './markup.ts';

export type Label = { text: Content; classes?: string; isPageHeading?: boolean; attributes?: Attributes };
export type Hint = { text: Content; classes?: string; attributes?: Attributes };
/** `prefix` is the word that a screen reader says first ("Error"), in the reader's language. */
export type ErrorText = { text: Content; prefix: string; classes?: string; attributes?: Attributes };
export type Group = { classes?: string; attributes?: Attributes; before?: Content; after?: Content };

/** What input, textarea, select and file upload share. `id` defaults to `name`. */
export type Field = {
  name: string;
  id?: string;
  label: Label;
  hint?: Hint;
  error?: ErrorText;
  describedBy?: string;
  group?: Group;
  classes?: string;
  disabled?: boolean;
  attributes?: Attributes;
};

export function label(params: Label & { for?: string }): Markup {
  const own = { class: classes('govuk-label', params.classes), ...params.attributes, for: params.for };
  const made = html`<label${attributes(own)}>${params.text}</label>`;
  return params.isPageHeading === true ? html`<h1 class="govuk-label-wrapper">${made}</h1>` : made;
}

export function hint(params: Hint & { id?: string }): Markup {
  const own = { id: params.id, class: classes('govuk-hint', params.classes), ...params.attributes };
  return html`<div${attributes(own)}>${params.text}</div>`;
}

export function errorMessage(params: ErrorText & { id?: string }): Markup {
  const own = { id: params.id, class: classes('govuk-error-message', params.classes), ...params.attributes };
  const prefix =
    params.prefix === '' ? nothing : html`<span class="govuk-visually-hidden">${params.prefix}:</span> `;
  return html`<p${attributes(own)}>${prefix}${params.text}</p>`;
}

/** Hint and error of one question, and the `aria-describedby` that ties them to it. */
export function describe(
  id: string,
  params: Pick<Field, 'hint' | 'error' | 'describedBy'>,
): { said: Markup; describedBy: string | undefined } {
  const { hint: hinted, error } = params;
  const said = html`${hinted && hint({ id: `${id}-hint`, ...hinted })}${error && errorMessage({ id: `${id}-error`, ...error })}`;
  return { said, describedBy: ids(params.describedBy, hinted && `${id}-hint`, error && `${id}-error`) };
}

export function formGroup(params: Pick<Field, 'group' | 'error'>, inner: Markup): Markup {
  const { group, error } = params;
  const own = {
    class: classes('govuk-form-group', error !== undefined && 'govuk-form-group--error', group?.classes),
    ...group?.attributes,
  };
  return html`<div${attributes(own)}>${inner}</div>`;
}

/** Label, hint, error, then the control itself, which is told what describes it. */
export function labelled(
  params: Field,
  control: (id: string, describedBy: string | undefined) => Markup,
): Markup {
  const id = params.id ?? params.name;
  const { said, describedBy } = describe(id, params);
  return formGroup(
    params,
    html`${label({ ...params.label, for: id })}${said}${params.group?.before}${control(id, describedBy)}${params.group?.after}`,
  );
}
