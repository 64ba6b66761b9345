/** What a page says beside its questions: errors, warnings, news and things to unfold (govuk-frontend's markup). */
import { type Attributes, type Content, type Markup, attributes, classes, html } from './markup.ts';

type Common = { classes?: string; attributes?: Attributes };

/** The first thing on a page that was sent back. Each error links to its field: `#name`. */
export function errorSummary(
  params: Common & {
    title: Content;
    description?: Content;
    errors: readonly { text: Content; href?: string; attributes?: Attributes }[];
    disableAutoFocus?: boolean;
  },
): Markup {
  const own = {
    class: classes('govuk-error-summary', params.classes),
    'data-disable-auto-focus': params.disableAutoFocus?.toString(),
    ...params.attributes,
    'data-module': 'govuk-error-summary',
  };
  const list = params.errors.map(
    ({ text, href, attributes: its }) =>
      html`<li>${href === undefined ? text : html`<a${attributes({ href, ...its })}>${text}</a>`}</li>`,
  );
  return html`<div${attributes(own)}><div role="alert"><h2 class="govuk-error-summary__title">${params.title}</h2><div class="govuk-error-summary__body">${
    params.description !== undefined && html`<p>${params.description}</p>`
  }${
    list.length > 0 &&
    html`<ul class="govuk-list govuk-error-summary__list">
      ${list}
    </ul>`
  }</div></div></div>`;
}

export function details(
  params: Common & { summary: Content; text: Content; id?: string; open?: boolean },
): Markup {
  const own = {
    id: params.id,
    class: classes('govuk-details', params.classes),
    ...params.attributes,
    open: params.open,
  };
  return html`<details${attributes(own)}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${params.summary}</span></summary><div class="govuk-details__text">${params.text}</div></details>`;
}

export function insetText(params: Common & { text: Content; id?: string }): Markup {
  const own = { id: params.id, class: classes('govuk-inset-text', params.classes), ...params.attributes };
  return html`<div${attributes(own)}>${params.text}</div>`;
}

/** `word` is what a screen reader says instead of the mark ("Warning"), in the reader's language. */
export function warningText(params: Common & { text: Content; word: string }): Markup {
  const own = { class: classes('govuk-warning-text', params.classes), ...params.attributes };
  return html`<div${attributes(own)}><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">${params.word}</span> ${params.text}</strong></div>`;
}

export function notificationBanner(
  params: Common & {
    title: Content;
    content: Markup | string;
    success?: boolean;
    titleId?: string;
    disableAutoFocus?: boolean;
    role?: string;
  },
): Markup {
  const titleId = params.titleId ?? 'govuk-notification-banner-title';
  const own = {
    class: classes(
      'govuk-notification-banner',
      params.success === true && 'govuk-notification-banner--success',
      params.classes,
    ),
    role: params.role ?? (params.success === true ? 'alert' : 'region'),
    'aria-labelledby': titleId,
    'data-module': 'govuk-notification-banner',
    'data-disable-auto-focus': params.disableAutoFocus?.toString(),
    ...params.attributes,
  };
  const inner =
    typeof params.content === 'string' && !('isEscaped' in Object(params.content))
      ? html`<p class="govuk-notification-banner__heading">${params.content}</p>`
      : params.content;
  return html`<div${attributes(own)}><div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="${titleId}">${params.title}</h2></div><div class="govuk-notification-banner__content">${inner}</div></div>`;
}

export function panel(params: Common & { title: Content; text?: Content; headingLevel?: 1 | 2 | 3 }): Markup {
  const own = {
    class: classes('govuk-panel govuk-panel--confirmation', params.classes),
    ...params.attributes,
  };
  const body = params.text !== undefined && html`<div class="govuk-panel__body">${params.text}</div>`;
  const { headingLevel = 1, title } = params;
  const heading =
    headingLevel === 1
      ? html`<h1 class="govuk-panel__title">${title}</h1>`
      : headingLevel === 2
        ? html`<h2 class="govuk-panel__title">${title}</h2>`
        : html`<h3 class="govuk-panel__title">${title}</h3>`;
  return html`<div${attributes(own)}>${heading}${body}</div>`;
}

export function tag(params: Common & { text: Content }): Markup {
  const own = { class: classes('govuk-tag', params.classes), ...params.attributes };
  return html`<strong${attributes(own)}>${params.text}</strong>`;
}

export function backLink(params: Common & { text: Content; href: string }): Markup {
  const own = { href: params.href, class: classes('govuk-back-link', params.classes), ...params.attributes };
  return html`<a${attributes(own)}>${params.text}</a>`;
}

export function skipLink(params: Common & { text: Content; href: string }): Markup {
  const own = {
    href: params.href,
    class: classes('govuk-skip-link', params.classes),
    ...params.attributes,
    'data-module': 'govuk-skip-link',
  };
  return html`<a${attributes(own)}>${params.text}</a>`;
}
