/** The whole application on a real database, listening on a port of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { openPinnedRoots } from '#desks/index.ts';
import { areaKey } from '#evaluator/area-key.ts';
import { loadAreaPack } from '#kit/area-pack.ts';
import { buildAssets } from '#kit/assets/build-assets.ts';
import { standingClock } from '#kit/clock.ts';
import { openLog } from '#kit/log.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import { createApp } from '../../src/app.ts';
import { type TestDatabase, createTestDatabase } from './database.ts';

export type TestApplication = {
  origin: string;
  database: TestDatabase;
  clock: ReturnType<typeof standingClock>;
  serviceKey: Uint8Array;
  /** Where the pins of the roots lie. */
  keysDir: string;
  voprfPublicKeys(area: string): Promise<readonly string[]>;
  lines: string[];
  close(): Promise<void>;
};

/** `ordinarySite`: where Leave goes, in place of the pack's, which tests cannot reach. */
export async function startApplication(ordinarySite?: string): Promise<TestApplication> {
  const database = await createTestDatabase();
  await database.pools.owner.query(
    `insert into kit.area (id) values ('chesterfield') on conflict do nothing`,
  );
  const loaded = loadAreaPack('areas/chesterfield');
  if (!loaded.ok) throw new Error(loaded.why);
  const clock = standingClock('2026-11-24T12:00:00Z');
  const lines: string[] = [];
  const voprfPublicKeys = async (area: string): Promise<string[]> => [
    Buffer.from(areaKey(new Uint8Array(32).fill(9), area).publicKey).toString('hex'),
  ];
  const keysDir = mkdtempSync(join(tmpdir(), 'waymark-keys-'));
  const seed = new Uint8Array(32).fill(7);
  const server: Server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const app = createApp({
    assets: await buildAssets(),
    areas: [{ ...loaded.pack, ordinarySite: ordinarySite ?? loaded.pack.ordinarySite }],
    clock,
    log: openLog(clock, { write: (line) => void lines.push(line) }),
    origins: [origin],
    support: database.support,
    supportPool: database.pools.support,
    ready: async () => true,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    roots: openPinnedRoots(keysDir, [loaded.pack]),
    voprfPublicKeys,
    service: { seed, publicKey: verifyKeyOf(seed) },
  });
  const listener = getRequestListener(app, { overrideGlobalObjects: false });
  return {
    origin,
    database,
    clock,
    serviceKey: verifyKeyOf(seed),
    keysDir,
    voprfPublicKeys,
    lines,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await database.drop();
      rmSync(keysDir, { recursive: true });
    },
  };
}
