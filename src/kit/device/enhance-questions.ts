/** What questions do with JavaScript: unfold what depends on an answer, count, guard the double press, find the error. */

function unfold(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>('input[data-aria-controls]')) {
    const part = document.getElementById(input.dataset['ariaControls'] ?? '');
    if (!part) continue;
    const hidden = `${part.classList[0] ?? ''}--hidden`;
    part.classList.toggle(hidden, !input.checked);
    // ARIA knows no radio that expands; the part follows it in the reading order.
    if (input.type === 'checkbox') input.setAttribute('aria-expanded', String(input.checked));
    input.setAttribute('aria-controls', part.id);
  }
}

function exclude(input: HTMLInputElement): void {
  if (input.type !== 'checkbox' || !input.checked) return;
  const alone = input.dataset['behaviour'] === 'exclusive';
  for (const other of input.form?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])
    if (other !== input && other.name === input.name && (alone || other.dataset['behaviour'] === 'exclusive'))
      other.checked = false;
}

/** Once a page. What the browser brought back after Back or a reload is looked at too. */
export function enhanceQuestions(root: Document = document): void {
  root.documentElement.classList.add('with-javascript');
  unfold(root);
  root.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    exclude(target);
    unfold(root);
  });
  addEventListener('pageshow', () => unfold(root));
  let last = Number.NEGATIVE_INFINITY;
  root.addEventListener('click', (event) => {
    const button = (event.target as Element | null)?.closest('button[data-prevent-double-click="true"]');
    if (!button) return;
    if (event.timeStamp - last < 1_000) event.preventDefault();
    last = event.timeStamp;
  });
  root.querySelector<HTMLElement>('.govuk-error-summary')?.focus();
}
