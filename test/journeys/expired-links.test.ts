/** Links to a desk that are too old: kind, clear, and nothing is made; one minute or one day before they still work. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { type DesksTables, createSetupLink } from '#desks/index.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { setUpDesk } from '../support/desk.ts';

let application: TestApplication;
let browser: Browser;
before(async () => {
  [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
});
after(async () => {
  await browser.close();
  await application.close();
});

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const count = async (table: string): Promise<number> => {
  const { rows } = await application.database.pools.owner.query<{ n: number }>(
    `select count(*)::int as n from ${table}`,
  );
  return rows[0]?.n ?? -1;
};

/** Types the ten words back as they are shown. */
async function keepPhrase(page: Page): Promise<void> {
  const list = page.locator('#phrase-shown li');
  await list.first().waitFor();
  const phrase = (await list.allTextContents()).join(' ');
  await page.getByRole('button', { name: 'I have written them down' }).click();
  await page.getByLabel('Type the ten words').fill(phrase);
  await page.getByRole('button', { name: 'Check' }).click();
}

test('a set-up link works for 60 minutes: after that it makes nothing, also on a page that was opened in time', async () => {
  const db = application.database.support as unknown as Kysely<DesksTables>;
  const now = new Date(application.clock.now().epochMilliseconds);
  const secret = await createSetupLink(db, 'chesterfield', now, random);
  assert.ok(secret !== null);
  application.clock.advance({ minutes: 59 });
  const slow = await visit(browser);
  await slow.page.goto(`${application.origin}/desk/set-up#${secret}`);
  await slow.page.getByLabel('Your first name').fill('Ada');
  await slow.page.getByRole('button', { name: 'Begin' }).click();
  await keepPhrase(slow.page);
  await slow.page.getByRole('heading', { name: 'Three papers for the worst day' }).waitFor();
  application.clock.advance({ minutes: 1 });
  await slow.page.getByRole('button', { name: 'I have all three on paper' }).click();
  const told = slow.page.locator('#problem');
  await told.getByText('its 60 minutes are over. Nothing was made. Tear up').waitFor();
  await told.getByText('Start Waymark again to get another link.').waitFor();
  assert.deepEqual(await axeHere(slow.page), []);
  await picture(slow.page, 'set-up-too-late');

  const late = await visit(browser);
  await late.page.goto(`${application.origin}/desk/set-up#${secret}`);
  await late.page.getByText('You did nothing wrong: it works once, for 60 minutes').waitFor();
  await late.page.getByText('Start Waymark again to get another.').waitFor();
  assert.ok(await late.page.getByLabel('Your first name').isHidden());
  assert.deepEqual(await axeHere(late.page), []);
  assert.equal(await count('desks.area_root'), 0);
  assert.equal(await count('desks.worker'), 0);

  // What the page says to do works.
  const again = await createSetupLink(
    db,
    'chesterfield',
    new Date(application.clock.now().epochMilliseconds),
    random,
  );
  await late.page.goto(`${application.origin}/desk/sign-in`);
  await late.page.goto(`${application.origin}/desk/set-up#${again}`);
  await late.page.getByLabel('Your first name').waitFor();
  await Promise.all([slow.close(), late.close()]);
});

test('an invitation works for 7 days: after that nobody joins by it', async () => {
  const { workers } = await setUpDesk(application, { workers: 1 });
  const answer = await fetch(`${application.origin}/api/areas/chesterfield/desk/support/invites`, {
    method: 'POST',
    headers: { cookie: workers[0]?.cookie ?? '', 'content-type': 'application/json' },
    body: JSON.stringify({ firstName: 'Bea', roles: ['desk-worker'] }),
  });
  assert.equal(answer.status, 201);
  const { secret } = (await answer.json()) as { secret: string };
  application.clock.advance({ days: 7 });
  const slow = await visit(browser);
  await slow.page.goto(`${application.origin}/desk/join#${secret}`);
  await slow.page.getByRole('heading', { name: 'Welcome, Bea' }).waitFor();
  await slow.page.getByRole('button', { name: 'Your ten words' }).click();
  application.clock.advance({ days: 1 });
  await keepPhrase(slow.page);
  const told = slow.page.locator('#problem');
  await told.getByText('its 7 days are over. Nothing was made. Tear up the ten words').waitFor();
  await told.getByText('Ask your colleague for another invitation.').waitFor();

  const late = await visit(browser);
  await late.page.goto(`${application.origin}/desk/join#${secret}`);
  await late.page.getByText('You did nothing wrong: it works once, for 7 days.').waitFor();
  assert.ok(await late.page.getByRole('button', { name: 'Your ten words' }).isHidden());
  assert.deepEqual(await axeHere(late.page), []);
  await picture(late.page, 'join-too-late');
  assert.equal(await count('desks.worker'), 1);
  await Promise.all([slow.close(), late.close()]);
});
