/** What both forms of this capability do with themselves in a browser. */
import type { Entries } from './worker-messages.ts';

const carried = new Set(['id', 'code', 'ticket']);

export function entriesOf(form: HTMLFormElement): Entries {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !carried.has(name))
      fields.set(name, [...(fields.get(name) ?? []), value]);
  return [...fields];
}

/** Puts answers back, and unfolds what they unfold. */
export function fill(form: HTMLFormElement, entries: Entries): void {
  const fields = new Map(entries);
  for (const control of form.elements) {
    const named = control as HTMLInputElement;
    if (named.name === '' || carried.has(named.name) || named.type === 'file') continue;
    const values = fields.get(named.name) ?? [];
    if (named.type === 'checkbox' || named.type === 'radio') named.checked = values.includes(named.value);
    else if (named instanceof HTMLButtonElement) continue;
    else named.value = values[0] ?? named.value;
  }
  // What is unfolded by a box is unfolded by this too.
  form.dispatchEvent(new Event('change', { bubbles: true }));
}

/** What is wrong, at its question and at the top. The summary is returned, for whoever moves to it. */
export function showErrors(heading: string, errors: readonly (readonly [string, string])[]): HTMLElement {
  const summary = element('div', 'govuk-error-summary', '');
  summary.tabIndex = -1;
  summary.setAttribute('role', 'alert');
  summary.append(element('h2', 'govuk-error-summary__title', heading));
  const list = element('ul', 'govuk-list govuk-error-summary__list', '');
  for (const [name, text] of errors) {
    const link = element('a', '', text);
    link.setAttribute('href', `#${name}`);
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
    const field = document.getElementById(name);
    const group = field?.closest('.govuk-form-group');
    const message = element('p', 'govuk-error-message', text);
    message.id = `${name}-error`;
    group?.classList.add('govuk-form-group--error');
    (field?.closest('.govuk-radios, .govuk-checkboxes') ?? field)?.before(message);
    field?.setAttribute('aria-describedby', message.id);
  }
  summary.append(list);
  document.querySelector('main')?.prepend(summary);
  return summary;
}

export function clearErrors(): void {
  for (const old of document.querySelectorAll('.govuk-error-summary, .govuk-error-message')) old.remove();
  for (const group of document.querySelectorAll('.govuk-form-group--error'))
    group.classList.remove('govuk-form-group--error');
}

export function element(name: string, classes: string, text: string): HTMLElement {
  const made = document.createElement(name);
  if (classes !== '') made.className = classes;
  made.textContent = text;
  return made;
}
