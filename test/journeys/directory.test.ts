/** A service is added, checked by a desk, found by somebody without JavaScript, doubted, corrected and retired. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
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

test('before anything is checked nobody is shown anything, and is told where else to ask', async () => {
  const { page, close } = await visit(browser, { javaScript: false });
  await page.goto(`${app.origin}/help`);
  await page.getByText('Nothing here that a person has checked').waitFor();
  await page.getByRole('button', { name: 'A safe bed tonight' }).click();
  await page.getByRole('heading', { name: 'A safe bed tonight: Nothing here' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Ask a desk' }).getAttribute('href'), '/report');
  await close();
});

test('a desk checks a service, and somebody without JavaScript finds it, doubts it, and finds the correction', async () => {
  const { origin } = app;
  const [ada] = desk.workers;
  assert.ok(ada);
  const staff = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(staff.page, app, ada);
  await staff.page.getByRole('link', { name: 'Services' }).click();
  await staff.page.getByRole('heading', { name: 'Nobody has checked it yet (' }).waitFor();
  assert.deepEqual(await axeHere(staff.page), []);
  await picture(staff.page, 'desk-facts');
  await staff.page.getByRole('button', { name: 'Add it' }).click();
  await staff.page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await staff.page.getByLabel('Its name').fill('Lamp House drop-in (fictional)');
  await staff.page.getByLabel('Who runs it').fill('Example Trust');
  await staff.page.getByLabel('What it does').fill('A warm room, and somebody who listens.');
  await staff.page.getByLabel('How do you know?').fill('Their own page');
  await staff.page.getByRole('button', { name: 'Add it' }).click();
  await staff.page.getByRole('heading', { name: 'Lamp House' }).waitFor();

  // A number that no telephone can dial is refused, and what was typed is still there.
  await staff.page.getByText('Add a way to reach it').click();
  await staff.page.getByLabel('Telephone', { exact: true }).check();
  await staff.page.getByLabel('What it should be').first().fill('banana');
  await staff.page.getByRole('button', { name: 'Add it' }).first().click();
  await staff.page.getByText('No telephone can dial this').first().waitFor();
  assert.equal(await staff.page.locator('input[name=to]:visible').inputValue(), 'banana');
  await staff.page.locator('input[name=to]:visible').fill('(01632) 960 123');
  await staff.page.getByRole('button', { name: 'Add it' }).first().click();
  await staff.page.getByText('01632 960123').waitFor();
  // Words of nobody's list are refused by name; vague ones are read as times that one sees before they are kept.
  await staff.page.getByText('Add opening hours').click();
  const words = staff.page.locator('input[name=hours]:visible');
  await words.fill('most Tuesdays');
  await staff.page.locator('button[value=hours-words]:visible').click();
  await staff.page.getByText('We do not understand “most”').first().waitFor();
  assert.equal(await words.inputValue(), 'most Tuesdays');
  await words.fill('every Tuesday morning');
  await staff.page.locator('button[value=hours-words]:visible').click();
  await staff.page.locator('ins', { hasText: 'Every Tuesday, 9 am – 12 noon' }).waitFor();
  await staff.page.getByText('We read it as 9 am – 12 noon').waitFor();
  await staff.page.getByText('Tuesday 1 December, 9 am – 12 pm').waitFor();
  assert.deepEqual(await axeHere(staff.page), []);
  await picture(staff.page, 'desk-hours-read-back');
  // What was read stands in the chosen fields and can be corrected there.
  await staff.page.getByLabel('Opens at').fill('17:00');
  await staff.page.getByLabel('Closes at').fill('9.30');
  await staff.page.locator('button[value=hours]:visible').click();
  await staff.page.getByText('It closes before it opens').first().waitFor();
  await staff.page.getByLabel('Opens at').fill('9.30');
  await staff.page.getByLabel('Closes at').fill('17:00');
  await staff.page.locator('button[value=hours]:visible').click();
  await staff.page.locator('ins', { hasText: 'Every Tuesday, 9:30 am – 5 pm' }).waitFor();
  await staff.page.getByRole('button', { name: 'Keep these hours' }).click();
  await staff.page.getByText('Tuesday 1 December, 9:30 am – 5 pm').waitFor();
  // One press cancels one date, another brings it back.
  await staff.page.getByRole('button', { name: 'Cancel 1 December 2026' }).click();
  await staff.page.getByRole('button', { name: '1 December 2026 is on after all' }).waitFor();
  assert.equal(await staff.page.getByText('Tuesday 1 December, 9:30').count(), 0);
  await staff.page.getByRole('button', { name: '1 December 2026 is on after all' }).click();
  await staff.page.getByText('Tuesday 1 December, 9:30 am – 5 pm').waitFor();
  await staff.page.getByText('What we say about it').click();
  await staff.page.getByLabel('Someone to talk to').check();
  await staff.page.getByLabel('Just walk in').check();
  await staff.page.getByRole('button', { name: 'Keep this' }).click();
  const reader = await visit(browser, { javaScript: false, width: 360, height: 640 });
  const look = async (what: { need?: string; text?: string; open?: boolean }) => {
    await reader.page.goto(`${origin}/help`);
    if (what.text !== undefined) await reader.page.getByLabel('Or say it').fill(what.text);
    if (what.open === true) {
      await reader.page.getByText('Ask for more').click();
      await reader.page.getByLabel('Open now').check();
    }
    const name = what.need ?? 'Look';
    await reader.page.locator('button:not([aria-hidden])', { hasText: name }).first().click();
    return (await reader.page.locator('.services').textContent()) ?? '';
  };
  assert.doesNotMatch(
    await look({ need: 'Someone to talk to' }),
    /Lamp House/,
    'shown before anybody checked it',
  );
  await staff.page.goto(`${origin}/desk/facts`);
  await staff.page.getByRole('link', { name: 'Lamp House' }).click();
  for (let fact = 0; fact < 3; fact++)
    await staff.page.getByRole('button', { name: 'I have checked' }).nth(fact).click();
  await staff.page.getByText('Ada, 24 November 2026').nth(2).waitFor();
  assert.deepEqual(await axeHere(staff.page), []);
  await picture(staff.page, 'desk-fact');

  // It is Tuesday, noon. Typing is forgiven.
  assert.match(
    await look({ need: 'Someone to talk to' }),
    /Lamp House.*Open now, until 5 pm.*01632 960123.*24 November 2026/s,
  );
  assert.match(await look({ text: 'lamb huse' }), /Lamp House/);
  assert.match(await look({ text: 'lonely', open: true }), /Lamp House/);
  await picture(reader.page, 'help-found');
  assert.ok(!reader.page.url().includes('lonely'), 'what was typed stands in the address');
  await reader.page.getByRole('link', { name: 'Lamp House' }).click();
  await reader.page.getByRole('heading', { name: 'The next times' }).waitFor();
  assert.equal(
    await reader.page.getByRole('link', { name: '01632 960123' }).getAttribute('href'),
    'tel:+441632960123',
  );
  await picture(reader.page, 'help-service');
  const address = reader.page.url();
  const enhanced = await visit(browser, { width: 360, height: 640 });
  for (const there of [`${origin}/help`, `${origin}/ro/help`, address, `${address}/card`]) {
    await enhanced.page.goto(there);
    assert.deepEqual(await axeHere(enhanced.page), [], there);
  }
  await enhanced.page.goto(`${origin}/help`);
  await enhanced.page.locator('button:not([aria-hidden])', { hasText: 'Someone to talk to' }).click();
  await enhanced.page.getByRole('link', { name: 'Lamp House' }).waitFor();
  assert.deepEqual(await axeHere(enhanced.page), []);
  await enhanced.close();
  await reader.page.getByRole('link', { name: 'A card for your pocket' }).click();
  assert.match((await reader.page.locator('.pocket-card').textContent()) ?? '', /Lamp House.*01632 960123/s);
  await reader.page.goto(address);
  await reader.page.getByRole('button', { name: 'This is wrong' }).click();
  await reader.page.getByText('Somebody will check it').waitFor();

  await staff.page.goto(`${origin}/desk/facts`);
  await staff.page.getByText('1 reader says it is wrong').waitFor();
  await staff.page.getByRole('link', { name: 'Lamp House' }).click();
  await staff.page.getByText('Correct it').first().click();
  await staff.page.locator('input[name=to]:visible').fill('01632 960124');
  await staff.page.getByRole('button', { name: 'Show the difference' }).first().click();
  await staff.page.locator('ins', { hasText: '01632 960124' }).waitFor();
  await staff.page.getByRole('button', { name: 'Keep the correction' }).click();
  await staff.page.getByText('Say that you have checked it').first().waitFor();
  await staff.page.getByLabel('I rang the old number').check();
  await staff.page.getByRole('button', { name: 'Keep the correction' }).click();
  await staff.page.getByText('01632 960124').waitFor();
  await reader.page.goto(address);
  await reader.page.getByRole('link', { name: '01632 960124' }).waitFor();

  app.clock.advance({ days: 61 });
  await reader.page.goto(address);
  await reader.page.getByText('Not checked lately').first().waitFor();
  app.clock.advance({ days: 30 });
  assert.equal((await reader.page.goto(address))?.status(), 404);
  await signInBrowser(staff.page, app, ada);
  await staff.page.goto(`${origin}/desk/facts`);
  await staff.page.getByRole('link', { name: 'Lamp House' }).click();
  for (let fact = 0; fact < 3; fact++)
    await staff.page.getByRole('button', { name: 'I have checked' }).nth(fact).click();
  assert.equal((await reader.page.goto(address))?.status(), 200);
  await staff.page.getByRole('button', { name: 'Retire it' }).click();
  await staff.page.getByRole('button', { name: 'Bring it back' }).waitFor();
  assert.equal((await reader.page.goto(address))?.status(), 404);
  await Promise.all([staff.close(), reader.close()]);
});

test('the directory speaks Romanian, and keeps what was typed when the language changes', async () => {
  const { page, close } = await visit(browser, { javaScript: false });
  await page.goto(`${app.origin}/help`);
  await page.getByLabel('Or say it').fill('somn');
  await page.getByRole('button', { name: 'Română' }).click();
  await page.getByRole('heading', { name: 'Găsește ajutor' }).waitFor();
  assert.equal(await page.getByLabel('Sau spune').inputValue(), 'somn');
  await page.getByLabel('Aproape de ce loc').fill('Atlantida');
  await page.locator('button:not([aria-hidden])', { hasText: 'Caută' }).click();
  await page.getByText('Nu cunoaștem locul').first().waitFor();
  await close();
});

test('"this district" is found on the phone: a name is sent, the position never', async () => {
  const { page, context, close } = await visit(browser);
  const sent: string[] = [];
  context.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await context.grantPermissions(['geolocation'], { origin: app.origin });
  await context.setGeolocation({ latitude: 53.2371942, longitude: -1.4614208 });
  await page.goto(`${app.origin}/help`);
  await page.getByRole('button', { name: 'This district' }).click();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name=near]')?.value !== '');
  assert.equal(await page.getByLabel('Near where?').inputValue(), 'Ashgate');
  assert.deepEqual(await axeHere(page), []);
  await page.locator('button:not([aria-hidden])', { hasText: /^\s*Look\s*$/ }).click();
  await page.locator('.answer').waitFor();
  assert.ok(
    sent.some((one) => one.includes('near=Ashgate')),
    sent.join('\n'),
  );
  assert.doesNotMatch(sent.join('\n'), /53\.2|1\.46/);
  await context.setGeolocation({ latitude: 48.85, longitude: 2.35 });
  await page.goto(`${app.origin}/help`);
  await page.getByRole('button', { name: 'This district' }).click();
  await page.getByText('You are not near here').waitFor();
  await close();
  const refusing = await visit(browser);
  await refusing.context.grantPermissions([]);
  await refusing.page.goto(`${app.origin}/help`);
  await refusing.page.getByRole('button', { name: 'This district' }).click();
  await refusing.page.getByText('Your phone does not say where it is').waitFor();
  await refusing.close();
  // No other page may ask for a position.
  for (const [path, allowed] of [
    ['/help', /geolocation=\(self\)/],
    ['/', /geolocation=\(\)/],
    ['/report', /geolocation=\(\)/],
  ] as const)
    assert.match((await fetch(`${app.origin}${path}`)).headers.get('permissions-policy') ?? '', allowed);
});
