/**
 * One question a page, out of a form in sections (`stepper` of `kit/html/ours.ts`). Nothing is added to the browser's
 * history: every entry there is one more line for somebody else to read.
 */
export type Stepper = { at(): number; show(step: number): void };

const fill = (text: string, at: number, of: number): string =>
  text.replace('{at}', String(at)).replace('{of}', String(of));

/** `onStep` is told each time another question is shown; the first at once. */
export function startStepper(
  form: HTMLFormElement,
  onStep: (at: number, of: number) => void = () => undefined,
): Stepper {
  const steps = [...form.querySelectorAll<HTMLElement>(':scope > [data-step]')];
  const end = form.querySelector<HTMLElement>(':scope > [data-end]');
  const { next = '', back = '', of: said = '', title = '' } = form.dataset;
  const count = document.createElement('p');
  count.className = 'progress';
  const words = document.createElement('span');
  words.setAttribute('role', 'status');
  const bar = document.createElement('progress');
  bar.max = steps.length;
  bar.setAttribute('aria-hidden', 'true');
  count.append(words, bar);
  const button = (text: string, kind: string): HTMLButtonElement => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = `govuk-button ${kind}`;
    made.textContent = text;
    return made;
  };
  const [forward, backward] = [button(next, ''), button(back, 'govuk-button--secondary')];
  const buttons = document.createElement('div');
  buttons.append(forward, backward);
  form.prepend(count);
  form.insertBefore(buttons, end);

  let current = 1;
  const show = (step: number, focus = true): void => {
    current = Math.min(Math.max(1, step), steps.length);
    for (const [index, section] of steps.entries()) section.hidden = index + 1 !== current;
    const last = current === steps.length;
    if (end) end.hidden = !last;
    forward.hidden = last;
    backward.hidden = current === 1;
    bar.value = current;
    words.textContent = fill(said, current, steps.length);
    document.title = fill(title, current, steps.length);
    if (focus) {
      steps[current - 1]?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    onStep(current, steps.length);
  };
  forward.addEventListener('click', () => show(current + 1));
  backward.addEventListener('click', () => show(current - 1));
  // Enter in a field goes on instead of sending a form whose end nobody has seen.
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || current === steps.length)
      return;
    event.preventDefault();
    show(current + 1);
  });
  // A link of the error summary leads to a question that may be folded away.
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('.govuk-error-summary a');
    const asked = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const section = asked?.closest<HTMLElement>('[data-step]');
    if (!asked || !section) return;
    event.preventDefault();
    show(steps.indexOf(section) + 1, false);
    asked.focus();
  });
  const wrong = steps.findIndex((section) => section.querySelector('.govuk-form-group--error'));
  show(wrong < 0 ? 1 : wrong + 1, false);
  return { at: () => current, show };
}
