/** A desk takes in somebody else's services without JavaScript, reads what was refused and why, and nothing is public. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { foreign, uuid } from '../../src/directory/import/foreign-service.fixture.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
  desk = await setUpDesk(app);
});
after(async () => {
  await browser.close();
  await app.close();
});

test('services are taken in with a report, a second time they are already here, and a reader sees none of it', async () => {
  const [ada] = desk.workers;
  assert.ok(ada);
  const staff = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(staff.page, app, ada);
  const { page } = staff;
  await page.goto(`${app.origin}/desk/facts`);
  await page.getByRole('link', { name: 'Take services in' }).click();
  await page.getByRole('heading', { name: 'Take services in' }).waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'desk-import');

  await page.getByLabel('Where does this come from?').fill('The feed of Example County');
  await page.getByRole('button', { name: 'Take it in' }).click();
  await page.getByText('Choose a file.').first().waitFor();
  assert.equal(await page.getByLabel('Where does this').inputValue(), 'The feed of Example County');

  const file = (name: string, value: unknown) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value, null, 1)),
  });
  const bad = { ...foreign(2), phones: [{ number: 'banana' }], minimum_age: 'old' };
  const take = async (...files: ReturnType<typeof file>[]) => {
    await page.goto(`${app.origin}/desk/facts/import`);
    await page.getByLabel('Where does this come from?').fill('The feed of Example County');
    await page.getByLabel('The files').setInputFiles(files);
    await page.getByRole('button', { name: 'Take it in' }).click();
    return (await page.getByRole('status').textContent()) ?? '';
  };
  assert.match(
    await take(file('county.json', [foreign(1), bad, foreign(3)]), file('broken.json', '{\n"id": ,')),
    /2 taken, 0 already here, 1 refused/,
  );
  const report = (await page.locator('main').textContent()) ?? '';
  assert.match(report, /broken\.json, line 2: not JSON/);
  assert.match(
    report,
    /Night Room 2.*county\.json, line \d+: phones\.0\.number: expected a telephone number/s,
  );
  assert.match(report, /minimum_age: expected a number/);
  assert.match(report, /Without:.*Warm spaces/);
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'desk-import-report');
  await page.setViewportSize({ width: 360, height: 640 });
  await picture(page, 'desk-import-report-360');
  await page.setViewportSize({ width: 1280, height: 900 });

  const again = { ...foreign(1), name: 'Another name' };
  assert.match(await take(file('county.json', [again, foreign(3)])), /0 taken, 2 already here, 0 refused/);
  await page.goto(`${app.origin}/desk/facts/${uuid(1)}`);
  await page.getByRole('heading', { name: 'Night Room 1' }).waitFor();
  assert.match(
    (await page.locator('main').textContent()) ?? '',
    /not checked by a person.*From.*The feed of Example County/s,
  );

  const reader = await visit(browser, { javaScript: false });
  await reader.page.goto(`${app.origin}/help/${uuid(1)}`);
  assert.equal(await reader.page.getByText('Night Room').count(), 0);
  const feed = await fetch(`${app.origin}/hsds/services/${uuid(1)}`);
  assert.equal(feed.status, 404);
  await reader.close();

  // One fact after the other is checked; what nobody has checked stays away.
  await page.goto(`${app.origin}/desk/facts/${uuid(1)}`);
  await page.getByRole('button', { name: 'I have checked' }).first().click();
  await page.getByText('Ada, 24 November 2026').waitFor();
  const shown = (await (await fetch(`${app.origin}/hsds/services/${uuid(1)}`)).json()) as Record<
    string,
    unknown
  >;
  assert.deepEqual([shown['name'], shown['phones'], shown['schedules']], ['Night Room 1', [], []]);
  assert.doesNotMatch(JSON.stringify(shown), /Example Street|S40 1AA/);

  await page.goto(`${app.origin}/desk/facts/import`);
  await page.getByLabel('Where does this come from?').fill('Too much');
  await page.getByLabel('The files').setInputFiles([file('large.json', ' '.repeat(9 * 1024 * 1024))]);
  await page.getByRole('button', { name: 'Take it in' }).click();
  await page.getByText('That was more than 8 MB. Nothing was taken.').first().waitFor();
  assert.equal(await page.getByLabel('Where does this').inputValue(), 'Too much');
  await staff.close();
});
