import { button } from '#kit/html/button.ts';
import { checkboxes } from '#kit/html/choices.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { input, personal, textarea } from '#kit/html/text-fields.ts';
import { evidenceFields } from '../rules/evidence-list.ts';
import type { HelperWords } from '../messages/helpers.ts';

/**
 * Without a script nothing may be typed: a form that nobody listens to would send its words in an address. So the fields
 * are locked until the script unlocks them.
 */
export function evidenceView({ evidence }: HelperWords, more: Markup): Markup {
  return html`<h1>${evidence.heading}</h1>
    <p class="lead">${evidence.lead}</p>
    <ul>
      ${evidence.points.map((point) => html`<li>${point}</li>`)}
    </ul>
    <p class="care without-script" id="without">${evidence.without}</p>
    <form id="evidence" class="no-print with-script" autocomplete="off">
      <fieldset class="govuk-fieldset" disabled>
        <legend class="govuk-visually-hidden">${evidence.add}</legend>
        ${evidenceFields.map((name) => {
          const field = { name, label: { text: evidence.fields[name] }, attributes: personal };
          return name === 'what' ? textarea({ ...field, rows: 3 }) : input(field);
        })}
        ${button({ text: evidence.add, type: 'submit' })}
      </fieldset>
    </form>
    <section id="list" class="with-script" aria-labelledby="list-said">
      <h2 id="list-said">${evidence.list}</h2>
      <p id="count" role="status">${evidence.empty}</p>
      <ol id="entries" class="evidence" translate="no"></ol>
      <p class="fact">${evidence.dies}</p>
      <div class="no-print">
        ${checkboxes({
          name: 'goes',
          items: [
            {
              value: 'yes',
              id: 'goes',
              text: evidence.goes,
              hint: { text: evidence.goesHint },
              checked: true,
              attributes: { autocomplete: 'off' },
            },
          ],
        })}
      </div>
      <div class="no-print">
        ${button({ text: evidence.print, type: 'button', id: 'print' })}
        ${button({ text: evidence.removeAll, type: 'button', id: 'remove-all', classes: 'govuk-button--secondary' })}
      </div>
    </section>
    ${more}`;
}
