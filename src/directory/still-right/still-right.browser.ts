/**
 * `/still-right#code`: takes the code out of the address, and with it out of the browser's history, and opens what it
 * is for. Opening uses nothing up. Without JavaScript the code is typed.
 */
const code = location.hash.slice(1);
const form = document.querySelector<HTMLFormElement>('#still-right[data-opens]');
const field = form?.querySelector<HTMLInputElement>('input[name=code]');
if (code !== '') history.replaceState(null, '', location.pathname);
if (code !== '' && form && field) {
  field.value = code;
  const said = form.querySelector('[role=status]');
  if (said) said.textContent = form.dataset['opens'] ?? '';
  form.requestSubmit();
}
