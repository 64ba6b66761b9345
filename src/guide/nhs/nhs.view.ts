import { button } from '#kit/html/button.ts';
import { formFields } from '#kit/html/form.ts';
import { type Markup, html, nothing } from '#kit/html/markup.ts';
import type { HelperWords } from '../messages/helpers.ts';
import { type CareKind, careAnswer, careKinds } from '../rules/nhs-care.ts';

export function nhsView(shown: {
  words: HelperWords;
  action: string;
  /** Leads on to other pages. */
  more: Markup;
  care?: CareKind;
  missing?: true;
}): Markup {
  const { words, action, more, care, missing } = shown;
  const { nhs } = words;
  const form = formFields({
    fields: new Map(care === undefined ? [] : [['care', [care]]]),
    errors: new Map(missing === true ? [['care', nhs.missing]] : []),
    words: { error: words.error, title: words.wrong },
  });
  const answer = care === undefined ? null : careAnswer(care);
  return html`${form.summary()}
    <h1>${nhs.heading}</h1>
    <p class="lead">${nhs.lead}</p>
    ${
      care === undefined || answer === null
        ? nothing
        : html`<section class="answer" id="answer" aria-labelledby="answer-said">
            <p id="answer-said" class="govuk-visually-hidden">${words.answer}</p>
            <h2>${nhs.answers[answer]}</h2>
            <p><strong>${nhs.kinds[care]}.</strong> ${nhs.told[care]}</p>
            ${
              answer === 'free-for-all'
                ? nothing
                : html`<ul>
                    ${nhs.askPoints.map((point) => html`<li>${point}</li>`)}
                  </ul>`
            }
          </section>`
    }
    <form method="post" action="${action}" id="nhs" autocomplete="off" novalidate>
      ${form.radios({
        name: 'care',
        fieldset: { legend: { text: nhs.what } },
        items: careKinds.map((kind) => ({ value: kind, text: nhs.kinds[kind] })),
      })}
      ${button({ text: nhs.look })}
      <p class="fact">${words.forgotten}</p>
    </form>
    <h2>${nhs.alwaysHeading}</h2>
    <ul>
      ${nhs.always.map((point) => html`<li>${point}</li>`)}
    </ul>
    <p class="fact">${nhs.source}</p>
    ${more}`;
}
