import { button } from '#kit/html/button.ts';
import { fieldset } from '#kit/html/choices.ts';
import { formFields } from '#kit/html/form.ts';
import { type Markup, html, nothing } from '#kit/html/markup.ts';
import type { HelperWords } from '../messages/helpers.ts';
import { sayDate } from '../page.view.ts';
import { type Appeal, type DayRead, type NoticeKind, noticeKinds } from '../rules/appeal-day.ts';

export type NoticeShown = {
  words: HelperWords;
  language: string;
  action: string;
  /** Of the directory. */
  helpAddress: string;
  /** Leads on to other pages. */
  more: Markup;
  fields?: ReadonlyMap<string, readonly string[]>;
  errors?: { kind: 'missing' } | { day: Exclude<DayRead, { ok: true }>['why'] };
  found?: { kind: Exclude<NoticeKind, 'cpn'> } | { kind: 'cpn'; issued: string; appeal: Appeal };
};

function result({ words, language, helpAddress, found }: NoticeShown): Markup {
  if (found === undefined) return nothing;
  const { notice } = words;
  const day = (iso: string): string => sayDate(iso, language);
  const days =
    found.kind !== 'cpn'
      ? html`<h2>${notice.kinds[found.kind]}</h2>
          <p>${notice.told[found.kind]}</p>`
      : html`<h2>${found.appeal.left < 0 ? notice.over : notice.lastDay}</h2>
          <p class="looked-up">${day(found.appeal.last)}</p>
          <p>${notice.counted(day(found.issued))} ${notice.left(found.appeal.left)}</p>
          ${
            found.appeal.left < 0
              ? nothing
              : html`${
                    found.appeal.weekend
                      ? html`<p class="care">
                          ${notice.weekend(found.appeal.before === null ? null : day(found.appeal.before))}
                        </p>`
                      : nothing
                  }
                  <p>${notice.shut}</p>`
          }
          <h3>${notice.meanwhile}</h3>
          <ul>
            ${notice.meanwhilePoints.map((point) => html`<li>${point}</li>`)}
          </ul>
          <p class="fact" lang="en">
            Anti-social Behaviour, Crime and Policing Act 2014, sections 46 and 48
          </p>`;
  return html`<section class="answer" id="answer" aria-labelledby="answer-said">
    <p id="answer-said" class="govuk-visually-hidden">${words.answer}</p>
    ${days}
    <h3>${notice.who}</h3>
    <p>${notice.whoSaid} <a href="${helpAddress}">${notice.whoLink}</a></p>
    <p class="fact">${words.notAdvice}</p>
  </section>`;
}

export function noticeView(shown: NoticeShown): Markup {
  const { words, action, fields, errors, more } = shown;
  const { notice } = words;
  const wrong = new Map<string, string>();
  if (errors !== undefined && 'kind' in errors) wrong.set('kind', notice.errors.kind);
  if (errors !== undefined && 'day' in errors) wrong.set('day', notice.errors[errors.day]);
  const form = formFields({
    ...(fields === undefined ? {} : { fields }),
    errors: wrong,
    words: { error: words.error, title: words.wrong },
  });
  const part = (name: 'day' | 'month' | 'year'): Markup =>
    form.input({
      name,
      label: { text: notice.parts[name] },
      inputmode: 'numeric',
      autocomplete: 'off',
      classes: name === 'year' ? 'short-4' : 'short-2',
    });
  return html`${form.summary()}
    <h1>${notice.heading}</h1>
    <p class="lead">${notice.lead}</p>
    ${result(shown)}
    <form method="post" action="${action}" id="notice" autocomplete="off" novalidate>
      ${form.radios({
        name: 'kind',
        fieldset: { legend: { text: notice.what } },
        items: noticeKinds.map((kind) => ({ value: kind, text: notice.kinds[kind] })),
      })}
      ${fieldset(
        { legend: { text: notice.when } },
        html`<p class="fact">${notice.whenHint}</p>
          <div class="date-parts">${part('day')} ${part('month')} ${part('year')}</div>`,
      )}
      ${button({ text: notice.count })}
      <p class="fact">${words.forgotten}</p>
    </form>
    ${more}`;
}
