import type { ReportData } from '../report/page-data.ts';
import type { ExactWords } from '../rules/exact-words.ts';
import type { ReportBody } from '../rules/report-form.ts';

type Words = ReportData['words'];
type Code = { indexes: number[]; digits: string[] };

function add(to: Element, name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  to.append(made);
  return made;
}

/** The exact words that may leave the desk, as `exactView` of the server writes them. */
export function showExact(place: HTMLElement, words: Words['exact'], exact: ExactWords): void {
  const box = document.createElement('div');
  box.className = 'govuk-inset-text';
  add(box, 'h3', words.heading);
  for (const to of ['warn', 'police', 'ugly-mugs'] as const) {
    add(box, 'h4', words[to]);
    const said = add(box, 'p', exact[to] || words.nothing);
    said.className = 'exact';
    said.translate = exact[to] === '';
  }
  add(box, 'p', words.recall);
  place.replaceChildren(box);
  place.focus({ preventScroll: true });
  box.scrollIntoView({ block: 'nearest' });
}

const harm: readonly ReportBody['kinds'][number][] = ['violence', 'sexual-violence', 'condom'];

/** Puts the thank-you page in the form's place. Its words wait in the page's `<template id="thanks">`. */
export async function showThanks(
  words: Words,
  desk: { name: string; hours: string; answersWithin: string },
  sent: {
    code: Code | null;
    urgent: boolean;
    /** Null where nothing happened to a body: then no medicine is spoken of. */
    kinds: ReportBody['kinds'] | null;
    receipt: { id: string; body: string; acknowledgement: unknown } | null;
  },
): Promise<void> {
  const template = document.querySelector<HTMLTemplateElement>('template#thanks');
  const main = document.querySelector('main');
  if (!template || !main) throw new Error('this page has no thanks');
  const page = template.content.cloneNode(true) as DocumentFragment;
  const on = (name: string, shown: boolean): void => {
    for (const part of page.querySelectorAll<HTMLElement>(`[data-if="${name}"]`)) part.hidden = !shown;
  };
  const slot = (name: string, text: string): void => {
    for (const part of page.querySelectorAll(`[data-slot="${name}"]`)) part.textContent = text;
  };
  const { thanks } = words;
  const heading = page.querySelector('h1');
  if (heading) heading.textContent = sent.urgent ? thanks.urgentHeading : thanks.heading;
  slot('desk', thanks.desk.replace('{name}', desk.name));
  slot('read', thanks.read.replace('{within}', desk.answersWithin).replace('{hours}', desk.hours));
  on('urgent', sent.urgent);
  const { kinds } = sent;
  on('health', kinds !== null && (kinds.length === 0 || kinds.some((kind) => harm.includes(kind))));
  on('never', sent.code === null);
  if (sent.code === null) for (const part of page.querySelectorAll('[data-if="code"]')) part.remove();
  else await showCode(page, words, sent.code);
  const receipt = document.createElement('div');
  if (sent.receipt) saveReceipt(receipt, words, sent.receipt);
  else add(receipt, 'p', thanks.unproved);
  page.append(receipt);
  main.replaceChildren(page);
  document.title = thanks.title;
  scrollTo(0, 0);
  main.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
}

async function showCode(page: ParentNode, words: Words, { indexes, digits }: Code): Promise<void> {
  // The list and what reads it come only now, when somebody is shown words.
  const { loadWords, readWords, wordsAt } = await import('#sealed/words.ts');
  const list = await loadWords();
  const places = page.querySelector('.code-words__words');
  for (const word of wordsAt(indexes, list)) if (places) add(places, 'li', word);
  page.querySelector('.code-words__digits')?.append(` ${digits.join(' ')}`);
  const form = page.querySelector<HTMLFormElement>('form#compare');
  const typed = form?.querySelector<HTMLInputElement>('#typed');
  const said = form?.querySelector('#compared');
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = typed?.value ?? '';
    const read = readWords(text, list);
    const same =
      text.replaceAll(/\D/g, '') === digits.join('') ||
      (read.ok && JSON.stringify(read.indexes) === JSON.stringify(indexes));
    if (said && text.trim() !== '') said.textContent = same ? words.compare.right : words.compare.wrong;
  });
}

function saveReceipt(
  place: HTMLElement,
  words: Words,
  receipt: { id: string; body: string; acknowledgement: unknown },
): void {
  const button = add(place, 'button', words.thanks.receipt);
  button.className = 'govuk-button govuk-button--secondary';
  button.setAttribute('type', 'button');
  add(place, 'p', words.thanks.receiptHint).className = 'govuk-hint';
  button.addEventListener('click', () => {
    const file = new Blob([JSON.stringify(receipt)], { type: 'application/json' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = 'receipt.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
}
