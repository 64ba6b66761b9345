/** A warning as it really comes to be, and a card as it really comes to a phone: by the pages of the desk and of the card. */
import type { Browser, Page } from 'playwright-core';
import type { TestApplication } from './application.ts';
import { visit } from './browser.ts';
import { type TestDesk, signInBrowser } from './desk.ts';
import { sendReport } from './record.ts';

/** From a report with one telephone number, by two workers of the desk, to the day on which it appears: five days on. */
export async function publishWarning(
  app: TestApplication,
  browser: Browser,
  desk: TestDesk,
  number: { typed: string; canonical: string },
): Promise<void> {
  await sendReport(app, desk, {
    kinds: ['robbery'],
    'identifier-kind-1': 'phone',
    'identifier-1': number.typed,
    warn: 'template',
  });
  const [author, second] = desk.workers;
  if (!author || !second) throw new Error('a warning needs two workers');
  const writing = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(writing.page, app, author);
  await writing.page.goto(`${app.origin}/desk`);
  await writing.page.locator('#records').getByRole('button', { name: 'Robbery' }).click();
  await writing.page.getByRole('button', { name: 'Open it' }).click();
  await writing.page.getByRole('link', { name: 'Write a warning from this' }).click();
  await writing.page.getByLabel('Danger: robbery').check();
  await writing.page.getByText(number.canonical).waitFor();
  await writing.page.getByRole('button', { name: 'Put it forward' }).click();
  await writing.page.getByText('Kept. You find it under Warnings').waitFor();
  await writing.close();
  const signing = await visit(browser);
  await signInBrowser(signing.page, app, second);
  await signing.page.goto(`${app.origin}/desk/warnings`);
  await signing.page.locator('#drafts').getByRole('button', { name: 'Open' }).click();
  for (const [question, answer] of [
    ['belong to somebody who sells sex', 'No'],
    ['shared telephone', 'No'],
    ['arrested or charged', 'No'],
    ['something was reported', 'Yes'],
  ] as const)
    await signing.page.locator('fieldset', { hasText: question }).getByLabel(answer).check();
  await signing.page.getByRole('button', { name: 'Sign and publish' }).click();
  await signing.page.locator('#standing').getByText('Someone told us about this person').waitFor();
  await signing.close();
  app.clock.advance({ days: 5 });
  await app.publish('chesterfield');
}

/** Makes a card at the desk and takes it up on `phone`. The sessions of the desk must be of this half hour. */
export async function takeCard(
  app: TestApplication,
  browser: Browser,
  desk: TestDesk,
  phone: Page,
): Promise<void> {
  const [worker] = desk.workers;
  if (!worker) throw new Error('a card needs a worker');
  const { page, close } = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(page, app, worker);
  await page.goto(`${app.origin}/desk/cards`);
  await page.getByLabel('How many cards?').fill('1');
  await page.getByRole('button', { name: 'Make cards' }).click();
  await page.getByRole('button', { name: 'Print' }).waitFor();
  const words = await page.locator('.card-paper li').allTextContents();
  await close();
  await phone.goto(`${app.origin}/join#${words.join('-')}`);
  await phone.getByLabel('Mine', { exact: true }).check();
  await phone.getByLabel('18 or over', { exact: true }).check();
  await phone.getByRole('button', { name: 'Keep the card on this phone' }).click();
  await phone.getByRole('heading', { name: 'Your card is on this phone' }).waitFor();
}
