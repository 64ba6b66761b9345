/** What takes the form's place once it is locked: thanks, or waiting. It comes with the last step. */
import { get } from '#kit/device/get.ts';
import type { ReportData } from '../report/page-data.ts';
import type { ReportBody } from '../rules/report-form.ts';
import { element } from './form-parts.ts';

type Words = ReportData['words'];
type Code = { indexes: number[]; digits: string[] };

function add(to: ParentNode, name: string, text: string): HTMLElement {
  const made = element(name, '', text);
  to.append(made);
  return made;
}

const harm: readonly ReportBody['kinds'][number][] = ['violence', 'sexual-violence', 'condom'];

/** The thank-you page as it waits in the page's `<template id="thanks">`, which goes with the form. */
let template: HTMLTemplateElement | undefined;
function thanksPage(): DocumentFragment {
  template ??= get<HTMLTemplateElement>('thanks');
  return template.content.cloneNode(true) as DocumentFragment;
}

function put(page: DocumentFragment, title: string): void {
  const main = get('main');
  main.replaceChildren(page);
  document.title = title;
  scrollTo(0, 0);
  main.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
}

/** Puts the thank-you page in the form's place. */
export async function showThanks(
  words: Words,
  desk: { name: string; hours: string; answersWithin: string },
  sent: {
    code: Code | null;
    urgent: boolean;
    /** Null where nothing happened to a body: then no medicine is spoken of. */
    kinds: ReportBody['kinds'] | null;
    receipt: { id: string; body: string; acknowledgement: unknown } | null;
    /** It was stored before, and what was changed since was not. */
    already: boolean;
  },
): Promise<void> {
  const page = thanksPage();
  const on = (name: string, shown: boolean): void => {
    for (const part of page.querySelectorAll<HTMLElement>(`[data-if="${name}"]`)) part.hidden = !shown;
  };
  const slot = (name: string, text: string): void => {
    for (const part of page.querySelectorAll(`[data-slot="${name}"]`)) part.textContent = text;
  };
  const { thanks, already } = words;
  slot('heading', sent.already ? already.heading : sent.urgent ? thanks.urgentHeading : thanks.heading);
  if (sent.already) slot('already', already.told);
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
  else if (!sent.already) add(receipt, 'p', thanks.unproved);
  page.append(receipt);
  put(page, thanks.title);
}

/**
 * Puts in the form's place what is true of a report that is locked and has not gone yet: its code, and that it goes by
 * itself. `tell` says where it stands; `pressed` waits for somebody who wants it tried at once.
 */
export async function showWaiting(
  words: Words,
  code: Code | null,
): Promise<{ tell(text: string): void; pressed(): Promise<void> }> {
  const page = thanksPage();
  const block = code && page.querySelector('[data-if="code"]');
  page.replaceChildren();
  const heading = add(page, 'h1', words.waiting.heading);
  heading.tabIndex = -1;
  const said = add(page, 'p', '');
  said.className = 'care';
  said.setAttribute('role', 'status');
  const again = add(page, 'button', words.retry);
  again.className = 'govuk-button';
  again.setAttribute('type', 'button');
  if (block) {
    page.append(block);
    await showCode(page, words, code);
  }
  put(page, words.waiting.title);
  return {
    tell: (text) => void (said.textContent = text),
    pressed: async () =>
      await new Promise((go) => again.addEventListener('click', () => go(), { once: true })),
  };
}

async function read() {
  const words = await import('#sealed/words.ts');
  return { ...words, list: await words.loadWords() };
}
let reading: ReturnType<typeof read> | undefined;

/** The list of words and what reads it, fetched once and only when words are about to be shown. Null without a network. */
export async function fetchWords(): Promise<Awaited<ReturnType<typeof read>> | null> {
  try {
    return await (reading ??= read());
  } catch {
    reading = undefined;
    return null;
  }
}

/** The digits alone where the list of words cannot be fetched: they are the same code. */
async function showCode(page: ParentNode, words: Words, { indexes, digits }: Code): Promise<void> {
  page.querySelector('.code-words__digits')?.append(` ${digits.join(' ')}`);
  const found = await fetchWords();
  const places = page.querySelector('.code-words__words');
  if (places && found) for (const word of found.wordsAt(indexes, found.list)) add(places, 'li', word);
  const form = page.querySelector<HTMLFormElement>('form#compare');
  const field = form?.querySelector<HTMLInputElement>('#typed');
  const said = form?.querySelector('#compared');
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field?.value ?? '';
    const typed = found?.readWords(text, found.list);
    const same =
      text.replaceAll(/\D/g, '') === digits.join('') ||
      (typed?.ok === true && JSON.stringify(typed.indexes) === JSON.stringify(indexes));
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
