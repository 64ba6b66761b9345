/** Somebody says it instead of writing it: recorded after a press, locked on the device, played by the desk and by nobody else. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openAttachment } from '#sealed/attachment.ts';
import { openBody } from '#sealed/sealed-record.ts';
import { ReportBody } from '../../src/reports/rules/report-form.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { axeHere, launchBrowser, picture, visit } from '../support/browser.ts';
import { type TestDesk, setUpDesk, signInBrowser } from '../support/desk.ts';
import * as story from '../support/story.ts';

let app: TestApplication;
let desk: TestDesk;
let browser: Browser;
before(async () => {
  [app, browser] = await Promise.all([startApplication(), launchBrowser({ microphone: true })]);
  desk = await setUpDesk(app);
});
after(async () => {
  await browser.close();
  await app.close();
});

/** To the last step of the form, with one kind ticked. */
async function toTheEnd(page: Page): Promise<void> {
  await page.goto(`${app.origin}/report`);
  const forward = page.getByRole('button', { name: 'Next', exact: true });
  await page.getByLabel('Support desk').check();
  await forward.click();
  await page.getByLabel('Did not pay', { exact: true }).check();
  while (await forward.isVisible()) await forward.click();
}

test('a note is recorded, heard, recorded again, sent, and played at the desk', async () => {
  const { page, close } = await visit(browser);
  await toTheEnd(page);
  const record = page.getByRole('button', { name: 'Record a voice note' });
  await record.click();
  await page.getByText('seconds left').waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'voice-recording');
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('You can listen to it here first').waitFor();
  await page.getByRole('button', { name: 'Delete the voice note' }).click();
  assert.ok(await record.isVisible());
  await record.click();
  await page.getByText(/11\d seconds left/).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.locator('#voice-player').waitFor();
  await picture(page, 'voice-made');
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  await close();

  const { rows } = await app.database.pools.sweep.query<{ id: string; file: Buffer }>(
    'select id, sealed_key || sealed_body as file from desks.every_attachment where record_id is not null',
  );
  const [sent] = rows;
  assert.ok(sent && rows.length === 1);
  const opened = await openAttachment(sent.file, desk.epoch.identity, { area: 'chesterfield', id: sent.id });
  assert.ok(opened.ok && opened.type === 'audio/webm' && opened.bytes.length > 500);

  const atDesk = await visit(browser, { width: 1280, height: 900 });
  await signInBrowser(atDesk.page, app, desk.workers[0] ?? assert.fail());
  await atDesk.page.goto(`${app.origin}/desk`);
  await atDesk.page.locator('#records').getByText('a voice note').waitFor();
  await story.openRecord(atDesk.page, app.origin, 'Did not pay');
  await atDesk.page.getByRole('button', { name: 'Play the voice note' }).click();
  const player = atDesk.page.locator('audio');
  await player.waitFor();
  assert.ok(
    await player.evaluate(
      async (audio: HTMLAudioElement) =>
        await new Promise<boolean>((heard) => {
          audio.addEventListener('error', () => heard(false));
          if (audio.readyState >= 1) heard(true);
          else audio.addEventListener('loadedmetadata', () => heard(true));
        }),
    ),
    'it does not play',
  );
  assert.equal(await atDesk.page.getByRole('button', { name: 'Show picture 1' }).count(), 0);
  assert.deepEqual(await axeHere(atDesk.page), []);
  await atDesk.close();
});

test('with "warn only" no voice, picture or story is sent, even where they were made before; the worker sees to it alone', async () => {
  const { page, close } = await visit(browser);
  await page.goto(`${app.origin}/report`);
  const forward = page.getByRole('button', { name: 'Next', exact: true });
  const back = page.getByRole('button', { name: 'Back', exact: true });
  const box = page.getByLabel('Warn only: send no story');
  await page.getByLabel('Support desk').check();
  await forward.click();
  await page.getByLabel('Tell it in your own words').fill('a long story');
  while (await forward.isVisible()) await forward.click();
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  await page.getByText(/11\d seconds left/).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.locator('#voice-player').waitFor();
  const photo = Buffer.from(await page.screenshot({ type: 'jpeg' }));
  await page
    .getByLabel('Up to five pictures')
    .setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo });
  while (!(await box.isVisible())) await back.click();
  await box.check();
  assert.equal(await page.getByLabel('Tell it in your own words').isVisible(), false);
  await picture(page, 'report-warn-only');
  await forward.click();
  await forward.click();
  await page.getByLabel('Detail 1', { exact: true }).fill('07700 900123');
  await page.getByLabel('What did they look or sound like?').fill('a'.repeat(301));
  while (await forward.isVisible()) await forward.click();
  assert.equal(await page.locator('#voice-player').isVisible(), false);
  assert.equal(await page.getByLabel('Up to five pictures').isVisible(), false);
  await picture(page, 'report-warn-only-end');
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByText('this may have 300 letters at most').first().waitFor();
  assert.deepEqual(await axeHere(page), []);
  await picture(page, 'report-warn-only-long');
  await page.getByLabel('What did they look or sound like?').fill('tall');
  while (await forward.isVisible()) await forward.click();
  const attachments = 'select from desks.every_attachment';
  const before = (await app.database.pools.sweep.query(attachments)).rowCount;
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  await close();
  assert.equal((await app.database.pools.sweep.query(attachments)).rowCount, before);
  const { rows } = await app.database.pools.sweep.query(
    'select id, sealed_key || sealed_body as file from desks.every_record',
  );
  const opened = await Promise.all(
    rows.map(async ({ id, file }) => {
      const place = { area: 'chesterfield', record: id };
      const read = await openBody(file, desk.epoch.identity, place, ReportBody);
      assert.ok(read.ok);
      return read.value;
    }),
  );
  const body = opened.find(({ wishes }) => wishes.warnOnly);
  assert.deepEqual([body?.story, body?.voice, body?.pictures, body?.description], ['', null, [], 'tall']);

  // A page that gave them to the worker all the same: nothing of them is sealed.
  const context = await browser.newContext({ bypassCSP: true });
  const bare = await context.newPage();
  await bare.goto(`${app.origin}/report`);
  const sealed = await bare.evaluate(async () => {
    const data = JSON.parse(document.querySelector('#page-data')?.textContent ?? '');
    const meta = document.querySelector<HTMLMetaElement>('meta[name="worker-seal"]');
    const worker = new Worker(meta?.content ?? '', { type: 'module' });
    const told = async (warnOnly: string) =>
      await new Promise<{ sealed: { body: string; attachments: unknown[] } }>((go) => {
        worker.addEventListener('message', ({ data: { told: said } }) => go(said), { once: true });
        const fields = [
          ['kinds', ['robbery']],
          ['warn-only', [warnOnly]],
        ];
        const ask = {
          type: 'seal',
          kind: 'report',
          area: data.area,
          rootFingerprint: data.rootFingerprint,
          desk: 'support',
          language: 'en',
          comesBack: true,
          private: '',
          fields,
          pictures: [new Uint8Array(9)],
          voice: { bytes: new Uint8Array(9), type: 'audio/webm' },
          mine: { id: crypto.randomUUID(), code: '0'.repeat(28) },
        };
        worker.postMessage({ n: 1, ask });
      });
    const counts = [];
    for (const warnOnly of ['', 'yes']) {
      const { body: posted, attachments: files } = (await told(warnOnly)).sealed;
      counts.push(files.length, (JSON.parse(posted).attachments ?? []).length);
    }
    return counts;
  });
  assert.deepEqual(sealed, [2, 2, 0, 0]);
  await context.close();
});

test('where the microphone is not allowed it is said, and everything else goes on', async () => {
  const quiet = await launchBrowser();
  const { page, close } = await visit(quiet);
  await toTheEnd(page);
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  await page.getByText('The microphone was not allowed').waitFor();
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor();
  await close();
  const plain = await visit(quiet, { javaScript: false });
  await plain.page.goto(`${app.origin}/report`);
  assert.equal(await plain.page.getByText('Or say it').isVisible(), false);
  await quiet.close();
});
