/** A visitor of whom every page is looked at as they go along, before each thing that they do. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Visit, axeCopy, axeHere, visit } from './browser.ts';
import { watchRequests } from './own-origin.ts';

/** `faults`: what was found so far, a line each. `look`: once more where nothing is done any longer. */
export type CarefulVisit = Visit & { faults: string[]; look(): Promise<void> };

/**
 * A visit that collects requests off `origin`, cookies that nobody may have yet, and what axe finds: once for each page
 * and headings that it shows. Desk people have the cookie of their session from when they sign in; others none, ever.
 */
export async function carefulVisit(
  browser: Browser,
  origin: string,
  { isDesk = false, ...options }: Parameters<typeof visit>[1] & { isDesk?: boolean } = {},
): Promise<CarefulVisit> {
  const made = await visit(browser, options);
  const { page, context } = made;
  const faults = watchRequests(context, origin);
  const seen = new Set<string>();
  const look = async (): Promise<void> => {
    const headings = page.locator('h1:visible, h2:visible, h3:visible');
    const { pathname } = new URL(page.url());
    const state = `${pathname}: ${(await headings.allInnerTexts()).join(' · ')}`;
    faults.push(...(await strangeCookies(context, isDesk)).map((name) => `${state}: cookie ${name}`));
    if (seen.has(state)) return;
    seen.add(state);
    const found = options.javaScript === false ? await axeCopy(browser, page) : await axeHere(page);
    faults.push(...found.map((fault) => `${state}: ${fault}`));
  };
  await lookBeforeEachAct(page, look);
  return { ...made, faults, look };
}

const strangeCookies = async (context: BrowserContext, isDesk: boolean): Promise<string[]> =>
  (await context.cookies()).map(({ name }) => name).filter((name) => !isDesk || name !== '__Host-waymark');

/** Every page of ours has a heading: Playwright asks for it before each press and each word typed. */
async function lookBeforeEachAct(page: Page, look: () => Promise<void>): Promise<void> {
  await page.addLocatorHandler(page.locator('h1').filter({ visible: true }).first(), look, {
    noWaitAfter: true,
  });
}
