/** The list of evidence: in this page and in this tab's storage, which dies with the tab. Nothing here can send. */
import { GOES_WITH_LEAVE } from '#kit/device/goes-with-leave.ts';
import { pageData } from '#kit/device/page-data.ts';
import {
  type Evidence,
  type EvidenceField,
  evidenceFields,
  readEntry,
  readKept,
} from '../rules/evidence-list.ts';

/** Where the list lies: where Leave takes it away, or where it stays until the tab is closed. */
const PLACES = { goes: `${GOES_WITH_LEAVE}evidence`, stays: 'waymark.evidence' };
const data = pageData<{
  empty: string;
  remove: string;
  entry: string;
  labels: Record<EvidenceField, string>;
}>();
const part = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
const form = part<HTMLFormElement>('evidence');
const goes = part<HTMLInputElement>('goes');
let entries: Evidence[] = [];

/** Reading the property itself throws where storage is switched off; the page then still holds the list. */
function stored(place: keyof typeof PLACES): string | null {
  try {
    return sessionStorage.getItem(PLACES[place]);
  } catch {
    return null;
  }
}

function store(): void {
  try {
    for (const place of Object.values(PLACES)) sessionStorage.removeItem(place);
    if (entries.length > 0)
      sessionStorage.setItem(goes.checked ? PLACES.goes : PLACES.stays, JSON.stringify(entries));
  } catch {
    // The page still holds it, and it can be printed.
  }
}

/** What the tab holds now. A page that the browser kept alive still has the list that Leave took away elsewhere. */
function look(): void {
  const stays = stored('stays');
  goes.checked = stays === null;
  entries = readKept(stays ?? stored('goes'));
  show();
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
goes.addEventListener('change', store);
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) look();
});

part('without').remove();
for (const fields of form.querySelectorAll('fieldset')) fields.disabled = false;
look();
