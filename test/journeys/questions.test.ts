/** A form of three questions in a real browser: one page without JavaScript, one question a page with it. */
import assert from 'node:assert/strict';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { formFields } from '#kit/html/form.ts';
import { html } from '#kit/html/markup.ts';
import { stepper } from '#kit/html/ours.ts';
import { launchBrowser, visit } from '../support/browser.ts';

const words = {
  next: 'Next',
  back: 'Back',
  of: 'Question {at} of {of}',
  title: 'Waymark · write, {at} of {of}',
};
const script = `
  import { enhanceQuestions } from '#kit/device/enhance-questions.ts';
  import { startStepper } from '#kit/device/stepper.ts';
  enhanceQuestions();
  startStepper(document.querySelector('form'));`;

function page(errors: Map<string, string>): string {
  const form = formFields({ errors, words: { error: 'Error', title: 'There is a problem' } });
  const choice = {
    value: 'other',
    text: 'Other',
    conditional: form.input({ name: 'which', label: { text: 'Which' } }),
  };
  const none = { value: 'none', text: 'None of these', behaviour: 'exclusive' as const };
  const made = stepper({
    id: 'form',
    action: '/sent',
    words,
    sections: [
      form.input({ name: 'first', label: { text: 'First' } }),
      form.checkboxes({
        name: 'second',
        items: [{ value: 'one', text: 'One' }, none],
        fieldset: { legend: { text: 'Second' } },
      }),
      form.radios({
        name: 'third',
        items: [choice, { value: 'no', text: 'No' }],
        fieldset: { legend: { text: 'Third' } },
      }),
    ],
    end: html`<button>Send</button>`,
  });
  return `<!doctype html><title>Waymark</title><style>.with-javascript .govuk-radios__conditional--hidden{display:none}</style>${form.summary().toString()}${made.toString()}<script type="module" src="/script.js"></script>`;
}

let server: Server;
let origin: string;
let browser: Browser;
before(async () => {
  const built = await build({
    stdin: { contents: script, resolveDir: fileURLToPath(new URL('../..', import.meta.url)), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
  });
  server = createServer((request, answer) => {
    if (request.url === '/script.js')
      return answer.setHeader('content-type', 'text/javascript').end(built.outputFiles[0]?.text);
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    return answer.end(page(new Map(request.url === '/wrong' ? [['third', 'Choose one']] : [])));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

test('without JavaScript everything is asked on one page, also what depends on an answer', async () => {
  const { page: tab, close } = await visit(browser, { javaScript: false });
  await tab.goto(origin);
  for (const label of ['First', 'One', 'Which'])
    assert.ok(await tab.getByLabel(label, { exact: true }).isVisible(), label);
  assert.ok(await tab.getByRole('button', { name: 'Send' }).isVisible());
  assert.equal(await tab.getByRole('button', { name: 'Next' }).count(), 0);
  await close();
});

test('with JavaScript one question stands alone; the way back keeps what was typed and leaves no trace in the history', async () => {
  const { page: tab, close } = await visit(browser);
  await tab.goto(origin);
  const entries = await tab.evaluate(() => history.length);
  assert.equal(await tab.title(), 'Waymark · write, 1 of 3');
  assert.equal(await tab.getByLabel('One', { exact: true }).isVisible(), false);
  await tab.getByLabel('First').fill('typed');
  await tab.keyboard.press('Enter');
  assert.equal(await tab.getByRole('status').textContent(), 'Question 2 of 3');
  await tab.getByLabel('One', { exact: true }).check();
  await tab.getByLabel('None of these').check();
  assert.equal(await tab.getByLabel('One', { exact: true }).isChecked(), false);
  assert.equal(await tab.getByRole('button', { name: 'Send' }).isVisible(), false);
  await tab.getByRole('button', { name: 'Next' }).click();
  assert.equal(await tab.getByLabel('Which').isVisible(), false);
  await tab.getByLabel('Other').check();
  assert.ok(await tab.getByLabel('Which').isVisible());
  assert.ok(await tab.getByRole('button', { name: 'Send' }).isVisible());
  await tab.getByRole('button', { name: 'Back' }).click();
  await tab.getByRole('button', { name: 'Back' }).click();
  assert.equal(await tab.getByLabel('First').inputValue(), 'typed');
  assert.equal(await tab.evaluate(() => history.length), entries);
  await close();
});

test('a form that was sent back opens at the first question that is wrong', async () => {
  const { page: tab, close } = await visit(browser);
  await tab.goto(`${origin}/wrong`);
  assert.equal(await tab.title(), 'Waymark · write, 3 of 3');
  await tab.getByRole('button', { name: 'Back' }).click();
  await tab.getByRole('link', { name: 'Choose one' }).click();
  assert.equal(await tab.locator(':focus').getAttribute('id'), 'third');
  await close();
});
