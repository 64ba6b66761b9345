import type { AreaPack } from '#kit/area-pack.ts';
import { icon } from '#kit/html/icons.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { href } from '#routes.ts';
import type { GuideWords, OwnPage } from './messages/words.ts';

const doors = [
  ['happened', (prefix: string) => href('report', prefix, {})],
  ['check', (prefix: string) => href('check', prefix, {})],
  ['out', (prefix: string) => href('guide', prefix, { name: 'out' })],
  ['help', (prefix: string) => href('help', prefix, {})],
  ['rights', (prefix: string) => href('guide', prefix, { name: 'rights' })],
  ['leaving', (prefix: string) => href('guide', prefix, { name: 'leaving' })],
] as const;

export function homeView({ home }: GuideWords, prefix: string): Markup {
  return html`<h1>${home.heading}</h1>
    <ul class="doors">
      ${doors.map(([door, to]) => {
        const [name, line] = home.doors[door];
        return html`<li>
          <a class="door" href="${to(prefix)}">${icon(door)}<strong>${name}</strong> <span>${line}</span></a>
        </li>`;
      })}
    </ul>
    <p class="town">${home.back} <a href="${href('back', prefix, {})}">${home.backLink}</a></p>
    <p class="town">${home.guide} <a href="${href('guideList', prefix, {})}">${home.guideLink}</a></p>
    <p class="town">
      ${home.town} <a href="${href('guide', prefix, { name: 'town' })}">${home.townLink}</a>
    </p>`;
}

/** A page of the program itself. */
export function ownView(page: OwnPage): Markup {
  return html`<h1>${page.heading}</h1>
    <p class="lead">${page.lead}</p>
    ${page.blocks.map((block) => {
      if (typeof block === 'string') return html`<p>${block}</p>`;
      if ('care' in block) return html`<p class="care">${block.care}</p>`;
      return html`<ul>
        ${block.map((point) => html`<li>${point}</li>`)}
      </ul>`;
    })}`;
}

/** `open`: ids of the desks that take records; `files`: what runs in browsers, with its hash. */
export function aboutView(
  { about }: GuideWords,
  area: AreaPack,
  open: readonly string[],
  files: Readonly<Record<string, string>>,
  prefix: string,
): Markup {
  const name = (id: string) => area.organisations.find((one) => one.id === id)?.name ?? id;
  return html`<h1>${about.heading}</h1>
    <p class="lead">${about.lead(area.name)}</p>
    <h2>${about.desks}</h2>
    ${open.length === 0 ? html`<p class="care">${about.noneOpen}</p>` : ''}
    ${area.desks.map(
      (desk) =>
        html`<p>
          <strong>${desk.name}</strong>. ${desk.purpose}<br />${about.runBy(name(desk.organisation))}<br />${about.reads}
          ${desk.hours}; ${desk.answersWithin}
        </p>`,
    )}
    <h2>${about.who}</h2>
    ${about.whoBlocks.map((block) => html`<p>${block}</p>`)}
    <h2>${about.limits}</h2>
    <p>${about.limitsSaid}</p>
    <ul>
      ${about.limitsBlocks.map((block) => html`<li>${block}</li>`)}
    </ul>
    <h2>${about.cannot}</h2>
    <ul>
      ${about.cannotBlocks.map((block) => html`<li>${block}</li>`)}
    </ul>
    <p><a href="${href('contest', prefix, {})}">${about.contest}</a></p>
    <p><a href="${href('numbers', prefix, {})}">${about.numbers}</a></p>
    <h2>${about.files}</h2>
    <p>${about.filesSaid}</p>
    <ul class="fact">
      ${Object.entries(files).map(([file, hash]) => html`<li>${file} ${hash}</li>`)}
    </ul>`;
}

const isKnown = (errors: GuideWords['errors'], status: number): status is keyof GuideWords['errors'] =>
  Object.hasOwn(errors, status);

export function errorView({ errors, errorHome }: GuideWords, status: number, prefix: string): Markup {
  const [heading, told] = errors[isKnown(errors, status) ? status : 500];
  return html`<h1>${heading}</h1>
    <p>${told}</p>
    <p><a href="${href('home', prefix, {}) || '/'}">${errorHome}</a></p>`;
}
