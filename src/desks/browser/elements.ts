/** Building what is on the page from text alone: nothing that somebody wrote can become markup. */

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  ...content: (string | Node)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

/** A button that does something; `kind` is its class. */
export function press(text: string, kind: string, act: () => void): HTMLButtonElement {
  const made = make('button', text);
  made.type = 'button';
  made.className = kind;
  made.addEventListener('click', act);
  return made;
}

/** Text as somebody wrote it, with its lines. */
export function written(text: string, language?: string): HTMLElement {
  const made = make('p', text);
  if (language !== undefined) made.lang = language;
  made.className = 'written';
  return made;
}

/** A labelled field for more than a line. */
export function area(
  id: string,
  label: string,
  hint?: string,
): { group: HTMLElement; field: HTMLTextAreaElement } {
  const field = make('textarea');
  field.id = id;
  field.className = 'govuk-textarea';
  field.rows = 5;
  field.spellcheck = false;
  field.autocomplete = 'off';
  const text = make('label', label);
  text.className = 'govuk-label';
  text.htmlFor = id;
  const group = make('div', text);
  group.className = 'govuk-form-group';
  if (hint !== undefined) {
    const below = make('div', hint);
    below.className = 'govuk-hint';
    below.id = `${id}-hint`;
    field.setAttribute('aria-describedby', below.id);
    group.append(below);
  }
  group.append(field);
  return { group, field };
}

/** What stays folded until somebody wants it. */
export function folded(title: string, ...content: Node[]): HTMLElement {
  const summary = make('summary', title);
  summary.className = 'govuk-details__summary';
  const inside = make('div', ...content);
  inside.className = 'govuk-details__text';
  const details = make('details', summary, inside);
  details.className = 'govuk-details';
  return details;
}

export function hint(text: string): HTMLElement {
  const line = make('p', text);
  line.className = 'govuk-hint';
  return line;
}

/** Radios or boxes under one legend. */
export function choices<Name extends string>(
  name: string,
  legend: string,
  options: readonly (readonly [Name, string])[],
  kind: 'radio' | 'checkbox' = 'radio',
): { group: HTMLElement; chosen(): Name[]; boxes: HTMLInputElement[] } {
  const group = make('fieldset', make('legend', legend));
  group.className = 'govuk-fieldset govuk-form-group';
  group.firstElementChild?.classList.add('govuk-fieldset__legend');
  const boxes = options.map(([value, text]) => {
    const box = make('input');
    box.type = kind;
    box.name = name;
    box.value = value;
    box.id = `${name}-${value}`;
    box.className = kind === 'radio' ? 'govuk-radios__input' : 'govuk-checkboxes__input';
    const label = make('label', text);
    label.htmlFor = box.id;
    label.className = `govuk-label ${kind === 'radio' ? 'govuk-radios__label' : 'govuk-checkboxes__label'}`;
    const item = make('div', box, label);
    item.className = kind === 'radio' ? 'govuk-radios__item' : 'govuk-checkboxes__item';
    group.append(item);
    return box;
  });
  return {
    group,
    boxes,
    chosen: () => boxes.filter(({ checked }) => checked).map(({ value }) => value as Name),
  };
}

/** A labelled field of one line. */
export function lineField(
  id: string,
  label: string,
  type = 'text',
): { group: HTMLElement; field: HTMLInputElement } {
  const field = make('input');
  field.id = id;
  field.type = type;
  field.className = 'govuk-input';
  field.spellcheck = false;
  field.autocomplete = 'off';
  const text = make('label', label);
  text.className = 'govuk-label';
  text.htmlFor = id;
  const group = make('div', text, field);
  group.className = 'govuk-form-group';
  return { group, field };
}
