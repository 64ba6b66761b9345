import { button } from '#kit/html/button.ts';
import { formFields } from '#kit/html/form.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { codeWords } from '#kit/html/ours.ts';
import { personal } from '#kit/html/text-fields.ts';
import type { ReportWords } from '../messages/words.ts';

export type ThanksShown = {
  words: ReportWords;
  desk: { name: string; hours: string; answersWithin: string };
  /** Null when she does not want to come back. */
  code: { words: readonly string[]; digits: readonly string[] } | null;
  /** It may not wait, and nobody reads now. */
  urgent: boolean;
  /** Something happened after which medicine or care may be wanted. */
  health: boolean;
  /** A report with this id was stored before, with other words. */
  already: boolean;
  /** Where the code is typed back to, with what the next page needs to be this one again. */
  compare: { action: string; hidden: Readonly<Record<string, string>>; said?: 'right' | 'wrong' };
};

/** What happened now, what cannot wait, when somebody reads it, the code, and how to come back. */
export function thanksView(shown: ThanksShown): Markup {
  const { words, desk, urgent, health, already } = shown;
  const { thanks } = words;
  const heading = already ? words.already.heading : urgent ? thanks.urgentHeading : thanks.heading;
  return html`<h1 tabindex="-1" data-slot="heading">${heading}</h1>
    <p class="care" data-if="urgent" ${urgent ? '' : html`hidden`}>${thanks.urgent}</p>
    <p data-slot="already">${already && words.already.told}</p>
    <p>${thanks.stored} <span data-slot="desk">${thanks.desk(desk.name)}</span></p>
    <p data-slot="read">${thanks.read(desk.answersWithin, desk.hours)}</p>
    <div data-if="health" ${health ? '' : html`hidden`}>
      <h2>${thanks.waits}</h2>
      <ul>
        <li>${thanks.pep}</li>
        <li>${thanks.contraception}</li>
        <li>${thanks.care}</li>
        <li>${thanks.clothes}</li>
      </ul>
    </div>
    ${shown.code !== null && codeView(shown, shown.code)}
    <p data-if="never" ${shown.code === null ? '' : html`hidden`}>${thanks.backNever}</p>
    <p>${thanks.again}</p>`;
}

function codeView({ words, compare }: ThanksShown, code: NonNullable<ThanksShown['code']>): Markup {
  const { wayBack, thanks } = words;
  const wrong = compare.said === 'wrong';
  const form = formFields({
    ...(wrong ? { errors: new Map([['typed', wayBack.wrong]]) } : {}),
    words: { error: words.error, title: words.errors.summary },
  });
  return html`<div data-if="code">
    <h2>${wayBack.code}</h2>
    <p>${wayBack.hint}</p>
    ${codeWords({ ...code, digitsSaid: wayBack.digits })}
    <h2>${thanks.back}</h2>
    <p>${thanks.backTold}</p>
    <form method="post" action="${compare.action}" autocomplete="off" id="compare">
      ${form.input({
        name: 'typed',
        label: { text: wayBack.typed },
        hint: { text: wayBack.typedHint },
        attributes: personal,
      })}
      ${Object.entries(compare.hidden).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" autocomplete="off" />`,
      )}
      ${button({ text: wayBack.check, classes: 'govuk-button--secondary' })}
      <p role="status" id="compared">${compare.said === 'right' && wayBack.right}</p>
    </form>
  </div>`;
}
