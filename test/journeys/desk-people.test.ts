/** The first desk, a second and a third colleague, locking and coming back, removing: all through the real pages. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { createSetupLink, type DesksTables } from '#desks/index.ts';
import type { Kysely } from 'kysely';
import { generateIdentity, recipientOf, seal } from '#sealed/age-file.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestWorker, setUpDesk, signInBrowser } from '../support/desk.ts';

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

/** Reads the ten words off the page and types them back; gives them. */
async function writeDownPhrase(page: Page): Promise<string> {
  const list = page.locator('#phrase-shown li');
  await list.first().waitFor();
  const phrase = (await list.allTextContents()).join(' ');
  await page.getByRole('button', { name: 'I have written them down' }).click();
  await page.getByLabel('Type the ten words').fill('these are not the words at all');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('These are not the ten words').waitFor();
  await page.getByLabel('Type the ten words').fill(phrase.toUpperCase());
  await page.getByRole('button', { name: 'Check' }).click();
  return phrase;
}

async function signIn(page: Page, phrase: string): Promise<void> {
  await signInBrowser(page, application, { phrase } as TestWorker);
  await page.goto(`${application.origin}/desk/people`);
}

/** Opens an invitation in a browser of its own, makes keys and gives the phrase and the six words. */
async function join(link: string): Promise<{ phrase: string; sixWords: string }> {
  const { page, close } = await visit(browser);
  await page.goto(link);
  await page.getByRole('button', { name: 'Your ten words' }).click();
  const phrase = await writeDownPhrase(page);
  await page.getByRole('heading', { name: 'Your keys are made' }).waitFor();
  const sixWords = (await page.locator('#six-words').textContent()) ?? '';
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'join');
  await close();
  return { phrase, sixWords };
}

async function invite(page: Page, name: string): Promise<string> {
  await page.getByLabel('First name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Make the link' }).click();
  const shown = page.locator('#invite-link .share');
  await shown.waitFor();
  return (await shown.textContent()) ?? '';
}

test('a desk is set up, opened, joined by two colleagues, locked, left, and opens for nobody else', async () => {
  const db = application.database.support as unknown as Kysely<DesksTables>;
  const now = new Date(application.clock.now().epochMilliseconds);
  const secret = await createSetupLink(db, 'chesterfield', now, random);
  const first = await visit(browser, { width: 1280, height: 900 });
  const { page } = first;
  await page.goto(`${application.origin}/desk/set-up#${secret}`);
  await page.getByLabel('Your first name').fill('Ada');
  assert.equal(new URL(page.url()).hash, '', 'the secret stays in the address');
  await page.getByRole('button', { name: 'Begin' }).click();
  const ada = await writeDownPhrase(page);
  await page.getByRole('heading', { name: 'Three papers for the worst day' }).waitFor();
  const shares = await page.locator('[data-share]').allTextContents();
  assert.equal(new Set(shares).size, 3);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'set-up-recovery');
  await page.getByRole('button', { name: 'I have all three on paper' }).click();
  await page.getByRole('heading', { name: 'The desk is made' }).waitFor();
  const fingerprint = await page.locator('#fingerprint').textContent();
  const area = (await (await fetch(`${application.origin}/api/areas/chesterfield`)).json()) as {
    rootFingerprint: string;
    desks: unknown[];
  };
  assert.equal(area.rootFingerprint, fingerprint);
  assert.deepEqual(area.desks, [], 'a desk that has shown nothing is open');

  await page.getByRole('link', { name: 'Invite a colleague' }).click();
  await page.getByText('Not yet. Two of you').waitFor();
  await page.getByRole('button', { name: 'Open the test record' }).click();
  await page.getByText('You have opened the test record').waitFor();
  await page.getByText('Open it with two recovery papers').first().click();
  await page.getByLabel('First paper').fill((shares[0] ?? '').toLowerCase());
  await page.getByLabel('Second paper').fill('not a paper');
  await page.getByRole('button', { name: 'Open it with two recovery papers' }).click();
  await page.getByText('These two papers do not fit').waitFor();
  await page.getByLabel('Second paper').fill(shares[2] ?? '');
  await page.getByRole('button', { name: 'Open it with two recovery papers' }).click();
  await page.getByText('Open: reports can be sent to it').waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'people-wide');

  // A link that was used is no way in.
  const late = await visit(browser);
  await late.page.goto(`${application.origin}/desk/set-up#${secret}`);
  await late.page.getByText('This link does not work any more').waitFor();
  await late.close();

  // Of a desk with one member, that member alone lets the second in.
  const bea = await join(await invite(page, 'Bea'));
  await page.reload();
  await page.getByText('Bea has made keys and waits for you').waitFor();
  assert.equal(await page.locator('#arrived .share').textContent(), bea.sixWords);
  await page.getByRole('button', { name: 'The same: let them in' }).click();
  await page.locator('#members').getByText('Bea').waitFor();

  // A third needs both.
  const cem = await join(await invite(page, 'Cem'));
  await page.reload();
  await page.getByRole('button', { name: 'The same: let them in' }).click();
  await page.getByText('Another member has to agree').waitFor();
  assert.equal(await page.locator('#members').getByText('Cem').count(), 0);
  const second = await visit(browser);
  await second.page.goto(`${application.origin}/desk/sign-in`);
  await second.page.getByLabel('Your ten words').fill(`${bea.phrase} ${bea.phrase.split(' ')[0]}`);
  await second.page.getByRole('button', { name: 'Sign in with the words' }).click();
  await second.page.getByText('There are ten words').waitFor();
  await signIn(second.page, bea.phrase);
  await second.page.getByText('Cem comes in').waitFor();
  await picture(second.page, 'people-agree');
  await second.page.getByRole('button', { name: 'I agree' }).click();
  await second.page.locator('#members').getByText('Cem').waitFor();

  // Locked is locked: also after Back, and for a session that was ended elsewhere.
  const ended = second.page.waitForResponse(/sign-out$/);
  await second.page.getByRole('button', { name: 'Lock' }).click();
  await second.page.getByRole('heading', { name: 'Locked' }).waitFor();
  await ended;
  assert.equal((await second.page.goto(`${application.origin}/desk/people`))?.status(), 403);
  await signIn(second.page, bea.phrase);
  await second.page.locator('#members').getByText('Ada').waitFor();

  // Half an hour without a press, and nothing opens any more.
  const third = await visit(browser, { dark: true });
  await signIn(third.page, cem.phrase);
  await third.page.locator('#members').getByText('Cem').waitFor();
  assert.deepEqual(await axeHere(third.page), []);
  await picture(third.page, 'people-dark');

  // Removed by two, Cem is signed out for good.
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await page.locator('#members li', { hasText: 'Cem' }).getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Another member has to agree').waitFor();
  await second.page.reload();
  await second.page.getByText('Cem goes').waitFor();
  await second.page.getByRole('button', { name: 'I agree' }).click();
  await second.page.locator('#proposed').waitFor({ state: 'hidden' });
  assert.equal(await second.page.locator('#members').getByText('Cem').count(), 0);
  assert.equal((await third.page.goto(`${application.origin}/desk/people`))?.status(), 403);
  await third.page.goto(`${application.origin}/desk/sign-in`);
  await third.page.getByLabel('Your ten words').fill(cem.phrase);
  await third.page.getByRole('button', { name: 'Sign in with the words' }).click();
  await third.page.getByText('Nobody signs in here with these words').waitFor();

  await page.reload();
  await page.getByText('This is key number 3').waitFor();
  await page.getByRole('button', { name: 'Turn the key' }).click();
  await page.getByText('This is key number 4').waitFor();

  application.clock.advance({ minutes: 31 });
  assert.equal((await page.goto(`${application.origin}/desk/people`))?.status(), 403);
  await signIn(page, ada);
  await page.locator('#members').getByText('Ada').waitFor();
  for (const { requests } of [first, second, third])
    assert.ok(
      requests.every((address) => address.startsWith(application.origin) || address.startsWith('data:')),
      'a request left the origin',
    );
  await Promise.all([first.close(), second.close(), third.close()]);
});

test('the first of a further desk says six words to the keeper, who signs nothing else; a desk of two may lose one by the keeper', async () => {
  const kept = await startApplication();
  const roles = ['area-keeper', 'desk-lead', 'desk-worker'];
  const { workers, root } = await setUpDesk(kept, { roles });
  const [ada] = workers;
  assert.ok(ada);
  const { owner } = kept.database.pools;
  await owner.query('insert into desks.root_key values ($1, $2)', [
    'chesterfield',
    Buffer.from(await seal(new Uint8Array(root.seed), [await recipientOf(ada.keys.identity)])),
  ]);
  const { page, close } = await visit(browser);
  await signInBrowser(page, kept, ada);
  const toOutreach = async () => {
    await page.goto(`${kept.origin}/desk/people`);
    await page.locator('#members').getByText('Ada').waitFor();
    await page.locator('#desk').selectOption('outside');
    await page.locator('#members').getByText('Ada').waitFor({ state: 'detached' });
  };
  await toOutreach();
  const eva = await join(await invite(page, 'Eva'));
  assert.equal(eva.sixWords.split(' ').length, 6);
  await toOutreach();
  await page.getByText('Eva comes in').waitFor();
  assert.equal(await page.locator('#first-words .share').textContent(), eva.sixWords);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'people-first-words');

  // Somebody in between puts another key in: the words differ, and the root signs nothing all the same.
  const superuser = new pg.Client(kept.database.superuserConnection);
  await superuser.connect();
  const { rows } = await superuser.query<{ envelope: string }>(
    `select envelope from desks.epoch where desk_id = 'outside'`,
  );
  const envelope = JSON.parse(rows[0]?.envelope ?? '') as { payload: string };
  const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString()) as object;
  const swapped = { ...statement, recipient: await recipientOf(generateIdentity(random)) };
  const payload = Buffer.from(JSON.stringify(swapped)).toString('base64');
  const put = (text: string) =>
    superuser.query(`update desks.epoch set envelope = $1 where desk_id = 'outside'`, [text]);
  await put(JSON.stringify({ ...envelope, payload }));
  await toOutreach();
  await page.getByText('Eva comes in').waitFor();
  assert.notEqual(await page.locator('#first-words .share').textContent(), eva.sixWords);
  await page.getByRole('button', { name: 'I agree' }).click();
  await page.getByText('are not the ones that this desk signed').waitFor();
  await put(rows[0]?.envelope ?? '');
  await superuser.end();

  await toOutreach();
  await page.getByRole('button', { name: 'I agree' }).click();
  await page.locator('#members').getByText('Eva').waitFor();
  assert.equal(await page.locator('#inviting').isVisible(), false, 'a keeper lets strangers in');
  const hers = await visit(browser);
  await signInBrowser(hers.page, kept, { phrase: eva.phrase } as TestWorker);
  await hers.page.goto(`${kept.origin}/desk/people`);
  await hers.page.locator('#members').getByText('Eva (you)').waitFor();
  await hers.close();

  kept.clock.advance({ days: 40 });
  await signInBrowser(page, kept, ada);
  await page.goto(`${kept.origin}/desk/people`);
  await page.getByText('days old: turn it now').waitFor();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.locator('#members li', { hasText: 'Bea' }).getByRole('button', { name: 'Remove' }).click();
  await page.locator('#members').getByText('Bea').waitFor({ state: 'detached' });
  await page.getByText('This is key number 1').waitFor();
  await close();
  await kept.close();
});

test('a swapped recipient, a ghost colleague and another root are found out, and nothing is opened', async () => {
  const ghosted = await startApplication();
  const { workers, epoch } = await setUpDesk(ghosted);
  const [ada] = workers;
  assert.ok(ada);
  const { page, close } = await visit(browser);
  await signInBrowser(page, ghosted, ada);
  await page.goto(`${ghosted.origin}/desk/people`);
  await page.locator('#members').getByText('Ada').waitFor();
  const { owner } = ghosted.database.pools;
  const refused = async (why: string) => {
    await page.reload();
    await page.getByText('are not the ones that this desk signed').waitFor();
    assert.match((await page.locator('#problem').textContent()) ?? '', new RegExp(`${why}$`));
    assert.equal(await page.locator('#people').isVisible(), false);
  };
  const payload = JSON.parse(Buffer.from(epoch.envelope.payload, 'base64').toString()) as {
    recipient: string;
    members: { worker: string }[];
  };
  const forge = async (change: object) =>
    await owner.query('update desks.epoch set envelope = $1', [
      JSON.stringify({
        ...epoch.envelope,
        payload: Buffer.from(JSON.stringify({ ...payload, ...change })).toString('base64'),
      }),
    ]);
  const other = await recipientOf(generateIdentity(random));
  await forge({ recipient: other });
  await refused('signature');
  await forge({
    members: [...payload.members, { ...payload.members[0], worker: 'ghost', recipient: other }],
  });
  await refused('twice|signature');
  await owner.query('update desks.epoch set envelope = $1', [JSON.stringify(epoch.envelope)]);
  await owner.query('update desks.area_root set verify_key = $1', [Buffer.alloc(32, 3)]);
  await refused('root-changed');
  await close();
  await ghosted.close();
});
