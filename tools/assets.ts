/** Writes assets.lock.json: what the browser files of these sources are. */
import { writeFileSync } from 'node:fs';
import { buildAssets } from '../src/kit/assets/build-assets.ts';

const { lock, files } = await buildAssets();
writeFileSync('assets.lock.json', `${JSON.stringify(lock, null, 2)}\n`);
for (const { name, body, brotli } of files.values())
  console.log(`${name}  ${body.length} B  ${brotli.length} B brotli`);
