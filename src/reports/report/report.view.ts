import type { Desk } from '#kit/area-pack.ts';
import type { Choice } from '#kit/html/choices.ts';
import { button } from '#kit/html/button.ts';
import { type FormFields, formFields } from '#kit/html/form.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { details, insetText, warningText } from '#kit/html/messages-to-reader.ts';
import { stepper } from '#kit/html/ours.ts';
import { input, personal } from '#kit/html/text-fields.ts';
import type { ReportWords } from '../messages/words.ts';
import { thanksView } from './thanks.view.ts';
import type { ExactWords } from '../rules/exact-words.ts';
import {
  LONGEST,
  identifierKinds,
  kinds,
  places,
  policeWishes,
  releaseFields,
  warnWishes,
  whens,
} from '../rules/report-form.ts';

/** A desk that may be chosen: what the pack says of it, and who runs it. */
export type DeskShown = Pick<Desk, 'id' | 'name' | 'purpose' | 'hours' | 'answersWithin'> & {
  runBy: string;
};
export type FormShown = {
  words: ReportWords;
  action: string;
  desks: readonly DeskShown[];
  /** Carried in the form: the first with this id is stored, a repeat gets the same answer. */
  hidden: { id: string; code: string; ticket: string };
  fields?: ReadonlyMap<string, readonly string[]>;
  errors?: ReadonlyMap<string, string>;
  /** Shown above the form where nothing typed is wrong: wait, press again. */
  notice?: string;
  exact?: ExactWords;
  /** Pictures were chosen and cannot be given back. */
  chooseAgain?: boolean;
};

export function reportView(shown: FormShown): Markup {
  const { words, action, hidden, notice } = shown;
  const form = formFields({
    ...(shown.fields === undefined ? {} : { fields: shown.fields }),
    ...(shown.errors === undefined ? {} : { errors: shown.errors }),
    words: { error: words.error, title: words.errors.summary },
  });
  return html`${form.summary()}
    <h1>${words.heading}</h1>
    <p id="report-status" role="status"></p>
    ${notice !== undefined && warningText({ text: notice, word: words.care })}
    ${stepper({
      id: 'report',
      action,
      words: words.steps,
      files: true,
      sections: [
        before(shown, form),
        happened(words, form),
        whenAndWhere(words, form),
        person(words, form),
        wishes(shown, form),
        ending(shown, form),
      ],
      end: html`${Object.entries(hidden).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" autocomplete="off" />`,
      )}${button({ text: words.send, preventDoubleClick: true, id: 'send' })}`,
    })}
    ${keptDraft(words)}
    <template id="thanks"
      >${thanksView({
        words,
        desk: { name: '', hours: '', answersWithin: '' },
        code: { words: [], digits: [] },
        urgent: false,
        health: false,
        already: false,
        compare: { action, hidden: {} },
      })}</template
    >`;
}

/** Only the page's script shows and uses it: nothing of it is part of the form. */
function keptDraft({ draft }: ReportWords): Markup {
  const pin = (id: string): Markup =>
    input({ name: id, type: 'password', label: { text: draft.pin }, attributes: personal });
  const press = (id: string, text: string, disabled = false): Markup =>
    button({ id, text, type: 'button', classes: 'govuk-button--secondary', disabled });
  return html`<div data-with-script hidden>
    <div id="draft-found" class="empty" hidden>
      <p>${draft.found}</p>
      ${pin('pin-open')} ${press('draft-open', draft.open)} ${press('draft-forget', draft.forget)}
      <p id="draft-found-said" role="status"></p>
    </div>
    ${details({
      id: 'draft-keep',
      summary: draft.keep,
      text: html`<p>${draft.told}</p>
        <p>${draft.honest}</p>
        ${pin('pin')} ${press('draft-save', draft.save, true)}
        <p id="draft-said" role="status"></p>`,
    })}
  </div>`;
}

/** One box that is ticked or not, with a name of its own. */
function tick(form: FormFields, name: string, text: string, more: Partial<Choice> = {}): Choice {
  return { name, id: name, value: 'yes', text, checked: form.value(name) === 'yes', ...more };
}

function before({ words, desks }: FormShown, form: FormFields): Markup {
  const { limits, who } = words;
  const only = desks.length === 1;
  return html`<h2>${limits.heading}</h2>
    <p>${limits.lead}</p>
    <ul>
      <li>${limits.child}</li>
      <li>${limits.life}</li>
      <li>${limits.court}</li>
    </ul>
    <p>${limits.told}</p>
    <div data-without-script>${warningText({ text: words.server.seen, word: words.care })}</div>
    <p data-with-script hidden>${words.server.locked}</p>
    <p class="care">${words.urgent}</p>
    <p>${words.intro}</p>
    ${form.radios({
      name: 'desk',
      fieldset: { legend: { text: words.desk.legend } },
      items: desks.map((desk) => ({
        value: desk.id,
        text: desk.name,
        ...(only || form.value('desk') === desk.id ? { checked: true } : {}),
        hint: {
          text: `${desk.purpose} ${words.desk.runBy(desk.runBy)} ${words.desk.answers(desk.hours, desk.answersWithin)}`,
        },
      })),
    })}
    ${form.checkboxes({
      name: 'who',
      fieldset: { legend: { text: who.legend } },
      items: [
        tick(form, 'about-someone-else', who.someoneElse),
        tick(form, 'under-18', who.under18, {
          attributes: { 'data-no-pictures': true },
          conditional: warningText({ text: who.under18Hint, word: words.care }),
        }),
        tick(form, 'danger', who.danger, {
          conditional: warningText({ text: who.dangerHint, word: words.care }),
        }),
      ],
    })}`;
}

function happened(words: ReportWords, form: FormFields): Markup {
  const { what, wishes: wish } = words;
  return html`<h2>${what.heading}</h2>
    ${form.checkboxes({
      name: 'kinds',
      fieldset: { legend: { text: what.legend } },
      hint: { text: what.hint },
      items: kinds.map((kind) => ({
        value: kind,
        text: what.kinds[kind],
        ...(kind === 'image-blackmail'
          ? {
              attributes: { 'data-no-pictures': true },
              conditional: html`<p>${what.blackmail}</p>`,
            }
          : {}),
      })),
    })}
    <div data-own-words>
      ${form.characterCount({
        name: 'story',
        label: { text: what.story },
        hint: { text: what.storyHint },
        rows: 8,
        maxlength: LONGEST.story,
        said: what.storySaid,
        attributes: personal,
      })}
    </div>
    ${form.checkboxes({
      name: 'warn-only-box',
      items: [
        tick(form, 'warn-only', wish.warnOnly, {
          hint: { text: wish.warnOnlyHint },
          attributes: { 'data-no-pictures': true },
        }),
      ],
    })}`;
}

function whenAndWhere(words: ReportWords, form: FormFields): Markup {
  const { when, place } = words;
  return html`<h2>${when.heading}</h2>
    ${form.radios({
      name: 'when',
      fieldset: { legend: { text: when.legend } },
      items: whens.map((value) => ({ value, text: when.options[value] })),
    })}
    <div data-own-words>
      ${form.input({
        name: 'when-words',
        label: { text: when.words },
        hint: { text: when.wordsHint },
        attributes: personal,
      })}
    </div>
    ${form.radios({
      name: 'place',
      fieldset: { legend: { text: place.legend } },
      hint: { text: place.hint },
      items: places.map((value) => ({ value, text: place.options[value] })),
    })}`;
}

function person({ person: who }: ReportWords, form: FormFields): Markup {
  const row = (n: number): Markup =>
    html`<div class="detail-row">
      ${form.input({ name: `identifier-${n}`, label: { text: who.identifier(n) }, attributes: personal })}
      ${form.select({
        name: `identifier-kind-${n}`,
        label: { text: who.kind(n) },
        items: identifierKinds.map((value) => ({ value, text: who.kinds[value] })),
        attributes: { autocomplete: 'off' },
      })}
      ${form.input({ name: `identifier-platform-${n}`, label: { text: who.platform(n) }, attributes: personal })}
    </div>`;
  const more = [3, 4, 5, 6];
  return html`<h2>${who.legend}</h2>
    <p class="govuk-hint">${who.hint}</p>
    ${row(1)}${row(2)}
    ${details({
      summary: who.more,
      text: html`${more.map(row)}`,
      open: more.some((n) => (form.value(`identifier-${n}`) ?? '') !== ''),
    })}
    ${form.textarea({
      name: 'description',
      label: { text: who.description },
      hint: { text: who.descriptionHint(LONGEST.warnOnly) },
      rows: 4,
      attributes: personal,
    })}
    ${form.input({
      name: 'vehicle',
      label: { text: who.vehicle },
      hint: { text: who.vehicleHint },
      attributes: personal,
    })}`;
}

function wishes({ words, exact }: FormShown, form: FormFields): Markup {
  const { wishes: wish, contact } = words;
  const fieldsOf = (name: string, legend: string, without: readonly string[] = []): Markup =>
    form.checkboxes({
      name,
      fieldset: { legend: { text: legend } },
      items: releaseFields
        .filter((field) => !without.includes(field))
        .map((value) => ({ value, text: wish.fields[value] })),
    });
  return html`<h2>${wish.heading}</h2>
    ${form.checkboxes({
      name: 'wishes',
      fieldset: { legend: { text: wish.legend } },
      items: [tick(form, 'talk', wish.talk), tick(form, 'heard', wish.heard)],
    })}
    ${form.radios({
      name: 'warn',
      fieldset: { legend: { text: wish.warnLegend } },
      items: warnWishes.map((value) => ({ value, text: wish.warn[value] })),
    })}
    ${form.radios({
      name: 'police',
      fieldset: { legend: { text: wish.policeLegend } },
      items: policeWishes.map((value) => ({
        value,
        text: wish.police[value],
        ...(value === 'no' ? {} : { hint: { text: wish.policeLimit } }),
      })),
    })}
    <div data-when="police">${fieldsOf('police-fields', wish.policeFields)}</div>
    <div data-adults>
      ${form.checkboxes({
        name: 'ugly-mugs-box',
        items: [tick(form, 'ugly-mugs', wish.uglyMugs, { hint: { text: wish.uglyMugsHint } })],
      })}
      <div data-when="ugly-mugs">${fieldsOf('ugly-mugs-fields', wish.uglyMugsFields)}</div>
    </div>
    ${button({
      text: words.exact.show,
      name: 'show',
      value: 'text',
      id: 'show',
      classes: 'govuk-button--secondary',
    })}
    <div id="exact" role="status" tabindex="-1">${exact && exactView(words, exact)}</div>
    <h3>${contact.legend}</h3>
    <p class="govuk-hint">${contact.hint}</p>
    ${form.input({ name: 'contact', label: { text: contact.contact }, attributes: personal })}
    ${form.input({ name: 'safe-contact', label: { text: contact.safe }, attributes: personal })}`;
}

/** What may leave the desk, word for word. The page's script builds the same from the same parts. */
export function exactView({ exact: said }: ReportWords, exact: ExactWords): Markup {
  return insetText({
    text: html`<h3>${said.heading}</h3>
      ${(['warn', 'police', 'ugly-mugs'] as const).map(
        (to) =>
          html`<h4>${said[to]}</h4>
            <p class="exact" ${exact[to] !== '' && html`translate="no"`}>${exact[to] || said.nothing}</p>`,
      )}
      <p>${said.beside} ${said.recall}</p>`,
  });
}

function ending({ words, chooseAgain = false }: FormShown, form: FormFields): Markup {
  const { pictures, voice, card, wayBack } = words;
  return html`<h2>${pictures.heading}</h2>
    <div data-pictures>
      ${warningText({ text: pictures.warning, word: words.care })}
      <p>${pictures.remove}</p>
      <p data-without-script>${pictures.together}</p>
      ${chooseAgain && html`<p class="care">${pictures.choose}</p>`}
      ${form.fileUpload({
        name: 'pictures',
        label: { text: pictures.label },
        hint: { text: pictures.hint },
        multiple: true,
        accept: 'image/jpeg,image/png,image/webp',
      })}
    </div>
    <p class="care" data-no-pictures-said hidden>${pictures.closed}</p>
    <div data-own-words>
      <div data-voice hidden>
        <h2>${voice.heading}</h2>
        <p>${voice.told}</p>
        <p class="care">${voice.warning}</p>
        <p id="voice-said" role="status"></p>
        <p><audio id="voice-player" controls hidden></audio></p>
        <p>
          <button type="button" class="govuk-button govuk-button--secondary" id="voice-record">
            ${voice.record}
          </button>
          <button type="button" class="govuk-button" id="voice-stop" hidden>${voice.stop}</button>
          <button type="button" class="govuk-button govuk-button--secondary" id="voice-remove" hidden>
            ${voice.remove}
          </button>
        </p>
      </div>
    </div>
    <div id="card-question" hidden>
      ${form.checkboxes({
        name: 'from-card',
        fieldset: { legend: { text: card.legend } },
        items: [{ value: 'yes', text: card.tick, hint: { text: card.hint } }],
      })}
    </div>
    ${form.radios({
      name: 'come-back',
      fieldset: { legend: { text: wayBack.legend } },
      items: [
        {
          value: 'yes',
          text: wayBack.come,
          hint: { text: wayBack.comeHint },
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
    })}`;
}

/** Where no desk is open: nothing is taken that nobody could read, and the page says what there is instead. */
export function closedView(
  { closed }: ReportWords,
  links: readonly { text: string; address: string }[],
): Markup {
  return html`<h1>${closed.heading}</h1>
    <p>${closed.told}</p>
    <p class="care">${closed.now}</p>
    <h2>${closed.instead}</h2>
    <ul>
      ${links.map(({ text, address }) => html`<li><a href="${address}">${text}</a></li>`)}
    </ul>`;
}
