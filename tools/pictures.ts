/** Makes the pictures of the documentation from the real application: `npm run pictures`. */
import { mkdirSync } from 'node:fs';
import { startApplication } from '../test/support/application.ts';
import { launchBrowser, visit } from '../test/support/browser.ts';

const shots = [
  { name: 'front-door', path: '/', width: 360, height: 640, dark: false },
  { name: 'front-door-dark', path: '/', width: 360, height: 640, dark: true },
  { name: 'front-door-wide', path: '/', width: 1280, height: 640, dark: false },
  { name: 'rights', path: '/guide/rights', width: 360, height: 640, dark: false },
  { name: 'no-desk-yet', path: '/report', width: 360, height: 640, dark: true },
] as const;

mkdirSync('docs/pictures', { recursive: true });
const [application, browser] = await Promise.all([startApplication(), launchBrowser()]);
for (const { name, path, ...options } of shots) {
  const { page, close } = await visit(browser, options);
  await page.goto(`${application.origin}${path}`);
  await page.screenshot({ path: `docs/pictures/${name}.png` });
  await close();
}
await browser.close();
await application.close();
