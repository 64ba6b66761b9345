import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { href } from '#routes.ts';

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Words that stand on every page. */
export type LayoutWords = {
  skip: string;
  leave: string;
  leaveSaid: string;
  danger: { before: string; number: string; after: string };
  about: string;
  history: string;
};

export type Layout = {
  words: LayoutWords;
  language: string;
  /** Neutral: it stands in the browser's history. */
  title: string;
  prefix: string;
  stylesheet: string;
  scripts: readonly string[];
  main: Markup;
};

/**
 * The frame of every page. Leave comes first in the order of focus and never scrolls away; the line for danger is
 * fixed here and separately reviewed, since no pack and no database may change it.
 */
export function layout({
  words,
  language,
  title,
  prefix,
  stylesheet,
  scripts,
  main,
}: Layout): HtmlEscapedString {
  return html`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noarchive" />
      <meta name="color-scheme" content="light dark" />
      <title>${title}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="${stylesheet}" />
      ${scripts.map((script) => html`<script type="module" src="${script}"></script>`)}
    </head>
    <body>
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
        </p>
      </header>
      <main id="main" tabindex="-1">${main}</main>
      <footer>
        <a href="${href('about', prefix, {})}">${words.about}</a>
        <a href="${href('guide', prefix, { name: 'history' })}">${words.history}</a>
      </footer>
    </body>
  </html>` as HtmlEscapedString;
}
