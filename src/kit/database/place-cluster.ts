import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { binariesInPlace, copyBinaries, type Binaries } from './find-binaries.ts';

/** The operating-system user that PostgreSQL runs as; null means ourselves. */
export type RunAs = { name: string; uid: number; gid: number } | null;

export type Place = {
  runAs: RunAs;
  /** Our own name in passwd: whom the server's peer authentication will see. */
  ourName: string;
  binaries: Binaries;
  /** Holds `cluster`, `socket` and `log`; 0700, owned by the user PostgreSQL runs as. */
  home: string;
  /** At most 93 bytes: with `/.s.PGSQL.5432` a socket's address may have 107. */
  socket: string;
};

export type Placed = { ok: true; place: Place } | { ok: false; why: string };

const elsewhere = '/var/lib/waymark';
const longestSocketFolder = 93;

/** `postgres` if this machine knows that user, else `nobody`: PostgreSQL refuses to run as root. */
function unprivilegedUser(passwd: string): RunAs {
  const users = passwd.split('\n').map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const found = users.find(([name]) => name === wanted);
    if (found !== undefined) return { name: wanted, uid: Number(found[2]), gid: Number(found[3]) };
  }
  return null;
}

/** Asks the kernel, as that user: mode bits alone do not tell what groups, ACLs and mounts allow. */
function canUse(runAs: RunAs, test: '-x' | '-r', path: string): boolean {
  if (runAs === null) return true;
  const asked = spawnSync('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', path], {
    uid: runAs.uid,
    gid: runAs.gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return asked.status === 0;
}

function makePrivate(folder: string, runAs: RunAs): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (runAs !== null) chownSync(folder, runAs.uid, runAs.gid);
  chmodSync(folder, 0o700);
}

/** A folder under a place where everyone may write: ours already, or made now, or refused. */
function claimShortFolder(folder: string, runAs: RunAs): boolean {
  const owner = runAs?.uid ?? process.getuid?.();
  try {
    mkdirSync(folder, { mode: 0o700 });
    if (runAs !== null) chownSync(folder, runAs.uid, runAs.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0;
}

/**
 * Where PostgreSQL's files are for this DATA_DIR, made ready. A cluster stays where it was first put: a
 * parent folder whose mode changes must not make a town's data seem gone, so the place is written down.
 * @param say receives the one line that tells about a place outside DATA_DIR.
 */
export function placeCluster(dataDir: string, say: (line: string) => void): Placed {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const real = realpathSync(dataDir);
  const asRoot = process.getuid?.() === 0;
  const ourName = ((): string | null => {
    try {
      return userInfo().username;
    } catch {
      return null;
    }
  })();
  if (ourName === null)
    return {
      ok: false,
      why: 'This user has no name in /etc/passwd, which PostgreSQL needs: add one, or set DATABASE_URL.',
    };
  const runAs = asRoot ? unprivilegedUser(readFileSync('/etc/passwd', 'utf8')) : null;
  if (asRoot && runAs === null)
    return {
      ok: false,
      why: 'PostgreSQL does not run as root, and there is no user postgres or nobody: run Waymark as an ordinary user.',
    };

  const hash = createHash('sha256').update(real).digest('hex').slice(0, 16);
  const pointer = join(real, 'postgres-is-at');
  const beside = join(real, 'postgres');
  const away = join(elsewhere, hash);

  const home = ((): string => {
    if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim();
    if (existsSync(beside) || canUse(runAs, '-x', real)) return beside;
    mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
    if (existsSync(away)) {
      const aside = `${away}.left-${Date.now()}`;
      renameSync(away, aside);
      say(
        `${dataDir} is new; the database that an earlier folder of this name had was put aside in ${aside}.`,
      );
    }
    writeFileSync(pointer, `${away}\n`, { mode: 0o644 });
    return away;
  })();
  try {
    makePrivate(home, runAs);
  } catch (error) {
    return {
      ok: false,
      why: `${home} cannot be used (${(error as NodeJS.ErrnoException).code}): it belongs to another user. Start Waymark as the user who started it first.`,
    };
  }
  if (!canUse(runAs, '-x', home))
    return {
      ok: false,
      why: `${home} holds the database, but the user ${runAs?.name} can no longer reach it: give its parent folders the mode 0711.`,
    };

  let binaries = binariesInPlace();
  const reachable =
    binaries !== null && canUse(runAs, '-x', binaries.postgres) && canUse(runAs, '-r', binaries.initdb);
  if (!reachable) {
    mkdirSync(asRoot ? elsewhere : home, { recursive: true, mode: 0o755 });
    binaries = copyBinaries(asRoot ? elsewhere : home);
  }
  if (binaries === null) throw new Error('no binaries');
  if (home !== beside)
    say(`PostgreSQL runs as ${runAs?.name}, who cannot reach ${dataDir}: its database is in ${home}.`);
  else if (!reachable) say(`PostgreSQL runs from a copy of its program in ${asRoot ? elsewhere : home}.`);

  let socket = join(home, 'socket');
  if (Buffer.byteLength(socket) > longestSocketFolder) {
    socket = `${asRoot ? '/run' : '/tmp'}/waymark-${hash}`;
    if (!claimShortFolder(socket, runAs))
      return {
        ok: false,
        why: `${socket} is needed for PostgreSQL's socket, but belongs to someone else: remove it, or use a DATA_DIR with a shorter path.`,
      };
  } else makePrivate(socket, runAs);
  return { ok: true, place: { runAs, ourName, binaries, home, socket } };
}
