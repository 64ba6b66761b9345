/**
 * Makes the pictures of the documentation: the front pages anew, and the story's from what `npm test -- whole-story` saw
 * (`build/screenshots/`), cut to one screen. `npm test -- whole-story && npm run pictures`
 */
import { existsSync, mkdirSync } from 'node:fs';
import sharp from 'sharp';
import { startApplication } from '../test/support/application.ts';
import { launchBrowser, visit } from '../test/support/browser.ts';

const shots = [
  { name: 'front-door', path: '/', width: 360, height: 640, dark: false },
  { name: 'front-door-dark', path: '/', width: 360, height: 640, dark: true },
  { name: 'front-door-wide', path: '/', width: 1280, height: 640, dark: false },
  { name: 'rights', path: '/guide/rights', width: 360, height: 640, dark: false },
  { name: 'no-desk-yet', path: '/report', width: 360, height: 640, dark: true },
] as const;
/** From the story: what the picture is called, and how much of it from the top is shown. */
const cuts = [
  { name: 'story-thanks', width: 360, height: 900 },
  { name: 'story-opened', width: 1280, height: 900 },
  { name: 'story-back', width: 360, height: 900 },
  { name: 'story-draft', width: 1280, height: 900 },
  { name: 'story-hit', width: 360, height: 900 },
  { name: 'story-miss', width: 360, height: 900 },
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
for (const { name, width, height } of cuts) {
  const seen = `build/screenshots/${name}.png`;
  if (!existsSync(seen)) throw new Error(`${seen} is not there: run npm test -- whole-story first`);
  const whole = await sharp(seen).metadata();
  await sharp(seen)
    .extract({ left: 0, top: 0, width, height: Math.min(height, whole.height) })
    .png({ palette: true })
    .toFile(`docs/pictures/${name}.png`);
}
