import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Plugin, build, transform } from 'esbuild';
import { compile } from 'sass';

const root = resolve(import.meta.dirname, '../../..');

/** A file for browsers, for ever the same under its name. `integrity` is what a page may hold it to. */
export type Asset = {
  name: string;
  type: string;
  body: Uint8Array;
  brotli: Uint8Array;
  gzip: Uint8Array;
  integrity: string;
};
export type Assets = {
  stylesheet: string;
  /** The address of a page's script by the stem of its source: `leave` for `leave.browser.ts`. */
  scripts: ReadonlyMap<string, string>;
  /** The address of a worker by the stem of its source: `seal` for `seal.worker.ts`. */
  workers: ReadonlyMap<string, string>;
  /** The address of a picture by the stem of its source: `icon-512` for `icon-512.png`. */
  pictures: ReadonlyMap<string, string>;
  files: ReadonlyMap<string, Asset>;
  /** Name without its hash → integrity, sorted: what `assets.lock.json` holds. */
  lock: Readonly<Record<string, string>>;
};

/** Desk workers and members go from page to page and share what these load; anybody else opens one, once, on a bad phone. */
const opensMany = /^src\/(?:desks|warnings|notifications)\//;

const address = (name: string): string => `/assets/${name}`;

/** What is served under a name, compressed once, with what a page may hold it to. */
export function pack(name: string, type: string, body: Uint8Array): Asset {
  const size = { [constants.BROTLI_PARAM_SIZE_HINT]: body.length, [constants.BROTLI_PARAM_QUALITY]: 11 };
  return {
    name,
    type,
    body,
    brotli: brotliCompressSync(body, { params: size }),
    gzip: gzipSync(body, { level: 9 }),
    integrity: `sha256-${createHash('sha256').update(body).digest('base64')}`,
  };
}

/**
 * What the age package would bring and we never use: the NIST curves of recipients that `sealed/` refuses, and a second
 * copy of the curves and hashes that another package pins. A quarter of every page that locks or opens something.
 */
const lean: Plugin = {
  name: 'lean',
  setup(options) {
    options.onResolve({ filter: /^@noble\/curves\/nist\.js$/ }, () => ({
      path: 'nist',
      namespace: 'unused',
    }));
    options.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({
      contents: `const refuse = () => { throw new Error('not one of our recipients'); };
        const curve = (n) => ({
          lengths: { secretKey: n, publicKey: n + 1, publicKeyUncompressed: 2 * n + 1, seed: n + 16 },
          Point: { Fn: {}, fromBytes: refuse }, utils: { randomSecretKey: refuse },
          keygen: refuse, getPublicKey: refuse, getSharedSecret: refuse,
        });
        export const p256 = curve(32), p384 = curve(48), p521 = curve(66);`,
    }));
    options.onResolve({ filter: /^@noble\/(curves|hashes)\// }, ({ path, kind, pluginData }) =>
      pluginData === lean.name
        ? undefined
        : options.resolve(path, { kind, resolveDir: root, pluginData: lean.name }),
    );
  },
};

/**
 * Bundles every `src/**` + `/*.browser.ts` and the style sheet: the pages of `opensMany` in shared parts, any other whole.
 * The same sources give the same bytes on any machine.
 */
export async function buildAssets(): Promise<Assets> {
  const files = new Map<string, Asset>();
  const scripts = new Map<string, string>();
  const workers = new Map<string, string>();
  const lock: Record<string, string> = {};
  async function bundle(kind: 'browser' | 'worker', entryPoints: string[]): Promise<void> {
    const addresses = kind === 'browser' ? scripts : workers;
    const built = await build({
      absWorkingDir: root,
      entryPoints,
      entryNames: '[name]-[hash]',
      chunkNames: 'part-[hash]',
      outdir: 'build',
      bundle: true,
      // A worker is one whole file: it can be held to one hash, and starts with one request.
      splitting: kind === 'browser',
      minify: true,
      plugins: [lean],
      format: 'esm',
      target: ['es2022'],
      charset: 'utf8',
      legalComments: 'none',
      metafile: true,
      write: false,
      logLevel: 'silent',
    });
    for (const { path, contents } of built.outputFiles) {
      const name = basename(path).replace(`.${kind}-`, '-');
      const asset = pack(name, 'text/javascript; charset=utf-8', contents);
      files.set(name, asset);
      const entry = built.metafile.outputs[join('build', basename(path))]?.entryPoint;
      if (entry === undefined) continue;
      const stem = basename(entry, `.${kind}.ts`);
      if (!entryPoints.includes(entry)) {
        // Loaded later by a page, which may have it for itself.
        lock[entryPoints.length === 1 ? `${basename(entryPoints[0] ?? '')} ${stem}` : stem] = asset.integrity;
        continue;
      }
      if (addresses.has(stem))
        throw new Error(`two files are called ${basename(entry)}: pages name them by it`);
      addresses.set(stem, address(name));
      lock[basename(entry)] = asset.integrity;
    }
  }
  const find = (pattern: string): string[] => globSync(pattern, { cwd: root }).toSorted();
  const pages = Map.groupBy(find('src/**/*.browser.ts'), (page) => (opensMany.test(page) ? 'many' : page));
  for (const together of pages.values()) await bundle('browser', together);
  await bundle('worker', find('src/**/*.worker.ts'));
  const { css } = compile(join(root, 'src/kit/html/waymark.scss'), { style: 'compressed' });
  const { code } = await transform(css, { loader: 'css', minify: true });
  const styles = Buffer.from(code);
  const name = `waymark-${createHash('sha256').update(styles).digest('hex').slice(0, 8)}.css`;
  const stylesheet = pack(name, 'text/css; charset=utf-8', styles);
  files.set(name, stylesheet);
  lock['waymark.scss'] = stylesheet.integrity;
  const pictures = new Map<string, string>();
  for (const path of find('src/**/*.png')) {
    const body = readFileSync(join(root, path));
    const stem = basename(path, '.png');
    const picture = pack(
      `${stem}-${createHash('sha256').update(body).digest('hex').slice(0, 8)}.png`,
      'image/png',
      body,
    );
    files.set(picture.name, picture);
    pictures.set(stem, address(picture.name));
    lock[basename(path)] = picture.integrity;
  }
  const sorted = Object.fromEntries(Object.entries(lock).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { stylesheet: address(name), scripts, workers, pictures, files, lock: sorted };
}

/** What the repository says the assets are; a difference means that sources changed without `npm run assets`. */
export const readLock = (): unknown => JSON.parse(readFileSync(join(root, 'assets.lock.json'), 'utf8'));
