/** The list of evidence: in this page and in this tab's storage, which dies with the tab. Nothing here can send. */
import { pageData } from '#kit/device/page-data.ts';
import {
  type Evidence,
  type EvidenceField,
  evidenceFields,
  readEntry,
  readKept,
} from '../rules/evidence-list.ts';

const KEPT = 'waymark.evidence';
const data = pageData<{
  empty: string;
  remove: string;
  entry: string;
  labels: Record<EvidenceField, string>;
}>();
const part = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
const form = part<HTMLFormElement>('evidence');
let entries: Evidence[] = readKept(stored());

/** Reading the property itself throws where storage is switched off; the page then still holds the list. */
function stored(): string | null {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function store(): void {
  try {
    if (entries.length === 0) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify(entries));
  } catch {
    // The page still holds it, and it can be printed.
  }
}

function show(): void {
  part('count').textContent = entries.length === 0 ? data.empty : '';
  part('entries').replaceChildren(
    ...entries.map((entry, at) => {
      const item = document.createElement('li');
      const facts = document.createElement('dl');
      for (const name of evidenceFields) {
        if (entry[name] === '') continue;
        const [key, value] = [document.createElement('dt'), document.createElement('dd')];
        key.textContent = data.labels[name];
        value.textContent = entry[name];
        value.className = 'written';
        facts.append(key, value);
      }
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.className = 'govuk-button govuk-button--secondary no-print';
      remove.textContent = data.remove;
      remove.setAttribute('aria-label', `${data.remove}: ${data.entry} ${at + 1}`);
      remove.addEventListener('click', () => keep(entries.filter((one) => one !== entry)));
      item.append(facts, remove);
      return item;
    }),
  );
}

function keep(now: Evidence[]): void {
  entries = now;
  store();
  show();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const typed = new FormData(form);
  const entry = readEntry((name) => {
    const text = typed.get(name);
    return typeof text === 'string' ? text : '';
  });
  if (entry !== null) {
    keep([...entries, entry]);
    form.reset();
  }
  form.querySelector('textarea')?.focus();
});
part('print').addEventListener('click', () => print());
part('remove-all').addEventListener('click', () => keep([]));

part('without').remove();
for (const fields of form.querySelectorAll('fieldset')) fields.disabled = false;
show();
