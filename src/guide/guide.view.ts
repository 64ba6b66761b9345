import { html } from 'hono/html';
import type { AreaPack } from '#kit/area-pack.ts';
import type { Markup } from '#kit/html/layout.ts';
import { href } from '#routes.ts';
import { about, errorHome, errors, home, pages } from './messages/en.ts';

const doors = [
  ['happened', (prefix: string) => href('report', prefix, {})],
  ['check', (prefix: string) => href('guide', prefix, { name: 'check' })],
  ['out', (prefix: string) => href('guide', prefix, { name: 'out' })],
  ['help', (prefix: string) => href('guide', prefix, { name: 'help' })],
  ['rights', (prefix: string) => href('guide', prefix, { name: 'rights' })],
  ['leaving', (prefix: string) => href('guide', prefix, { name: 'leaving' })],
] as const;

export function homeView(prefix: string): Markup {
  return html`<h1>${home.heading}</h1>
    <ul class="doors">
      ${doors.map(([door, to]) => {
        const [name, line] = home.doors[door];
        return html`<li>
          <a class="door" href="${to(prefix)}"><strong>${name}</strong> <span>${line}</span></a>
        </li>`;
      })}
    </ul>
    <p>${home.town} <a href="${href('guide', prefix, { name: 'town' })}">${home.townLink}</a></p>`;
}

/** Null when there is no page of this name. */
export function guideView(name: string): { title: string; main: Markup } | null {
  const found = Object.hasOwn(pages, name) ? pages[name] : undefined;
  if (found === undefined) return null;
  const main = html`<h1>${found.heading}</h1>
    <p class="lead">${found.lead}</p>
    ${found.blocks.map((block) => {
      if (typeof block === 'string') return html`<p>${block}</p>`;
      if ('heading' in block) return html`<h2>${block.heading}</h2>`;
      if ('care' in block) return html`<p class="care">${block.care}</p>`;
      if ('fact' in block) return html`<p class="fact">${block.fact}</p>`;
      return html`<ul>
        ${block.map((point) => html`<li>${point}</li>`)}
      </ul>`;
    })}`;
  return { title: found.title, main };
}

/** `open`: ids of the desks that take records; `files`: what runs in browsers, with its hash. */
export function aboutView(
  area: AreaPack,
  open: readonly string[],
  files: Readonly<Record<string, string>>,
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
    <h2>${about.cannot}</h2>
    <ul>
      ${about.cannotBlocks.map((block) => html`<li>${block}</li>`)}
    </ul>
    <h2>${about.files}</h2>
    <p>${about.filesSaid}</p>
    <ul class="fact">
      ${Object.entries(files).map(([file, hash]) => html`<li>${file} ${hash}</li>`)}
    </ul>`;
}

export function errorView(status: number, prefix: string): Markup {
  const [heading, told] = errors[status] ?? errors[500] ?? ['', ''];
  return html`<h1>${heading}</h1>
    <p>${told}</p>
    <p><a href="${href('home', prefix, {}) || '/'}">${errorHome}</a></p>`;
}
