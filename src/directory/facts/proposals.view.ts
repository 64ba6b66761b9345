import { button } from '#kit/html/button.ts';
import { input } from '#kit/html/text-fields.ts';
import { type Markup, html, nothing } from '#kit/html/markup.ts';
import { en } from '../messages/en.ts';
import { factsWords as words, sayNotRead } from '../messages/facts.en.ts';
import { type Proposal, type ProposedAddress, oldNumbers } from '../rules/proposal.ts';
import { readHours } from '../rules/read-hours.ts';
import { sayHours } from '../rules/say-hours.ts';
import { sayContact, sayDate, sayOpening } from '../say.ts';
import type { FactShown } from './fact.view.ts';
import { formOf, idsFor, press } from './form-of.ts';
import { nextOf } from './next-of.ts';
import { kindOf, sayAddress, sayFact, standsNow } from './say-fact.ts';

/** What is proposed, as one line. */
function sayProposed({ kind, said }: Proposal): string {
  if (said === '') return words.gone;
  if (kind !== 'address') return sayContact({ kind, to: said });
  return sayAddress({ ...(JSON.parse(said) as ProposedAddress), latitude: null, longitude: null });
}

/** Whom to ring before anything is believed: a number of what stands now, never one that is proposed. */
function ringView({ service }: FactShown, proposal: Proposal): Markup {
  const [first, ...others] = oldNumbers(service, proposal.fact);
  if (first === undefined) return html`<p class="care">${words.noOldNumber}</p>`;
  const checked =
    first.state === 'confirmed' && first.checkedOn !== null
      ? words.checkedBy(first.checkedBy ?? '', sayDate(first.checkedOn, en))
      : words.states.unverified;
  return html`<p>
    ${words.ring} <strong>${sayContact(first.value)}</strong>
    <span class="fact">(${checked})</span
    >${others.length === 0 ? nothing : `, ${words.orRing} ${others.map(({ value }) => sayContact(value)).join(', ')}`}
  </p>`;
}

/** Hours come in the service's own words; what they are read as stands below before anybody accepts it. */
function hoursView(shown: FactShown, proposal: Proposal, typed: string): Markup {
  const read = readHours(typed, shown.today);
  if (!read.ok) return html`<p class="care">${sayNotRead(read)}</p>`;
  const said = sayHours(read.schedule, shown.today) ?? '';
  return html`<p><strong>${words.readAs}</strong> ${said}</p>
    <p>${words.nextThree}:</p>
    <ul>
      ${nextOf(read.schedule, shown.now).map((opening) => html`<li>${sayOpening(opening, en)}</li>`)}
    </ul>
    <input type="hidden" name="read" value="${said}" />`;
}

function oneProposal(shown: FactShown, proposal: Proposal, action: string): Markup {
  const { service, fields, errors, at, today } = shown;
  const is = at === proposal.id;
  const id = idsFor(is, proposal.id);
  const typed = is ? fields?.get('hours')?.[0] : undefined;
  const asHours = proposal.kind === 'hours' && proposal.said !== '';
  const hours = typed ?? proposal.said;
  const form = formOf(
    is ? new Map([...(fields ?? []), ['hours', [hours]]]) : new Map([['hours', [hours]]]),
    is ? errors : undefined,
  );
  const before = standsNow(service, proposal, today);
  const changes = proposal.kind !== 'words';
  const hidden = html`<input type="hidden" name="proposal" value="${proposal.id}" />`;
  return html`<li class="message">
    <h3>${words.proposed[proposal.kind]}</h3>
    <p class="fact">${words.proposedOn(sayDate(proposal.day, en))}</p>
    ${
      changes
        ? html`<dl class="govuk-summary-list">
            <dt>${words.before}</dt>
            <dd translate="no">${before === '' ? '—' : html`<del>${before}</del>`}</dd>
            <dt>${words.after}</dt>
            <dd translate="no"><ins>${sayProposed(proposal)}</ins></dd>
          </dl>`
        : html`<p class="said" translate="no">${proposal.said}</p>`
    }
    ${changes ? ringView(shown, proposal) : nothing}
    <form method="post" action="${action}" novalidate>
      ${hidden}
      <input type="hidden" name="was" value="${before}" />
      ${
        asHours
          ? html`${form.input({ name: 'hours', id: id('hours'), label: { text: words.hoursWords }, hint: { text: words.hoursWordsHint } })}
            ${hoursView(shown, proposal, hours)}`
          : nothing
      }
      ${
        changes
          ? form.checkboxes({
              name: 'rang',
              idPrefix: id('rang'),
              items: [
                {
                  value: 'yes',
                  text: oldNumbers(service, proposal.fact).length === 0 ? words.rangOther : words.rang,
                },
              ],
            })
          : nothing
      }
      ${
        changes && oldNumbers(service, proposal.fact).length === 0
          ? form.input({ name: 'how', id: id('how'), label: { text: words.how } })
          : nothing
      }
      ${button({ text: changes ? words.accept : words.dealtWith, name: 'act', value: 'accept', preventDoubleClick: true })}
    </form>
    <form method="post" action="${action}" novalidate>
      ${hidden} ${form.input({ name: 'reason', id: id('reason'), label: { text: words.reason } })}
      ${button({ text: words.turnDown, name: 'act', value: 'turn-down', classes: 'govuk-button--secondary' })}
    </form>
  </li>`;
}

/** What came back by a link: changes, and facts of which the service says that they are still right. */
export function proposalsView(shown: FactShown, action: string): Markup {
  const { proposals, service, today } = shown;
  const changes = proposals.filter(({ kind }) => kind !== 'still-right');
  const right = proposals.filter(({ kind }) => kind === 'still-right');
  const [first] = right;
  return html`${
    first === undefined
      ? nothing
      : html`<div class="care">
          <p>${words.saysRight(sayDate(first.day, en))}</p>
          <ul>
            ${right.map(({ fact }) => {
              const kind = fact === null ? null : kindOf(service, fact);
              return kind === null
                ? nothing
                : html`<li>${words.kinds[kind]} ${sayFact(service, fact ?? '', today)}</li>`;
            })}
          </ul>
          ${press(action, '', 'looked-right', words.lookedRight)}
        </div>`
  }
  ${
    changes.length === 0
      ? nothing
      : html`<h2>${words.proposals(changes.length)}</h2>
          <p>${words.proposalsSaid}</p>
          <ul class="messages">
            ${changes.map((one) => oneProposal(shown, one, action))}
          </ul>`
  }`;
}

/** A link that was just made: this once, where it is seen at once. */
export function madeLinkView({ link, stillRight }: FactShown): Markup {
  if (link === undefined) return nothing;
  return html`<section class="answer" aria-labelledby="link-made">
    <h2 id="link-made">${words.linkMade}</h2>
    <p>${words.linkOnce(sayDate(link.until, en))}</p>
    ${input({ name: 'link', label: { text: words.linkAddress }, value: `${stillRight}#${link.code}`, attributes: { readonly: true, spellcheck: 'false', translate: 'no' } })}
    <p>${words.linkCode}</p>
    <p class="share" translate="no">${stillRight}<br />${link.code}</p>
  </section>`;
}

/** Makes a link for the service, makes it anew, takes it back. */
export function linkView({ linkUntil, service }: FactShown, action: string): Markup {
  if (service.status === 'retired') return nothing;
  return html`<h2>${words.link}</h2>
    <p>${words.linkSaid}</p>
    ${
      linkUntil === null
        ? press(action, '', 'link', words.linkMake)
        : html`<p>${words.linkOpen(sayDate(linkUntil, en))}</p>
            <div class="presses">
              ${press(action, '', 'take-back', words.linkTakeBack)}
              ${press(action, '', 'link', words.linkAnew)}
            </div>`
    }`;
}
