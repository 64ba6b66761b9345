import { button } from '#kit/html/button.ts';
import { formFields } from '#kit/html/form.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { warningText } from '#kit/html/messages-to-reader.ts';
import { personal } from '#kit/html/text-fields.ts';
import type { Carried } from '../carried.ts';
import type { ContestWords } from '../messages/contest.en.ts';
import type { ReportWords } from '../messages/words.ts';
import type { DeskShown } from '../report/report.view.ts';
import { thanksView } from '../report/thanks.view.ts';
import { wants } from '../rules/contest-form.ts';
import { LONGEST, identifierKinds } from '../rules/report-form.ts';

export type ContestShown = {
  contest: ContestWords;
  words: ReportWords;
  action: string;
  /** Where a code is typed back to. */
  compare: string;
  desks: readonly DeskShown[];
  hidden: Carried;
  fields?: ReadonlyMap<string, readonly string[]>;
  errors?: ReadonlyMap<string, string>;
  /** Shown above the form where nothing typed is wrong: wait, press again. */
  notice?: string;
};

/** One page. It says the same to everyone: it knows nothing of warnings. */
export function contestView(shown: ContestShown): Markup {
  const { contest, words, desks, notice } = shown;
  const { person, wayBack } = words;
  const form = formFields({
    ...(shown.fields === undefined ? {} : { fields: shown.fields }),
    ...(shown.errors === undefined ? {} : { errors: shown.errors }),
    words: { error: words.error, title: words.errors.summary },
  });
  const row = (n: number): Markup =>
    html`<div class="detail-row">
      ${form.input({ name: `identifier-${n}`, label: { text: person.identifier(n) }, attributes: personal })}
      ${form.select({
        name: `identifier-kind-${n}`,
        label: { text: person.kind(n) },
        items: identifierKinds.map((value) => ({ value, text: person.kinds[value] })),
        attributes: { autocomplete: 'off' },
      })}
      ${form.input({ name: `identifier-platform-${n}`, label: { text: person.platform(n) }, attributes: personal })}
    </div>`;
  return html`${form.summary()}
    <h1>${contest.heading}</h1>
    <p id="contest-status" role="status"></p>
    ${notice !== undefined && warningText({ text: notice, word: words.care })}
    <p class="lead">${contest.lead}</p>
    <p>${contest.same}</p>
    <p>${contest.who}</p>
    <p>${contest.rights}</p>
    <p class="care">${contest.reporter}</p>
    <div data-without-script>${warningText({ text: words.server.seen, word: words.care })}</div>
    <p data-with-script hidden>${words.server.locked}</p>
    <form method="post" action="${shown.action}" id="contest" autocomplete="off" novalidate>
      ${form.radios({
        name: 'desk',
        fieldset: { legend: { text: contest.desk } },
        items: desks.map((desk) => ({
          value: desk.id,
          text: desk.name,
          ...(desks.length === 1 || form.value('desk') === desk.id ? { checked: true } : {}),
          hint: {
            text: `${words.desk.runBy(desk.runBy)} ${words.desk.answers(desk.hours, desk.answersWithin)}`,
          },
        })),
      })}
      ${form.checkboxes({
        name: 'wants',
        fieldset: { legend: { text: contest.wantsLegend } },
        hint: { text: contest.wantsHint },
        items: wants.map((value) => ({ value, text: contest.wants[value] })),
      })}
      <h2>${contest.details}</h2>
      <p class="govuk-hint">${contest.detailsHint}</p>
      ${row(1)}${row(2)}
      ${form.characterCount({
        name: 'story',
        label: { text: contest.story },
        hint: { text: contest.storyHint },
        rows: 6,
        maxlength: LONGEST.story,
        said: words.what.storySaid,
        attributes: personal,
      })}
      ${form.input({
        name: 'contact',
        label: { text: contest.contact },
        hint: { text: contest.contactHint },
        attributes: personal,
      })}
      ${form.radios({
        name: 'come-back',
        fieldset: { legend: { text: wayBack.legend } },
        items: [
          {
            value: 'yes',
            text: wayBack.come,
            ...(form.value('come-back') === undefined ? { checked: true } : {}),
          },
          { value: 'no', text: wayBack.never },
        ],
      })}
      ${form.input({
        name: 'private',
        label: { text: wayBack.private },
        hint: { text: wayBack.privateHint },
        attributes: personal,
      })}
      ${Object.entries(shown.hidden).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" autocomplete="off" />`,
      )}
      ${button({ text: contest.send, preventDoubleClick: true, id: 'send' })}
    </form>
    <template id="thanks"
      >${thanksView({
        words,
        desk: { name: '', hours: '', answersWithin: '' },
        code: { words: [], digits: [] },
        urgent: false,
        health: false,
        already: false,
        compare: { action: shown.compare, hidden: {} },
      })}</template
    >`;
}

/** Where no desk of another organisation is open. */
export const contestClosedView = ({ closed }: ContestWords): Markup =>
  html`<h1>${closed.heading}</h1>
    <p>${closed.told}</p>`;
