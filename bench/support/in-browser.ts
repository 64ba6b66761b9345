/** Code of ours, run by a real browser on a page of its own: what a phone does, without the page around it. */
import { build } from 'esbuild';
import type { Page } from 'playwright-core';

/** Bundles a module and gives what it exports to the page as `bench`. @param path from the root of the repository */
export async function runInPage(page: Page, path: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    format: 'iife',
    globalName: 'bench',
    target: ['es2022'],
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  await page.evaluate(`${outputFiles[0]?.text ?? ''}; globalThis.bench = bench;`);
}
