/** Messages in a real browser: switched on with a card's token, confirmed, sent when a warning appears, and stopped. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openMail } from '#kit/mail/open-mail.ts';
import { createSendOne } from '#notifications/notifier/send-one.ts';
import { recipientOf } from '#sealed/age-file.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeCopy, axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk } from '../support/desk.ts';
import { type MailServer, startMailServer } from '../support/mail.ts';
import { type Notices, identity, openNotices, vapid } from '../support/notices.ts';
import { publishWarning, takeCard } from '../support/publish-warning.ts';
import { type PushService, startPushService } from '../support/push-service.ts';

let app: TestApplication;
let browser: Browser;
let desk: TestDesk;
let mail: MailServer;
let push: PushService;
let notices: Notices;

before(async () => {
  const recipient = await recipientOf(identity);
  const offered = { recipient, vapidPublicKey: vapid.publicKey, email: true, sms: true };
  [app, browser, mail] = await Promise.all([
    startApplication({ notices: offered }),
    launchBrowser(),
    startMailServer(),
  ]);
  push = await startPushService(vapid.publicKey, () => app.clock.now().epochMilliseconds);
  desk = await setUpDesk(app);
  notices = await openNotices(app.database);
});
after(async () => {
  await notices.close();
  await browser.close();
  await Promise.all([app.close(), mail.close(), push.close()]);
});

/** What the notifier does until nothing more is due. */
async function send(): Promise<void> {
  const sendOne = createSendOne({
    pool: notices.pool,
    clock: app.clock,
    identity,
    origin: app.origin,
    vapid,
    mail: openMail({ smtpUrl: mail.url, from: 'notes@mail.example.org' }),
    text: null,
    pushServices: ['127.0.0.1'],
  });
  await notices.drain(sendOne, new Date(app.clock.now().epochMilliseconds));
}
const press = async (page: Page, name: string): Promise<void> =>
  await page.getByRole('button', { name, exact: true }).click();

test('a member is told by mail and push that there is something new, in the words she chose, until she stops it', async () => {
  const { page, requests, close } = await visit(browser);
  await page.goto(`${app.origin}/notify`);
  await page.getByText('Messages are for people who have a card').waitFor();
  assert.deepEqual(await axeHere(page), []);
  await takeCard(app, browser, desk, page);

  await page.goto(`${app.origin}/warnings`);
  await page.getByRole('link', { name: 'Get a message when there is something new' }).click();
  await page.getByLabel('By e-mail').waitFor();
  assert.equal(await page.title(), 'Waymark · messages');
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'notify-360');
  await press(page, 'Switch messages on');
  await page.getByText('Choose how it should come.').waitFor();

  // Words about what is wrong, with all that was typed still there.
  await page.getByLabel('By text').check();
  await page.getByLabel('Your mobile number').fill('01632 960001');
  await press(page, 'Switch messages on');
  await page.getByText('This does not look like a UK mobile number.').waitFor();
  await page.getByLabel('Your mobile number').fill('07700 900123');
  await page.getByLabel('Never text me.').check();
  await press(page, 'Switch messages on');
  await page.getByText('You said that we must never text you.').waitFor();
  // This browser has no push service: it is asked only now, and says so.
  await page.getByLabel('On this phone or computer').check();
  await press(page, 'Switch messages on');
  await page.getByText('Your browser does not let us show messages.').waitFor();

  await page.getByLabel('By e-mail').check();
  assert.ok(await page.getByLabel('Between these hours').isChecked(), 'nobody is woken unless they say so');
  await page.getByLabel('Between these hours').uncheck();
  await page.getByLabel('Your e-mail address').fill('ada@');
  await press(page, 'Switch messages on');
  await page.getByText('This does not look like an e-mail address.').waitFor();
  await page.getByLabel('Your e-mail address').fill('ada@mail.example.org');
  await page.getByLabel('Who should it seem to come from?').selectOption({ label: 'Diary' });
  await picture(page, 'notify-filled-360');
  const bodies: string[] = [];
  page.on('request', (request) => bodies.push(request.postData() ?? ''));
  await press(page, 'Switch messages on');
  await page.getByText('We sent you a code.').waitFor();
  assert.doesNotMatch(
    [...bodies, ...requests].join('\n'),
    /ada|mail\.example/,
    'the address leaves the phone sealed',
  );
  assert.ok(bodies.some((body) => body.includes('"tokens"')));

  await send();
  const code = /code is ([a-z2-7-]{9})/.exec(mail.letters[0]?.source ?? '')?.[1] ?? assert.fail('no code');
  await page.getByLabel('The code that we sent you').fill('aaaa-aaaa');
  await press(page, 'This is my code');
  await page.getByText('This is not a code that waits').waitFor();
  await page.getByLabel('The code that we sent you').fill(code.toUpperCase());
  await press(page, 'This is my code');
  await page.getByText('Thank you. Messages are on.').waitFor();
  await picture(page, 'notify-on-360');

  await notices.add({ channel: 'push', ...push.subscribe() });
  const number = { typed: '07700 900456', canonical: 'phone:+447700900456' };
  await publishWarning(app, browser, desk, number);
  app.clock.advance({ minutes: 25 });
  await send();
  assert.deepEqual(push.faults, []);
  assert.equal(push.accepted.length, 1);
  assert.equal(mail.letters.length, 2);
  const letter = mail.letters[1]?.source ?? '';
  assert.match(letter, /^From: Diary </m);
  assert.doesNotMatch(letter + (push.accepted[0]?.text ?? ''), /robbery|7700|danger|police/i);

  // Nothing new, nothing said.
  await app.publish('chesterfield');
  app.clock.advance({ minutes: 30 });
  await send();
  assert.equal(mail.letters.length, 2);

  await page.goto(`${app.origin}/notify`);
  await page.getByText('Switched on in this browser').waitFor();
  await press(page, 'Stop');
  await page.getByText('Stopped. Nothing more will come.').waitFor();
  await page.reload();
  await page.getByLabel('By e-mail').waitFor();
  assert.equal(await page.getByText('Switched on in this browser').isVisible(), false);
  await close();
});

test('the link of a letter stops by one press, and the page takes codes, without JavaScript', async () => {
  const code = await notices.add({ channel: 'email', to: 'bea@mail.example.org' });
  const { page, close } = await visit(browser, { javaScript: false, width: 1280, height: 900 });
  await page.goto(`${app.origin}/ro/s/${code}`);
  assert.deepEqual(await axeCopy(browser, page), []);
  await picture(page, 'stop-1280');
  await press(page, 'Oprește aceste mesaje');
  await page.getByText('Oprit. Nu mai vine nimic.').waitFor();
  await page.goto(`${app.origin}/notify`);
  // A search by text passes over what stands for people without scripts.
  assert.match(await page.locator('main').innerText(), /To switch messages on, this page needs JavaScript\./);
  assert.equal(await page.getByRole('button', { name: 'Switch messages on' }).isVisible(), false);
  await picture(page, 'notify-no-script-1280');
  await page.getByLabel('Your stop code').fill('abc');
  await press(page, 'See what is kept');
  await page.getByText('A stop code has 16 letters and numbers.').waitFor();
  await page.getByLabel('Your stop code').fill(code);
  await press(page, 'See what is kept');
  await page.getByText('Nothing is kept under this code.').waitFor();
  await close();
});
