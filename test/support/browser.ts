/**
 * A real browser that npm brings: headless Chromium from @sparticuz/chromium, driven by playwright-core. It unpacks into
 * a folder of its own, since the package would otherwise reuse whatever lies in the machine's temporary folder.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, type Page, chromium as driver } from 'playwright-core';

const home = resolve('node_modules/.cache/chromium-153');
const run = promisify(execFile);
const unpacking = `await (await import('@sparticuz/chromium')).default.executablePath()`;

/** Unpacks beside and renames, so that two test files that start together do not read each other's half of a browser. */
async function unpack(): Promise<void> {
  if (existsSync(home)) return;
  const beside = `${home}.${process.pid}`;
  mkdirSync(beside, { recursive: true });
  // In a process of its own: who asks for the temporary folder meanwhile must not be given this one. With the second
  // variable the package unpacks its own libraries too, so that the machine needs none.
  await run(process.execPath, ['--input-type=module', '--eval', unpacking], {
    env: { ...process.env, TMPDIR: beside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
  // The package's own list of fonts names a folder that it did not unpack to.
  writeFileSync(
    join(beside, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${home}/fonts</dir><cachedir>${home}/font-cache</cachedir></fontconfig>`,
  );
  try {
    renameSync(beside, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
    rmSync(beside, { recursive: true });
  }
}

/**
 * Always with the package's libraries and fonts, so that pictures are the same on every machine. `microphone`: one that
 * beeps, and that everybody allows.
 */
export async function launchBrowser({ microphone = false } = {}): Promise<Browser> {
  await unpack();
  return await driver.launch({
    executablePath: join(home, 'chromium'),
    headless: true,
    chromiumSandbox: false,
    args: [
      // The pages of a test live for seconds: optimising their code costs the two cores more than it gives them back.
      ...(process.env['WAYMARK_TEST_CLUSTER'] === undefined ? [] : ['--js-flags=--no-opt']),
      ...(microphone ? ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] : []),
    ],
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: join(home, 'al2023/lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  });
}

export type Visit = { page: Page; context: BrowserContext; requests: string[]; close(): Promise<void> };

/**
 * A fresh visitor. `requests` collects every address that the pages ask for; `proxy`: by what its network goes, and
 * `direct`: which hosts all the same do without it.
 */
export async function visit(
  browser: Browser,
  options: {
    javaScript?: boolean;
    width?: number;
    height?: number;
    dark?: boolean;
    proxy?: string;
    direct?: string;
  } = {},
): Promise<Visit> {
  const { javaScript = true, width = 360, height = 640, dark = false, proxy, direct } = options;
  const context = await browser.newContext({
    javaScriptEnabled: javaScript,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    ...(proxy === undefined
      ? {}
      : { proxy: { server: proxy, ...(direct === undefined ? {} : { bypass: direct }) } }),
  });
  const requests: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  const page = await context.newPage();
  return { page, context, requests, close: async () => await context.close() };
}

const axeSource = join(dirname(createRequire(import.meta.url).resolve('axe-core')), 'axe.min.js');

/** What axe finds on the page as it stands: rule and first element, one line each. */
export async function axe(browser: Browser, page: Page): Promise<string[]> {
  // The page's own policy forbids scripts of strangers, so axe looks at the same HTML in a context without the policy.
  const context = await browser.newContext({
    bypassCSP: true,
    viewport: page.viewportSize(),
    colorScheme: (await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
      ? 'dark'
      : 'light',
  });
  try {
    const copy = await context.newPage();
    await copy.goto(page.url());
    await copy.addScriptTag({ path: axeSource });
    return await copy.evaluate(async () => {
      const { axe: tool } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await tool.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    });
  } finally {
    await context.close();
  }
}

/**
 * What axe finds on the page as it stands, also after a form was sent or somebody signed in. Scripts that the test tool
 * evaluates are not held to the page's policy. Needs JavaScript; `axe` looks at a page without.
 */
export async function axeHere(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    // By the driver's own way each page would wait a third longer for the half megabyte. Not detached: that would take the
    // page's passkeys away.
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: readFileSync(axeSource, 'utf8') });
  }
  return await page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await tool.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}

/** What axe finds on a page whose scripts are off, as it stands: it looks at the same HTML where scripts run, without ours. */
export async function axeCopy(browser: Browser, page: Page): Promise<string[]> {
  const html = (await page.content())
    .replaceAll(/<script\b[\s\S]*?<\/script>/g, '')
    .replaceAll(/<\/?noscript[^>]*>/g, '');
  const context = await browser.newContext({ viewport: page.viewportSize() });
  try {
    const copy = await context.newPage();
    await copy.route(page.url(), (route) => route.fulfill({ body: html, contentType: 'text/html' }));
    await copy.goto(page.url());
    return await axeHere(copy);
  } finally {
    await context.close();
  }
}

/** A passkey of this page's own that answers every prompt, with PRF unless said. Only on `http://localhost`. */
export async function addPasskey(page: Page, hasPrf = true): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  });
}

/** A picture of the whole page in `build/screenshots/`; none in a run of everything, where nobody would look at it. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['WAYMARK_NO_PICTURES'] !== undefined) return;
  mkdirSync('build/screenshots', { recursive: true });
  await page.screenshot({ path: `build/screenshots/${name}.png`, fullPage: true });
}
