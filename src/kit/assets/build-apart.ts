import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Assets } from './build-assets.ts';

/**
 * `buildAssets` in a process of its own, which is gone afterwards: the two compilers would hold 50 MB for as long as the
 * application lives. What goes wrong there is on standard error.
 */
export function buildAssetsApart(): Promise<Assets> {
  return new Promise((done, failed) => {
    const child = fork(fileURLToPath(new URL('build-apart.child.ts', import.meta.url)), [], {
      serialization: 'advanced',
    });
    child.once('message', (assets) => done(assets as Assets));
    child.once('error', failed);
    child.once('disconnect', () => failed(new Error('the files for browsers could not be built')));
  });
}
