/**
 * What people do on the real pages, one function for each: the journeys, the demo and the pictures of the documentation
 * are made of these. Everything goes through a browser; nothing knows the database.
 */
import type { Page } from 'playwright-core';

/** Writes the ten words down and types them back. */
async function keepPhrase(page: Page): Promise<string> {
  const list = page.locator('#phrase-shown li');
  await list.first().waitFor();
  const phrase = (await list.allTextContents()).join(' ');
  await page.getByRole('button', { name: 'I have written them down' }).click();
  await page.getByLabel('Type the ten words').fill(phrase);
  await page.getByRole('button', { name: 'Check' }).click();
  return phrase;
}

/** The first desk by its set-up link; ends signed in on the page of people. */
export async function setUpFirstDesk(
  page: Page,
  link: string,
  firstName: string,
): Promise<{ phrase: string; shares: string[] }> {
  await page.goto(link);
  await page.getByLabel('Your first name').fill(firstName);
  await page.getByRole('button', { name: 'Begin' }).click();
  const phrase = await keepPhrase(page);
  // A passkey is offered; these people keep their words only.
  const without = page.getByRole('button', { name: /without a passkey|not now|skip/i });
  const papers = page.getByRole('heading', { name: 'Three papers for the worst day' });
  await papers.or(without).first().waitFor();
  if (!(await papers.isVisible())) await without.click();
  await papers.waitFor();
  const shares = await page.locator('[data-share]').allTextContents();
  await page.getByRole('button', { name: 'I have all three on paper' }).click();
  await page.getByRole('heading', { name: 'The desk is made' }).waitFor();
  await page.getByRole('link', { name: 'Invite a colleague' }).click();
  await page.locator('#people').waitFor();
  return { phrase, shares };
}

/** Shows that this worker can read what is sent to the desk. */
export async function openTestRecord(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the test record' }).click();
  await page.getByText('You have opened the test record').waitFor();
}

/** Makes an invitation on the page of people, to the desk that is chosen there; gives the link. */
export async function invite(page: Page, firstName: string, desk?: string): Promise<string> {
  if (desk !== undefined) {
    await page.getByLabel('Desk', { exact: true }).selectOption({ label: desk });
    await page.getByText('Who belongs to this desk').waitFor();
  }
  const shown = page.locator('#invite-link .share');
  const before = (await shown.textContent()) ?? '';
  await page.getByLabel('First name', { exact: true }).fill(firstName);
  await page.getByRole('button', { name: 'Make the link' }).click();
  await shown.filter({ hasNotText: before === '' ? 'nothing-yet' : before }).waitFor();
  return (await shown.textContent()) ?? '';
}

/** A newcomer makes keys in a browser of their own. */
export async function joinDesk(page: Page, link: string): Promise<{ phrase: string; sixWords: string }> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Your ten words' }).click();
  const phrase = await keepPhrase(page);
  const made = page.getByRole('heading', { name: 'Your keys are made' });
  const without = page.getByRole('button', { name: /without a passkey|not now|skip/i });
  await made.or(without).first().waitFor();
  if (!(await made.isVisible())) await without.click();
  await made.waitFor();
  return { phrase, sixWords: (await page.locator('#six-words').textContent()) ?? '' };
}

/** The one who invited compares the six words and lets the newcomer in. */
export async function letIn(page: Page, firstName: string, sixWords: string): Promise<void> {
  await page.reload();
  await page.getByText(`${firstName} has made keys and waits for you`).waitFor();
  const shown = await page.locator('#arrived .share').textContent();
  if (shown !== sixWords) throw new Error('the six words differ');
  await page.getByRole('button', { name: 'The same: let them in' }).click();
  await page.locator('#members').getByText(firstName).waitFor();
}

/** Signs in with ten words; ends in the inbox. */
export async function signIn(page: Page, origin: string, phrase: string): Promise<void> {
  await page.goto(`${origin}/desk/sign-in`);
  await page.getByLabel('Your ten words').fill(phrase);
  await page.getByRole('button', { name: 'Sign in with the words' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}

export type Told = {
  desk?: string;
  kinds: readonly string[];
  story: string;
  when?: string;
  details?: readonly { kind: string; text: string }[];
  warn?: string;
  photo?: { name: string; mimeType: string; buffer: Buffer };
};

/** Fills the report's page and sends it, with JavaScript step by step or without on one page; gives the way-back code. */
export async function report(page: Page, origin: string, told: Told): Promise<string> {
  await page.goto(`${origin}/report`);
  const forward = page.getByRole('button', { name: 'Next', exact: true });
  const next = async () => {
    if (await forward.isVisible()) await forward.click();
  };
  await page.getByLabel(told.desk ?? 'Support desk').check();
  await next();
  for (const kind of told.kinds) await page.getByLabel(kind, { exact: true }).check();
  await page.getByLabel('Tell it in your own words').fill(told.story);
  await next();
  if (told.when !== undefined) await page.getByLabel(told.when, { exact: true }).check();
  await next();
  for (const [index, { kind, text }] of (told.details ?? []).entries()) {
    await page.getByLabel(`What detail ${index + 1} is`, { exact: true }).selectOption({ label: kind });
    await page.getByLabel(`Detail ${index + 1}`, { exact: true }).fill(text);
  }
  await next();
  if (told.warn !== undefined) await page.getByLabel(told.warn).check();
  await next();
  if (told.photo !== undefined) await page.getByLabel('Up to five pictures').setInputFiles(told.photo);
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  return (await page.locator('.code-words__words li').allTextContents()).join(' ');
}

/** Opens `/back` with a code. */
export async function comeBack(page: Page, origin: string, code: string): Promise<void> {
  await page.goto(`${origin}/back`);
  await page.getByLabel('Your code').fill(code);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'What you sent, and the answers' }).waitFor();
}

/** Opens a record of the inbox by the kind that its line shows. */
export async function openRecord(page: Page, origin: string, kind: string): Promise<void> {
  await page.goto(`${origin}/desk`);
  await page.locator('#records').getByRole('button', { name: kind }).first().click();
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByRole('heading', { name: 'Conversation' }).waitFor();
}

export async function answerRecord(page: Page, text: string): Promise<void> {
  await page.getByLabel('Answer').fill(text);
  await page.getByRole('button', { name: 'Lock and send' }).click();
  await page.locator('.message', { hasText: text }).waitFor();
}

/** Writes a warning from the record that is open and sends it to her first, or to a colleague where she chose the text. */
export async function draftWarning(page: Page, severity: string, text: string): Promise<void> {
  await page.getByRole('link', { name: 'Write a warning from this' }).click();
  await page.getByLabel(severity).check();
  await page.getByLabel('The warning').fill(text);
  await page.getByRole('button', { name: /Send it to them first|Put it forward/ }).click();
  await page.getByText('Kept. You find it under Warnings').waitFor();
}

/** The author sees her yes and puts the draft forward. */
export async function putForward(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/desk/warnings`);
  await page.locator('#drafts').getByRole('button', { name: 'Open' }).first().click();
  await page.getByText('They said yes').waitFor();
  await page.getByRole('button', { name: 'Put it forward' }).click();
  await page.locator('#drafts').getByText('waits for a second person').waitFor();
}

/** A second worker answers the questions and signs. */
export async function approveWarning(page: Page, origin: string, text: string): Promise<void> {
  await page.goto(`${origin}/desk/warnings`);
  await page.locator('#drafts').getByRole('button', { name: 'Open' }).first().click();
  for (const [question, answer] of [
    ['belong to somebody who sells sex', 'No'],
    ['shared telephone', 'No'],
    ['arrested or charged', 'No'],
    ['something was reported', 'Yes'],
  ] as const)
    await page.locator('fieldset', { hasText: question }).getByLabel(answer).check();
  await page.getByRole('button', { name: 'Sign and publish' }).click();
  await page.locator('#standing').getByText(text).waitFor();
}

/** Makes cards and gives their ten words each. */
export async function mintCards(page: Page, origin: string, count: number): Promise<string[]> {
  await page.goto(`${origin}/desk/cards`);
  await page.getByLabel('How many cards?').fill(String(count));
  await page.getByRole('button', { name: 'Make cards' }).click();
  await page.getByRole('button', { name: 'Print' }).waitFor();
  const cards = await page
    .locator('.card-paper')
    .evaluateAll((papers) =>
      papers.map((paper) => [...paper.querySelectorAll('li')].map((word) => word.textContent).join(' ')),
    );
  await page.getByRole('button', { name: /^Done/ }).click();
  return cards;
}

/** Takes a card up by the address in its picture. */
export async function joinCard(page: Page, origin: string, card: string): Promise<void> {
  await enterCard(page, origin, card);
  await page.getByRole('heading', { name: 'Your card is on this phone' }).waitFor();
}

/** Answers what is asked and presses, whatever comes of it. */
export async function enterCard(page: Page, origin: string, card: string): Promise<void> {
  await page.goto(`${origin}/join#${card.replaceAll(' ', '-')}`);
  await page.getByLabel('Mine', { exact: true }).check();
  await page.getByLabel('18 or over', { exact: true }).check();
  await page.getByRole('button', { name: 'Keep the card on this phone' }).click();
}

/** Looks up a telephone number; gives the heading of what was found. */
export async function lookUp(page: Page, origin: string, number: string): Promise<string> {
  await page.goto(`${origin}/check`);
  await page.getByLabel('Write it here, in any way you like').fill(number);
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  const heading = page.locator('#result h2').first();
  await heading.waitFor();
  return (await heading.textContent()) ?? '';
}

/** A service that is made up, added and checked on the desk's pages by somebody who is signed in. */
export async function addService(
  page: Page,
  origin: string,
  service: {
    name: string;
    runBy: string;
    does: string;
    number: string;
    need: string;
    open: { every: string; days: readonly string[]; from: string; to: string; overnight?: boolean };
  },
): Promise<void> {
  await page.goto(`${origin}/desk/facts`);
  await page.getByLabel('Its name').fill(service.name);
  await page.getByLabel('Who runs it').fill(service.runBy);
  await page.getByLabel('What it does').fill(service.does);
  await page.getByLabel('How do you know?').fill('Made up for a demonstration');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByRole('heading', { name: service.name }).waitFor();
  await page.getByText('Add a way to reach it').click();
  await page.getByLabel('Telephone', { exact: true }).check();
  await page.locator('input[name=to]:visible').fill(service.number);
  await page.locator('button[value=contact]').click();
  await page.getByText('Add opening hours').click();
  await page.getByText('Or choose days and times').click();
  await page.getByLabel(service.open.every, { exact: true }).check();
  for (const day of service.open.days) await page.getByLabel(day, { exact: true }).check();
  await page.getByLabel('Opens at').fill(service.open.from);
  await page.getByLabel('Closes at').fill(service.open.to);
  if (service.open.overnight === true) await page.getByLabel('It closes on the next day').check();
  await page.getByLabel('First day', { exact: true }).fill('2026-01-01');
  await page.getByLabel('Ring first', { exact: true }).check();
  await page.locator('button[value=hours]:visible').click();
  await page.getByRole('button', { name: 'Keep these hours' }).click();
  await page.getByText('What we say about it').click();
  await page.getByLabel(service.need, { exact: true }).check();
  await page.locator('button[value=about]').click();
  const facts = page.getByRole('button', { name: 'I have checked' });
  for (let fact = 0; fact < 3; fact++) await facts.nth(fact).click();
  await page.locator('.messages .fact', { hasText: 'Next check by' }).nth(2).waitFor();
}
