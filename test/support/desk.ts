/** A desk with real keys, put straight into the test database, and a browser that signs in to it by the real page. */
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { scrypt } from 'node:crypto';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Page } from 'playwright-core';
import { generateIdentity, recipientOf, seal } from '#sealed/age-file.ts';
import { rootFingerprint, signArea } from '#sealed/area-statement.ts';
import { derivePhrase, generatePhrase } from '#sealed/desk-phrase.ts';
import { firstEpoch } from '#sealed/epoch-chain.ts';
import { type Envelope, verifyKeyOf } from '#sealed/signed.ts';
import type { Scrypt } from '#sealed/stretch.ts';
import { utf8 } from '#sealed/wire.ts';
import { loadWords } from '#sealed/words.ts';
import { type WorkerKeys, generateWorkerKeys, publicOf, sealWorkerKeys } from '#sealed/worker-keys.ts';
import type { TestApplication } from './application.ts';

const random = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length));

/** node:crypto's, as `sealed` takes it. */
export const nodeScrypt: Scrypt = (password, salt, { N, r, p, dkLen }) =>
  new Promise((done, failed) => {
    scrypt(password, salt, dkLen, { N, r, p, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error ? failed(error) : done(new Uint8Array(key)),
    );
  });

export type TestWorker = {
  id: string;
  firstName: string;
  keys: WorkerKeys;
  phrase: string;
  /** For `fetch`: a session that lives. */
  cookie: string;
};
export type TestDesk = {
  root: { seed: Uint8Array; verifyKey: Uint8Array; fingerprint: string };
  desk: string;
  epoch: { number: number; identity: string; recipient: string; envelope: Envelope };
  workers: TestWorker[];
};

/**
 * One desk at epoch 0 with these workers as members (each with the roles given), open to the public unless `open` is
 * false. The first call makes the area's root; later ones (another `desk`) take it as `root`.
 */
export async function setUpDesk(
  app: TestApplication,
  options: {
    desk?: string;
    organisation?: string;
    workers?: number;
    roles?: readonly string[];
    open?: boolean;
    root?: TestDesk['root'];
  } = {},
): Promise<TestDesk> {
  const { desk = 'support', organisation = 'local', workers: count = 2, open = true } = options;
  const { roles = ['desk-worker', 'desk-lead', 'outreach'] } = options;
  const { owner } = app.database.pools;
  const area = 'chesterfield';
  const seed = options.root?.seed ?? random(32);
  const root = { seed, verifyKey: verifyKeyOf(seed), fingerprint: rootFingerprint(verifyKeyOf(seed)) };
  const sql = (text: string, values: unknown[]) => asSuperuser(app, text, values);
  if (options.root === undefined) {
    const statement = signArea(
      {
        area,
        issue: 1,
        serviceKey: bytesToHex(app.serviceKey),
        voprfPublicKeys: (await app.evaluators.keys(area)).publicKeys,
      },
      seed,
    );
    await owner.query('insert into desks.area_root values ($1, $2, $3, $4)', [
      area,
      Buffer.from(root.verifyKey),
      JSON.stringify(statement),
      '2026-11-01',
    ]);
    writeFileSync(join(app.keysDir, `${area}.root`), `${root.fingerprint}\n`);
  }
  await sql('insert into desks.desk (area_id, id, organisation_id, opened_day) values ($1, $2, $3, $4)', [
    area,
    desk,
    organisation,
    open ? '2026-11-01' : null,
  ]);
  const list = await loadWords();
  const workers: TestWorker[] = [];
  for (let number = 0; number < count; number++) {
    const phrase = generatePhrase(random, list);
    const fromPhrase = await derivePhrase(phrase, area, nodeScrypt);
    const keys = generateWorkerKeys(random);
    const shown = await publicOf(keys);
    const worker = { id: randomUUID(), firstName: ['Ada', 'Bea', 'Cem', 'Dora'][number] ?? `W${number}` };
    await owner.query(
      `insert into desks.worker (area_id, id, organisation_id, first_name, roles, recipient, verify_key, sign_in_key,
         bundle, bundle_recipient, state, since_day) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'active', $11)`,
      [
        area,
        worker.id,
        organisation,
        worker.firstName,
        roles,
        shown.recipient,
        Buffer.from(shown.verifyKey),
        Buffer.from(fromPhrase.signInVerifyKey),
        Buffer.from(await sealWorkerKeys(keys, [fromPhrase.unwrapRecipient])),
        fromPhrase.unwrapRecipient,
        '2026-11-01',
      ],
    );
    const token = random(32);
    const text = Buffer.from(token).toString('base64url');
    await owner.query('insert into desks.session values ($1, sha256($2), $3, $4, $5)', [
      area,
      Buffer.from(text),
      worker.id,
      Buffer.from(random(32)),
      new Date(app.clock.now().epochMilliseconds),
    ]);
    workers.push({ ...worker, keys, phrase, cookie: `__Host-waymark=${text}` });
  }
  const identity = generateIdentity(random);
  const recipient = await recipientOf(identity);
  const members = await Promise.all(
    workers.map(async ({ id, keys }) => {
      const shown = await publicOf(keys);
      return { worker: id, recipient: shown.recipient, verifyKey: bytesToHex(shown.verifyKey) };
    }),
  );
  const [first] = workers;
  if (!first) throw new Error('a desk needs a worker');
  const envelope = firstEpoch(
    { area, desk },
    { recipient, members, recovery: null },
    seed,
    first.keys.signingSeed,
  );
  await sql(
    `insert into desks.epoch (area_id, desk_id, number, state, recipient, envelope, day)
     values ($1, $2, 0, 'current', $3, $4, '2026-11-01')`,
    [area, desk, recipient, JSON.stringify(envelope)],
  );
  for (const { worker, recipient: theirs } of members)
    await sql('insert into desks.epoch_key values ($1, $2, 0, $3, $4)', [
      area,
      desk,
      worker,
      Buffer.from(await seal(utf8(identity), [theirs])),
    ]);
  return { root, desk, epoch: { number: 0, identity, recipient, envelope }, workers };
}

/** What no role of ours may do: rows of a desk without being of it. */
export async function asSuperuser(
  app: TestApplication,
  text: string,
  values: unknown[],
): Promise<Record<string, unknown>[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(app.database.superuserConnection);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Signs in by the real page with the worker's ten words; ends on the page that follows. */
export async function signInBrowser(page: Page, app: TestApplication, worker: TestWorker): Promise<void> {
  await page.goto(`${app.origin}/desk/sign-in`);
  await page.getByLabel('Your ten words').fill(worker.phrase);
  await page.getByRole('button', { name: 'Sign in with the words' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}
