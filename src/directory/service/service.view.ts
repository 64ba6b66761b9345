import { button } from '#kit/html/button.ts';
import { type Content, type Markup, html, nothing } from '#kit/html/markup.ts';
import { tag } from '#kit/html/messages-to-reader.ts';
import { href } from '#routes.ts';
import { type Status, checkedView, contactView, statusView } from '../help/help.view.ts';
import type { DirectoryWords } from '../messages/index.ts';
import type { Opening } from '../rules/openings.ts';
import type { PublicService } from '../rules/public-service.ts';
import { sayDate, sayLanguage, sayNumber, sayOpening } from '../say.ts';

const english = (text: string): Markup => html`<span lang="en">${text}</span>`;

function whereView({ place }: PublicService, words: DirectoryWords): Markup {
  if (place === null) return nothing;
  if (place.visibility === 'ring-first')
    return html`<h2>${words.where}</h2>
      <p>${place.district === null ? words.whereRing : words.whereAbout(place.district)}</p>`;
  if (place.address === null) return nothing;
  const { lines, town, postcode } = place.address;
  return html`<h2>${words.where}</h2>
    <address translate="no">${[...lines, town, postcode].map((line) => html`${line}<br />`)}</address>
    <p class="fact">${checkedView(place.address, words)}</p>`;
}

export function serviceView(shown: {
  service: PublicService;
  words: DirectoryWords;
  prefix: string;
  status: Status;
  next: readonly Opening[];
  hasCalendar: boolean;
  thanks: boolean;
}): Markup {
  const { service, words, prefix, status, next, hasCalendar, thanks } = shown;
  const section = (heading: string, content: Content): Markup =>
    html`<h2>${heading}</h2>
      <p>${content}</p>`;
  const { capacity, minimumAge, maximumAge } = service;
  return html`${thanks ? html`<p class="answer" role="status">${words.wrongThanks}</p>` : nothing}
    <p><a href="${href('help', prefix, {})}">${words.back}</a></p>
    <h1 lang="en">${service.name}</h1>
    <p class="fact">
      ${english(service.organisation.name)} ${service.fictional ? tag({ text: words.fictional }) : nothing}
    </p>
    <p class="lead" lang="en">${service.description}</p>
    ${status === null ? nothing : html`<p>${statusView(status, words)}</p>`}
    <ul class="ways">
      ${service.contacts.map((contact) => html`<li>${contactView(contact, words)}${contact.overdue ? html` <span class="fact">${words.overdue}</span>` : nothing}</li>`)}
    </ul>
    ${service.contacts.some(({ kind }) => kind === 'text') ? html`<p class="fact">${words.byText}</p>` : nothing}
    ${
      capacity === null
        ? nothing
        : html`<p>${words[capacity.of](capacity.free, capacity.maximum, sayDate(capacity.asAt, words))}</p>`
    }
    ${
      next.length === 0
        ? nothing
        : html`<h2>${words.next}</h2>
            <ul>
              ${next.map((opening) => html`<li>${sayOpening(opening, words)}${opening.ring && html`. ${words.ringFirst}`}</li>`)}
            </ul>
            ${
              hasCalendar
                ? html`<p>
                    <a href="${href('helpCalendar', prefix, { service: service.id })}" download
                      >${words.calendar}</a
                    >
                    <span class="fact">${words.calendarSaid}</span>
                  </p>`
                : nothing
            }`
    }
    ${whereView(service, words)}
    ${section(words.expect, service.expect === null ? words.notAsked : english(service.expect))}
    ${section(words.asks, service.asks === null ? words.notAsked : english(service.asks))}
    ${section(words.mustTell, service.mustTell === null ? words.notAsked : english(service.mustTell))}
    ${section(
      words.forWhom,
      html`${service.audience.map((one) => words.audiences[one]).join(', ')}${
        minimumAge === null && maximumAge === null ? nothing : html`. ${words.ages(minimumAge, maximumAge)}`
      }`,
    )}
    ${service.access.length === 0 ? nothing : section(words.howIn, service.access.map((one) => words.accesses[one]).join(', '))}
    ${service.free === null && service.cost === null ? nothing : section(words.cost, service.cost === null ? (service.free === true ? words.costFree : nothing) : english(service.cost))}
    ${section(
      words.speaks,
      html`${service.languages.map((code) => sayLanguage(code, words)).join(', ')}.
      ${words.interpreters[service.interpreters]}`,
    )}
    <p class="fact">${checkedView(service, words)}</p>
    <p><a href="${href('helpCard', prefix, { service: service.id })}">${words.card}</a></p>
    <form method="post" action="${href('helpService', prefix, { service: service.id })}">
      <h2>${words.wrong}</h2>
      <p>${words.wrongSaid}</p>
      ${button({ text: words.wrongPress, classes: 'govuk-button--secondary' })}
    </form>`;
}

/** Small and plain: nobody who finds it learns why somebody carries it. */
export function cardView(service: PublicService, words: DirectoryWords, next: readonly Opening[]): Markup {
  const numbers = service.contacts.filter(({ kind }) => kind === 'phone' || kind === 'text');
  const others = service.contacts.filter(({ kind }) => kind === 'web');
  const { place } = service;
  return html`<h1 class="no-print">${words.card}</h1>
    <p class="no-print">${words.cardSaid} ${words.print}</p>
    <div class="pocket-card" translate="no">
      <p><strong lang="en">${service.name}</strong></p>
      ${numbers.map(({ to }) => html`<p>${sayNumber(to)}</p>`)}
      ${numbers.length > 0 ? nothing : others.map(({ to }) => html`<p>${to.replace(/^https?:\/\//, '')}</p>`)}
      ${place?.visibility === 'public' && place.address !== null ? html`<p>${place.address.lines.join(', ')}, ${place.address.postcode}</p>` : nothing}
      ${next.slice(0, 1).map((opening) => html`<p>${sayOpening(opening, words)}</p>`)}
      <p>${words.emergency}</p>
    </div>`;
}
