import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { buildAssetsApart } from './build-apart.ts';
import type { Assets } from './build-assets.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Names these sources and packages: whatever could change a byte that browsers get changes it. 64 hex digits. */
function nameOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  const sources = globSync('src/**/*.{ts,scss,json,png}', {
    cwd: root,
    exclude: ['**/*.test.ts', '**/*.proof.ts'],
  });
  for (const file of [...sources.toSorted(), 'package-lock.json']) {
    const bytes = readFileSync(join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * The files for browsers as they were built from these very sources before, or built now and kept: so that an application
 * that crashed is back before anybody's phone has tried twice. `folder` holds one build; where it cannot be written, every start builds.
 */
export async function keepAssets(folder = join(root, 'node_modules/.cache/waymark')): Promise<Assets> {
  const name = `assets-${nameOfSources()}`;
  const path = join(folder, name);
  try {
    return deserialize(readFileSync(path)) as Assets;
  } catch {
    // Not there, or not whole: it is built again.
  }
  const assets = await buildAssetsApart();
  try {
    mkdirSync(folder, { recursive: true });
    // Beside and renamed, so that two that start together never read half a file.
    writeFileSync(`${path}.${process.pid}`, serialize(assets));
    renameSync(`${path}.${process.pid}`, path);
    for (const old of readdirSync(folder)) if (old !== name) rmSync(join(folder, old), { force: true });
  } catch {
    // A folder that is read-only or full costs the next start its seconds, and nothing else.
  }
  return assets;
}
