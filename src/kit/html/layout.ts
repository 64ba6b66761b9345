import { href } from '#routes.ts';
import { languages, isLanguage } from '#kit/languages/languages.ts';
import { type Markup as Made, html, raw } from './markup.ts';

export type Markup = Made;

/** Words that stand on every page. */
export type LayoutWords = {
  skip: string;
  leave: string;
  leaveSaid: string;
  /** The line at the top; `more` leads to `ways` at the foot. Every number here stands in each area's `lines.json`. */
  danger: {
    before: string;
    number: string;
    after: string;
    more: string;
    heading: string;
    ways: readonly string[];
  };
  about: string;
  history: string;
  /** Said on every page while no person has read the translation; empty where one has. */
  unread: string;
  languages: string;
};

/** A file of ours: `integrity` lets the browser refuse one that was changed on the way. */
export type File = { address: string; integrity?: string };

export type Layout = {
  words: LayoutWords;
  language: string;
  /** The language of `main`, where it is not the page's: what has not been translated yet. */
  mainLanguage?: string;
  /** Neutral: it stands in the browser's history. */
  title: string;
  prefix: string;
  stylesheet: File;
  scripts: readonly File[];
  /** Workers that this page's scripts may start, by name (`kit/device/start-worker.ts`). */
  workers?: readonly (File & { name: string })[];
  /** For the page's script (`kit/device/page-data.ts`): words, addresses, public keys. */
  data?: unknown;
  /** What stands under the icon where this page is put on a home screen; no other page can be put there. */
  homeScreen?: { name: string; manifest: string; icon: string };
  /** Desk pages: a list beside its detail. */
  wide?: boolean;
  /** The other languages of this area, each with the address of this very page in it. */
  others?: readonly { language: string; address: string }[];
  /** The id of the page's form. Switching the language then sends the form, so that nothing typed is lost. */
  form?: string;
  main: Markup;
};

const nameOf = (language: string): string => (isLanguage(language) ? languages[language].name : language);
const directionOf = (language: string): string =>
  isLanguage(language) ? languages[language].direction : 'ltr';

/** A block of data is no script, so the policy lets it stand; `<` must not end it. */
const dataBlock = (data: unknown): Markup =>
  html`<script type="application/json" id="page-data">
    ${raw(JSON.stringify(data).replaceAll('<', String.raw`\u003c`))}
  </script>`;

function languageSwitch({ words, others = [], form }: Layout): Markup | '' {
  if (others.length === 0) return '';
  return html`<p class="languages">
    <span class="govuk-visually-hidden">${words.languages}</span>
    ${
      // Enter in a field presses the form's first button: without this one that would be a language.
      form !== undefined && html`<button form="${form}" hidden></button>`
    }
    ${others.map(({ language, address }) =>
      form === undefined
        ? html` <a href="${address}" lang="${language}" hreflang="${language}">${nameOf(language)}</a>`
        : html` <button
            class="link"
            form="${form}"
            name="switch"
            value="${language}"
            formaction="${address}"
            formnovalidate
            lang="${language}"
          >
            ${nameOf(language)}
          </button>`,
    )}
  </p>`;
}

/**
 * The frame of every page. Leave comes first in the order of focus and never scrolls away; the line for danger is
 * fixed here and separately reviewed, since no pack and no database may change it.
 */
export function layout(page: Layout): Markup {
  const { words, language, mainLanguage = language, title, prefix, stylesheet, scripts, workers = [] } = page;
  const foreign = mainLanguage !== language;
  return html`<html lang="${language}" dir="${directionOf(language)}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noarchive" />
      <meta name="color-scheme" content="light dark" />
      ${workers.map(({ name, address }) => html`<meta name="worker-${name}" content="${address}" />`)}
      <title>${title}</title>
      <link rel="icon" href="data:," />
      ${
        page.homeScreen &&
        html`<link rel="manifest" href="${page.homeScreen.manifest}" />
          <link rel="apple-touch-icon" href="${page.homeScreen.icon}" />
          <meta name="apple-mobile-web-app-title" content="${page.homeScreen.name}" />`
      }
      <link
        rel="stylesheet"
        href="${stylesheet.address}"
        ${stylesheet.integrity !== undefined && html`integrity="${stylesheet.integrity}"`}
      />
      ${scripts.map(
        ({ address, integrity }) =>
          html`<script
            type="module"
            src="${address}"
            ${integrity !== undefined && html`integrity="${integrity}"`}
          ></script>`,
      )}
    </head>
    <body${page.wide === true && raw(' class="wide"')}>
      <header>
        <a
          class="leave"
          href="${href('leave', prefix, {})}"
          rel="noreferrer"
          aria-label="${words.leaveSaid}"
          data-leave
          >${words.leave}</a
        >
        <a class="skip" href="#main">${words.skip}</a>
        <p class="danger-line">
          ${words.danger.before} <a href="tel:999">${words.danger.number}</a>. ${words.danger.after}
          <a class="danger-line__more" href="#in-danger">${words.danger.more}</a>
        </p>
        ${languageSwitch(page)} ${words.unread !== '' && html`<p class="unread">${words.unread}</p>`}
      </header>
      ${
        foreign
          ? html`<main id="main" tabindex="-1" lang="${mainLanguage}" dir="${directionOf(mainLanguage)}">
              ${page.main}
            </main>`
          : html`<main id="main" tabindex="-1">${page.main}</main>`
      }
      ${page.data !== undefined && dataBlock(page.data)}
      <aside class="in-danger" id="in-danger" tabindex="-1" aria-labelledby="in-danger-said">
        <h2 id="in-danger-said">${words.danger.heading}</h2>
        <ul>
          ${words.danger.ways.map((way) => html`<li>${way}</li>`)}
        </ul>
      </aside>
      <footer>
        <a href="${href('about', prefix, {})}">${words.about}</a>
        <a href="${href('guide', prefix, { name: 'history' })}">${words.history}</a>
      </footer>
    </body>
  </html>`;
}
