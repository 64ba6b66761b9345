/**
 * What Waymark exists for, end to end: a desk is set up, a report reaches it, both talk, a warning is written, asked for,
 * signed by two and published, and a card finds it under another way of writing the number. All on the real pages.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { type DesksTables, createSetupLink } from '#desks/index.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { launchBrowser, picture } from '../support/browser.ts';
import { type CarefulVisit, carefulVisit } from '../support/careful-visit.ts';
import * as story from '../support/story.ts';

let app: TestApplication;
let browser: Browser;
const visits: CarefulVisit[] = [];
before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser()]);
});
after(async () => {
  await browser.close();
  await app.close();
});

async function somebody(options: Parameters<typeof carefulVisit>[2] = {}): Promise<Page> {
  const made = await carefulVisit(browser, app.origin, options);
  visits.push(made);
  return made.page;
}

for (const javaScript of [true, false])
  test(`what is planted on a page is found as somebody goes on, JavaScript ${javaScript ? 'on' : 'off'}`, async () => {
    const made = await carefulVisit(browser, app.origin, { javaScript });
    await made.context.route('**/about', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace('</main>', '<img src="/planted.png"></main>');
      const headers: Record<string, string> = { ...answer.headers(), 'set-cookie': 'planted=1; Path=/' };
      delete headers['content-encoding'];
      delete headers['content-length'];
      await route.fulfill({ status: 200, headers, body });
    });
    await made.page.goto(`${app.origin}/about`);
    await made.page.locator('footer a').first().click();
    const found = made.faults.join('\n');
    assert.match(found, /^\/about: .*: cookie planted$/m);
    assert.match(found, /^\/about: .*: image-alt: /m);
    await made.page.goto('http://elsewhere.example.org/').catch(() => {});
    assert.ok(made.faults.includes('http://elsewhere.example.org/'));
    await made.close();
  });

/** Looks also where nobody presses anything before they go elsewhere. */
async function shown(page: Page, name: string): Promise<void> {
  await visits.find((one) => one.page === page)?.look();
  await picture(page, `story-${name}`);
}

test('a report reaches a desk, becomes a warning, and a check finds it', async () => {
  const { origin } = app;
  const secret = await createSetupLink(
    app.database.support as unknown as Kysely<DesksTables>,
    'chesterfield',
    new Date(app.clock.now().epochMilliseconds),
    (length) => crypto.getRandomValues(new Uint8Array(length)),
  );

  // Before anybody can read, nothing is taken.
  const early = await somebody();
  assert.equal((await early.goto(`${origin}/report`))?.status(), 503);
  await shown(early, 'no-desk');

  const ada = await somebody({ isDesk: true, width: 1280, height: 900 });
  await story.setUpFirstDesk(ada, `${origin}/desk/set-up#${secret}`, 'Ada');
  await story.openTestRecord(ada);
  const bea = await somebody({ isDesk: true });
  const joined = await story.joinDesk(bea, await story.invite(ada, 'Bea'));
  await story.letIn(ada, 'Bea', joined.sixWords);
  await story.signIn(bea, origin, joined.phrase);
  await bea.goto(`${origin}/desk/people`);
  await story.openTestRecord(bea);
  await bea.getByText('Open: reports can be sent to it').waitFor();
  await shown(bea, 'people');

  const mia = await somebody();
  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#456' } })
    .jpeg()
    .toBuffer();
  const code = await story.report(mia, origin, {
    kinds: ['Robbery'],
    story: 'He was friendly first and then took the money back out of my bag.',
    when: 'In the last week',
    details: [
      { kind: 'Phone number', text: '07700 900123' },
      { kind: 'Number plate', text: 'AB12 CDE' },
    ],
    warn: 'Ask me first',
    photo: { name: 'car.jpg', mimeType: 'image/jpeg', buffer: photo },
  });
  await shown(mia, 'thanks');

  await story.openRecord(ada, origin, 'Robbery');
  await ada.getByRole('button', { name: 'Show picture 1' }).click();
  await ada.locator('canvas.picture--veiled').waitFor();
  await story.answerRecord(ada, 'Thank you for telling us. Are you safe now?');
  await shown(ada, 'opened');

  await story.comeBack(mia, origin, code);
  await mia.getByText('Are you safe now?').waitFor();
  await mia.getByLabel('Your message').fill('I am safe, thank you.');
  await mia.getByRole('button', { name: 'Lock it and send it' }).click();
  await mia.getByText('It has arrived.').waitFor();
  await shown(mia, 'back');

  await story.openRecord(ada, origin, 'Robbery');
  await ada.locator('.message', { hasText: 'I am safe, thank you.' }).waitFor();
  const text = 'It was reported that this person takes back what was paid.';
  await story.draftWarning(ada, 'Grave danger', text);
  await shown(ada, 'draft');

  await story.comeBack(mia, origin, code);
  await mia.getByText(text).first().waitFor();
  await mia.getByRole('button', { name: 'Yes, publish it' }).click();
  await mia.getByText('You said yes to these words.').waitFor();

  await story.putForward(ada, origin);
  await story.approveWarning(bea, origin, text);
  await shown(bea, 'approved');

  const [card] = await story.mintCards(ada, origin, 1);
  assert.ok(card);
  const noor = await somebody();
  await story.joinCard(noor, origin, card);
  await shown(noor, 'joined');
  assert.match(await story.lookUp(noor, origin, '+44 (0)7700 900-123'), /There is a warning/);
  await noor.getByText(text).waitFor();
  await shown(noor, 'hit');
  assert.match(await story.lookUp(noor, origin, '07700 900999'), /No warning here/);
  await shown(noor, 'miss');

  // The half that must work for everyone, once more without JavaScript.
  const plain = await somebody({ javaScript: false });
  const second = await story.report(plain, origin, {
    kinds: ['Following or stalking'],
    story: 'Somebody waits outside.',
  });
  await shown(plain, 'plain-thanks');
  await story.openRecord(ada, origin, 'Following or stalking');
  await story.answerRecord(ada, 'We have read it. You decide what happens next.');
  await story.comeBack(plain, origin, second);
  await plain.getByText('You decide what happens next.').waitFor();
  await plain.getByLabel('Your message').fill('Please do nothing yet.');
  await plain.getByRole('button', { name: 'Lock it and send it' }).click();
  await plain.getByText('It has arrived.').waitFor();
  await shown(plain, 'plain-back');
  await story.openRecord(ada, origin, 'Following or stalking');
  await ada.locator('.message', { hasText: 'Please do nothing yet.' }).waitFor();

  for (const { faults, look, close } of visits) {
    await look();
    assert.deepEqual(faults, []);
    await close();
  }
});
