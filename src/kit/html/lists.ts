/** Facts in rows: summary list, table and task list (govuk-frontend's markup). */
import { tag } from './messages-to-reader.ts';
import { type Attributes, type Content, type Markup, attributes, classes, html } from './markup.ts';

type Cell = { text: Content; classes?: string; attributes?: Attributes };
export type Action = {
  href: string;
  text: Content;
  visuallyHiddenText?: string;
  classes?: string;
  attributes?: Attributes;
};
export type SummaryRow = {
  key: { text: Content; classes?: string };
  value: { text: Content; classes?: string };
  actions?: readonly Action[];
  classes?: string;
};

function actionLink(action: Action): Markup {
  const own = { class: classes('govuk-link', action.classes), href: action.href, ...action.attributes };
  const hidden =
    action.visuallyHiddenText !== undefined &&
    html`<span class="govuk-visually-hidden"> ${action.visuallyHiddenText}</span>`;
  return html`<a${attributes(own)}>${action.text}${hidden}</a>`;
}

function actionsOf(actions: readonly Action[]): Markup {
  const [first, ...others] = actions;
  const inner =
    first !== undefined && others.length === 0
      ? actionLink(first)
      : html`<ul class="govuk-summary-list__actions-list">
          ${actions.map((action) => html`<li class="govuk-summary-list__actions-list-item">${actionLink(action)}</li>`)}
        </ul>`;
  return html`<dd class="govuk-summary-list__actions">${inner}</dd>`;
}

export function summaryList(params: {
  rows: readonly SummaryRow[];
  classes?: string;
  attributes?: Attributes;
}): Markup {
  const anyActions = params.rows.some(({ actions = [] }) => actions.length > 0);
  const rows = params.rows.map(({ key, value, actions, classes: its }) => {
    const own = classes(
      'govuk-summary-list__row',
      anyActions && actions === undefined && 'govuk-summary-list__row--no-actions',
      its,
    );
    return html`<div class="${own}">
      <dt class="${classes('govuk-summary-list__key', key.classes)}">${key.text}</dt>
      <dd class="${classes('govuk-summary-list__value', value.classes)}">${value.text}</dd>
      ${actions !== undefined && actions.length > 0 && actionsOf(actions)}
    </div>`;
  });
  return html`<dl${attributes({ class: classes('govuk-summary-list', params.classes), ...params.attributes })}>${rows}</dl>`;
}

export type TableCell = Cell & { format?: 'numeric'; colspan?: number; rowspan?: number };

export function table(params: {
  caption?: string;
  captionClasses?: string;
  head?: readonly TableCell[];
  rows: readonly (readonly TableCell[])[];
  firstCellIsHeader?: boolean;
  classes?: string;
  attributes?: Attributes;
}): Markup {
  const spans = ({ colspan, rowspan, attributes: its }: TableCell) => ({ colspan, rowspan, ...its });
  const header = (cell: TableCell, scope: 'col' | 'row') => {
    const format = scope === 'col' && cell.format !== undefined && `govuk-table__header--${cell.format}`;
    const own = { scope, class: classes('govuk-table__header', format, cell.classes), ...spans(cell) };
    return html`<th${attributes(own)}>${cell.text}</th>`;
  };
  const data = (cell: TableCell) => {
    const format = cell.format !== undefined && `govuk-table__cell--${cell.format}`;
    return html`<td${attributes({ class: classes('govuk-table__cell', format, cell.classes), ...spans(cell) })}>${cell.text}</td>`;
  };
  const caption =
    params.caption !== undefined &&
    html`<caption class="${classes('govuk-table__caption', params.captionClasses)}">
      ${params.caption}
    </caption>`;
  const head =
    params.head &&
    html`<thead class="govuk-table__head">
      <tr class="govuk-table__row">
        ${params.head.map((cell) => header(cell, 'col'))}
      </tr>
    </thead>`;
  const rows = params.rows.map(
    (row) =>
      html`<tr class="govuk-table__row">
        ${row.map((cell, index) => (index === 0 && params.firstCellIsHeader === true ? header(cell, 'row') : data(cell)))}
      </tr>`,
  );
  return html`<table${attributes({ class: classes('govuk-table', params.classes), ...params.attributes })}>${caption}${head}<tbody class="govuk-table__body">${rows}</tbody></table>`;
}

export type Task = {
  title: { text: Content; classes?: string };
  hint?: Content;
  href?: string;
  status: { text: Content; classes?: string } | { tag: { text: Content; classes?: string } };
  classes?: string;
};

export function taskList(params: {
  items: readonly Task[];
  idPrefix?: string;
  classes?: string;
  attributes?: Attributes;
}): Markup {
  const items = params.items.map((item, index) => {
    const id = `${params.idPrefix ?? 'task-list'}-${index + 1}`;
    const described = `${item.hint === undefined ? '' : `${id}-hint `}${id}-status`;
    const title =
      item.href === undefined
        ? html`<div${attributes({ class: item.title.classes })}>${item.title.text}</div>`
        : html`<a
            class="${classes('govuk-link govuk-task-list__link', item.title.classes)}"
            href="${item.href}"
            aria-describedby="${described}"
            >${item.title.text}</a
          >`;
    const hinted =
      item.hint !== undefined && html`<div id="${id}-hint" class="govuk-task-list__hint">${item.hint}</div>`;
    const status = 'tag' in item.status ? tag(item.status.tag) : item.status.text;
    const statusClasses = classes(
      'govuk-task-list__status',
      'tag' in item.status ? undefined : item.status.classes,
    );
    const own = classes(
      'govuk-task-list__item',
      item.href !== undefined && 'govuk-task-list__item--with-link',
      item.classes,
    );
    return html`<li class="${own}">
      <div class="govuk-task-list__name-and-hint">${title}${hinted}</div>
      <div class="${statusClasses}" id="${id}-status">${status}</div>
    </li>`;
  });
  return html`<ul${attributes({ class: classes('govuk-task-list', params.classes), ...params.attributes })}>${items}</ul>`;
}
