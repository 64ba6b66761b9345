import { button } from '#kit/html/button.ts';
import { formFields } from '#kit/html/form.ts';
import { type Content, type Markup, html, nothing } from '#kit/html/markup.ts';
import { href } from '#routes.ts';
import { importWords as words } from '../messages/import.en.ts';
import type { Refusal } from './incoming.ts';
import type { Outcome } from './take-in.ts';

export function formView(shown: {
  prefix: string;
  megabytes: number;
  fields: ReadonlyMap<string, readonly string[]>;
  errors: ReadonlyMap<string, string>;
}): Markup {
  const { prefix, megabytes, fields, errors } = shown;
  const form = formFields({ fields, errors, words: { error: words.error, title: words.problem } });
  return html`${form.summary()}
    <p><a href="${href('deskFacts', prefix, {})}">${words.back}</a></p>
    <h1>${words.heading}</h1>
    <p class="lead">${words.lead}</p>
    <p>${words.what}</p>
    <p>${words.places}</p>
    <form
      method="post"
      action="${href('deskFactsImport', prefix, {})}"
      enctype="multipart/form-data"
      novalidate
    >
      ${form.input({ name: 'source', label: { text: words.source }, hint: { text: words.sourceHint } })}
      ${form.fileUpload({
        name: 'files',
        label: { text: words.files },
        hint: { text: words.filesHint(megabytes) },
        multiple: true,
        accept: '.json,.ndjson,.jsonl,.csv',
      })}
      ${button({ text: words.press })}
    </form>`;
}

/** Records of one kind that are written out; the rest is a number. */
const MOST_SHOWN = 500;

function section<One>(heading: string, all: readonly One[], item: (one: One) => Content): Markup {
  if (all.length === 0) return nothing;
  const more = all.length - MOST_SHOWN;
  return html`<h2>${heading} (${all.length})</h2>
    <ul class="messages">
      ${all.slice(0, MOST_SHOWN).map((one) => html`<li>${item(one)}</li>`)}
    </ul>
    ${more > 0 ? html`<p class="fact">${words.more(more)}</p>` : nothing}`;
}

const reasonView = ({ file, line, why }: Refusal): Markup =>
  html`<span class="fact" translate="no">${words.where(file, line)}: ${why}</span>`;

/** @param kept ids of those that the area did not have */
export function reportView(shown: {
  outcomes: readonly Outcome[];
  refused: readonly Refusal[];
  kept: ReadonlySet<string>;
  prefix: string;
}): Markup {
  const { outcomes, refused, kept, prefix } = shown;
  const good = outcomes.filter((one) => one.kind === 'taken');
  const taken = good.filter(({ service }) => kept.has(service.id));
  const here = good.filter(({ service }) => !kept.has(service.id));
  const bad = outcomes.filter((one) => one.kind === 'refused');
  const link = ({ service, name }: (typeof good)[number]): Markup =>
    html`<a href="${href('deskFact', prefix, { service: service.id })}">${name}</a>`;
  return html`<p><a href="${href('deskFacts', prefix, {})}">${words.back}</a></p>
    <h1>${words.done}</h1>
    <p class="lead" role="status">${words.count(taken.length, here.length, bad.length)}</p>
    ${section(words.filesRefused, refused, reasonView)}
    ${section(
      words.refused,
      bad,
      ({ name, reasons }) =>
        html`<strong>${name}</strong
          >${reasons.slice(0, 20).map((reason) => html`<br />${reasonView(reason)}`)}`,
    )}
    ${section(
      words.taken,
      taken,
      (one) =>
        html`${link(one)}${one.without.length === 0 ? nothing : html`<br /><span class="fact">${words.without} ${one.without.join('; ')}</span>`}`,
    )}
    ${section(words.here, here, link)}
    <p><a href="${href('deskFactsImport', prefix, {})}">${words.link}</a></p>`;
}
