/** The same application with another script on one of its pages, as a mistake of ours would put it there. */
import { createHash } from 'node:crypto';
import { pack } from '#kit/assets/build-assets.ts';
import type { TestApplication } from './application.ts';

/**
 * Serves `code` behind the page's own script, under a name and an integrity of its own, until the answer is called.
 * @param stem as pages name it: `leave` for `leave.browser.ts`
 */
export function plantScript({ assets }: TestApplication, stem: string, code: string): () => void {
  const own = assets.scripts.get(stem);
  const script = assets.files.get(own?.slice('/assets/'.length) ?? '');
  if (own === undefined || script === undefined) throw new Error(`no script is called ${stem}`);
  // In a block, since names of one letter are taken outside.
  const body = Buffer.concat([script.body, Buffer.from(`\n{${code}}\n`)]);
  const name = `${stem}-${createHash('sha256').update(body).digest('hex').slice(0, 8)}.js`;
  assets.files.set(name, pack(name, script.type, body));
  assets.scripts.set(stem, `/assets/${name}`);
  return () => void assets.scripts.set(stem, own);
}
