import { type Attributes, type Content, type Markup, attributes, classes, html } from './markup.ts';

export type Button = {
  text: Content;
  type?: 'submit' | 'button' | 'reset';
  name?: string;
  value?: string;
  id?: string;
  disabled?: boolean;
  /** The second press within a second does nothing (`govuk-button` in the browser). */
  preventDoubleClick?: boolean;
  classes?: string;
  attributes?: Attributes;
};

/** govuk-frontend's button. Add `govuk-button--secondary`, `--warning` or `--inverse` by `classes`. */
export function button(params: Button): Markup {
  const own = {
    type: params.type ?? 'submit',
    value: params.value,
    name: params.name,
    disabled: params.disabled,
    'aria-disabled': params.disabled === true ? 'true' : undefined,
    'data-prevent-double-click': params.preventDoubleClick?.toString(),
    class: classes('govuk-button', params.classes),
    'data-module': 'govuk-button',
    ...params.attributes,
    id: params.id,
  };
  return html`<button${attributes(own)}>${params.text}</button>`;
}

/** A link that looks like a button. For going somewhere, never for doing something. */
export function buttonLink(
  params: Pick<Button, 'text' | 'classes' | 'attributes' | 'id'> & { href: string },
): Markup {
  const own = {
    href: params.href,
    role: 'button',
    draggable: 'false',
    class: classes('govuk-button', params.classes),
    'data-module': 'govuk-button',
    ...params.attributes,
    id: params.id,
  };
  return html`<a${attributes(own)}>${params.text}</a>`;
}
