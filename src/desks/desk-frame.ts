import type { Frame } from '#guide/index.ts';
import { type Context, page } from '#kit/http/index.ts';
import { type Markup, html } from '#kit/html/markup.ts';
import { type Role, type RouteName, href, routes } from '#routes.ts';
import { frameWords } from './messages/frame.en.ts';

/** Pages of the desks' navigation; one is shown to whom its route allows. */
const pages = [
  ['deskInbox', frameWords.inbox],
  ['deskWarnings', frameWords.warnings],
  ['deskFacts', frameWords.facts],
  ['deskCards', frameWords.cards],
  ['deskPeople', frameWords.people],
] as const satisfies readonly (readonly [RouteName, string])[];

export type DeskPage = {
  title: string;
  main: Markup;
  scripts?: readonly string[];
  workers?: readonly string[];
  /** Beside what every desk page gets: `area`, `rootFingerprint`, `signInAt`. */
  data?: Record<string, unknown>;
  wide?: boolean;
  /** Works without JavaScript. */
  plain?: boolean;
  /** The pinned fingerprint of the area's root. */
  rootFingerprint: string | null;
};

/** Puts a desk page into the frame: navigation, who is signed in, Lock, and what its scripts need. Never cached. */
export async function deskPage(frame: Frame, context: Context, desk: DeskPage): Promise<Response> {
  const { signedIn, prefix, route, area } = context;
  const waiting = signedIn === null ? new Map<RouteName, number>() : await context.waiting();
  const may = (roles: readonly Role[]) => signedIn?.roles.some((role) => roles.includes(role)) === true;
  const nav = html`<nav class="desk-nav" aria-label="${frameWords.nav}">
    <ul>
      ${pages
        .filter(([name]) => may(routes[name].get))
        .map(
          ([name, said]) =>
            html`<li>
              <a
                href="${href(name, prefix, {})}"
                ${(name === route || (name === 'deskFacts' && (route === 'deskFact' || route === 'deskFactsImport'))) && html` aria-current="page"`}
                >${said}${(waiting.get(name) ?? 0) > 0 && frameWords.waiting(waiting.get(name) ?? 0)}</a
              >
            </li>`,
        )}
    </ul>
    <p>
      <a href="${href('deskPasskeys', prefix, {})}">${frameWords.signedInAs(signedIn?.firstName ?? '')}</a>
      <button class="link" data-lock>${frameWords.lock}</button>
    </p>
  </nav>`;
  const main = html`${signedIn !== null && nav} ${desk.main}
  ${desk.plain !== true && html`<noscript><p class="care">${frameWords.needsJavaScript}</p></noscript>`}`;
  return page(
    frame({ language: 'en', prefix }, desk.title, main, ['lock', ...(desk.scripts ?? [])], {
      wide: desk.wide ?? false,
      workers: desk.workers ?? [],
      data: {
        area: area.id,
        rootFingerprint: desk.rootFingerprint,
        signInAt: href('deskSignIn', prefix, {}),
        ...desk.data,
      },
    }),
  );
}
