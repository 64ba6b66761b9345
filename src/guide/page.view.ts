/** The pages of an area's pack, and the list of them. Everything is made of our own markup: see rules/read-text.ts. */
import { type Line, mayShow } from '#kit/lines.ts';
import { type Markup, html, nothing } from '#kit/html/markup.ts';
import { details } from '#kit/html/messages-to-reader.ts';
import { href } from '#routes.ts';
import type { Guide, GuidePage } from './load-guide.ts';
import type { AroundWords } from './messages/words.ts';
import { type PageWords, groups } from './rules/read-page.ts';
import type { Block, Inline } from './rules/read-text.ts';
import { type Standing, standing } from './rules/standing.ts';

/** `today`: ISO day; `language`: the reader's. */
export type Reading = { around: AroundWords; guide: Guide; language: string; prefix: string; today: string };

/** `2026-11-23` → `23 November 2026`. */
export const sayDate = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));

/** The words in the reader's language while they say what the original says; otherwise the original's, and why. */
export function wordsFor(
  { language, guide }: Pick<Reading, 'language' | 'guide'>,
  page: GuidePage,
): { words: PageWords; spoken: string; why: 'same' | 'not-translated' | 'old-translation' } {
  if (language === guide.language) return { words: page.words, spoken: language, why: 'same' };
  const translation = page.translations.get(language);
  if (translation?.of === page.facts.asAt) return { words: translation.words, spoken: language, why: 'same' };
  const why = translation === undefined ? 'not-translated' : 'old-translation';
  return { words: page.words, spoken: guide.language, why };
}

const lineLink = ({ kind, value }: Line): Markup =>
  html`<a href="${kind === 'text' ? 'sms' : 'tel'}:${value.replaceAll(' ', '')}">${value}</a>`;

function inline(parts: readonly Inline[], reading: Reading): Markup {
  return html`${parts.map((part) => {
    if ('text' in part) return part.text;
    if ('strong' in part) return html`<strong>${inline(part.strong, reading)}</strong>`;
    if ('em' in part) return html`<em>${inline(part.em, reading)}</em>`;
    if ('to' in part) return html`<a href="${reading.prefix}${part.to}">${inline(part.said, reading)}</a>`;
    const line = reading.guide.lines.find(({ id }) => id === part.line);
    const said = inline(part.said, reading);
    return line !== undefined && mayShow(line, reading.today) ? html`${said} (${lineLink(line)})` : said;
  })}`;
}

function block(one: Block, reading: Reading): Markup {
  if ('paragraph' in one) return html`<p>${inline(one.paragraph, reading)}</p>`;
  if ('heading' in one) return html`<h2>${inline(one.heading, reading)}</h2>`;
  if ('care' in one)
    return html`<div class="care">${one.care.map((said) => html`<p>${inline(said, reading)}</p>`)}</div>`;
  const items = one.list.map((item) => html`<li>${inline(item, reading)}</li>`);
  return one.ordered
    ? html`<ol>
        ${items}
      </ol>`
    : html`<ul>
        ${items}
      </ul>`;
}

const inlines = (one: Block): readonly Inline[] =>
  'paragraph' in one
    ? one.paragraph
    : 'heading' in one
      ? one.heading
      : 'care' in one
        ? one.care.flat()
        : one.list.flat();

/** Whether a line is named on the page that may not be dialled. */
function namesUnrung(blocks: readonly Block[], { guide, today }: Reading): boolean {
  const within = (part: Inline): boolean =>
    'line' in part
      ? !guide.lines.some((line) => line.id === part.line && mayShow(line, today))
      : 'strong' in part
        ? part.strong.some(within)
        : 'em' in part && part.em.some(within);
  return blocks.some((one) => inlines(one).some(within));
}

const isShown = (state: Standing): boolean => state === 'in-date' || state === 'due';
const shownPages = ({ guide, today }: Reading): GuidePage[] =>
  guide.pages.filter(({ facts }) => isShown(standing(facts, today)));

const row = (key: string, value: string | Markup): Markup =>
  html`<div>
    <dt>${key}</dt>
    <dd>${value}</dd>
  </div>`;

function factsOf({ facts }: GuidePage, { around, language }: Reading): Markup {
  const { facts: said } = around;
  const aboutLaw = facts.law.length > 0;
  return html`<section class="page-facts" aria-labelledby="about-page">
    <h2 id="about-page">${said.heading}</h2>
    <dl>
      ${
        aboutLaw
          ? html`${row(
              said.law,
              html`<span lang="en">${facts.law.map((law) => html`${law}<br />`)}</span> ${around.where}`,
            )}
            ${facts.inForce === null ? nothing : row(said.inForce, said.force[facts.inForce])}`
          : nothing
      }
      ${row(said.asAt, sayDate(facts.asAt, language))}
      ${row(said.reviewer, facts.reviewer ?? (aboutLaw ? said.nobodyLawyer : said.nobody))}
      ${row(said.nextCheck, sayDate(facts.nextCheck, language))}
      ${
        facts.reviewer !== null || facts.memory.length === 0
          ? nothing
          : row(said.memory, html`<span lang="en">${facts.memory.map((one) => html`${one}<br />`)}</span>`)
      }
    </dl>
    ${details({
      summary: said.sources,
      text: html`<ul lang="en" class="sources">
        ${facts.sources.map((source) => html`<li>${source}</li>`)}
      </ul>`,
    })}
  </section>`;
}

function turn(page: GuidePage, reading: Reading): Markup {
  const { around, prefix } = reading;
  const all = shownPages(reading);
  const at = all.findIndex(({ name }) => name === page.name);
  const link = (to: GuidePage | undefined, said: string): Markup => {
    if (to === undefined) return nothing;
    const { words, spoken } = wordsFor(reading, to);
    return html`<li>
      ${said} <a href="${href('guide', prefix, { name: to.name })}" lang="${spoken}">${words.heading}</a>
    </li>`;
  };
  return html`<nav class="turn" aria-label="${around.pages}">
    <ul>
      ${at < 0 ? nothing : html`${link(all[at - 1], around.previous)} ${link(all[at + 1], around.next)}`}
      <li><a href="${href('guideList', prefix, {})}">${around.all}</a></li>
    </ul>
  </nav>`;
}

/** `mainLanguage`: the one that the page's own words are in. */
export type PageShown = { title: string; main: Markup; mainLanguage: string };

export function packPageView(page: GuidePage, reading: Reading): PageShown {
  const { around, language, today } = reading;
  const { words, spoken, why } = wordsFor(reading, page);
  const state = standing(page.facts, today);
  const day = sayDate(page.facts.nextCheck, language);
  if (!isShown(state))
    return {
      title: words.title,
      mainLanguage: language,
      main: html`<h1>${around.hidden.heading}</h1>
        <p lang="${spoken}"><strong>${words.heading}</strong></p>
        <p>${state === 'held' ? around.hidden.held : around.hidden.told(day)}</p>
        ${turn(page, reading)}`,
    };
  const fallback = why === 'not-translated' ? around.notTranslated : around.oldTranslation;
  // Around a page that is not translated the reader's own words go on.
  const inReaders = (markup: Markup): Markup =>
    spoken === language ? markup : html`<div lang="${language}">${markup}</div>`;
  const main = html`${why === 'same' ? nothing : html`<p class="care" lang="${language}">${fallback}</p>`}
    <h1>${words.heading}</h1>
    <p class="lead">${words.summary}</p>
    ${
      page.facts.law.length === 0
        ? nothing
        : html`<p class="fact" lang="${language}">
            ${around.where} ${around.asAt(sayDate(page.facts.asAt, language))} ${around.notAdvice}
          </p>`
    }
    ${state === 'due' ? html`<p class="care" lang="${language}">${around.due(day)}</p>` : nothing}
    ${words.blocks.map((one) => block(one, reading))}
    ${
      words.corrects.length === 0
        ? nothing
        : html`<h2 lang="${language}">${around.corrects}</h2>
            <ul>
              ${words.corrects.map((one) => html`<li>${one}</li>`)}
            </ul>`
    }
    ${inReaders(
      html`${namesUnrung(words.blocks, reading) ? html`<p class="fact">${around.unrung}</p>` : nothing}
        ${factsOf(page, reading)}
        <p class="fact no-print">${around.print}</p>
        ${turn(page, reading)}`,
    )}`;
  return { title: words.title, main, mainLanguage: spoken };
}

/** From a helper back to the list, and to the pages of this area that say more. */
export function moreView(reading: Reading, names: readonly string[]): Markup {
  const { around, prefix } = reading;
  const more = shownPages(reading).filter(({ name }) => names.includes(name));
  return html`<nav class="turn" aria-label="${around.pages}">
    <ul>
      ${more.map((page) => {
        const { words, spoken } = wordsFor(reading, page);
        return html`<li>
          <a href="${href('guide', prefix, { name: page.name })}" lang="${spoken}">${words.heading}</a>
        </li>`;
      })}
      <li><a href="${href('guideList', prefix, {})}">${around.all}</a></li>
    </ul>
  </nav>`;
}

const tools = { orders: 'notice', health: 'nhs', online: 'evidence' } as const;
const toolRoute = { notice: 'guideNotice', nhs: 'guideNhs', evidence: 'guideEvidence' } as const;

export function listView(reading: Reading): PageShown {
  const { around, language, prefix } = reading;
  const pages = shownPages(reading);
  const main = html`<h1>${around.heading}</h1>
    <p class="lead">${around.lead}</p>
    ${groups.map((group) => {
      const tool = group in tools ? tools[group as keyof typeof tools] : null;
      const inGroup = pages.filter(({ facts }) => facts.group === group);
      if (inGroup.length === 0 && tool === null) return nothing;
      return html`<h2>${around.groups[group]}</h2>
        <ul class="contents">
          ${
            tool === null
              ? nothing
              : html`<li>
                  <a href="${href(toolRoute[tool], prefix, {})}">${around.tools[tool][0]}</a>
                  <span>${around.tools[tool][1]}</span>
                </li>`
          }
          ${inGroup.map((page) => {
            const { words, spoken } = wordsFor(reading, page);
            return html`<li lang="${spoken}">
              <a href="${href('guide', prefix, { name: page.name })}">${words.heading}</a>
              <span>${words.summary}</span>
            </li>`;
          })}
        </ul>`;
    })}`;
  return { title: around.title, main, mainLanguage: language };
}
