import type { Evaluators } from '#evaluator/index.ts';
import { type Guide, createFrame, errorPage, guideHandlers } from '#guide/index.ts';
import type { Assets } from '#kit/assets/build-assets.ts';
import { serveAsset, serveServiceWorker } from '#kit/assets/serve-asset.ts';
import {
  type DirectoryPack,
  type DirectoryTables,
  directoryHandlers,
  openCountDue,
  openShown,
} from '#directory/index.ts';
import { type Notifications, type NotificationsTables, notificationHandlers } from '#notifications/index.ts';
import { type FeedTurner, type FeedWatch, type WarningsTables, warningHandlers } from '#warnings/index.ts';
import { type FloodMarks, reportHandlers } from '#reports/index.ts';
import { createSigner } from '#kit/create-signer.ts';
import { readTogether } from '#kit/read-together.ts';
import type { DiskRoom } from '#kit/disk-room.ts';
import { describeApi } from './openapi.ts';
import { siteMapHandlers } from './site-map.ts';
import {
  type DesksTables,
  type PinnedRoots,
  deskHandlers,
  readOpenDesks,
  readRoot,
  signedInBy,
} from '#desks/index.ts';
import type { Handle } from '#kit/database/pools.ts';
import { type App, type Handlers, type MountOptions, json, mount } from '#kit/http/index.ts';
import { type Role, href, routes } from '#routes.ts';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';

/** What the application is made of. `ready` says whether the database answers and is migrated. */
export type Services = Omit<MountOptions, 'handlers' | 'signedIn' | 'waiting' | 'errorPage'> & {
  assets: Assets;
  support: Handle;
  supportPool: Pool;
  ready: () => Promise<boolean>;
  random: (length: number) => Uint8Array;
  /** The guide of each area, by the area's id. */
  guides: ReadonlyMap<string, Guide>;
  /** The services and places of each area’s pack, by the area's id. */
  directories: ReadonlyMap<string, DirectoryPack>;
  /** The role that serves the directory and can read nothing about people. */
  town: Handle;
  roots: PinnedRoots;
  evaluators: Evaluators;
  /** Makes an area's bundle of warnings anew (`publisher` of #warnings/index.ts). */
  publish: (area: string, when?: 'at-once') => Promise<unknown>;
  /** How people may be told that there is something new; by no way where unsaid. */
  notices?: Notifications['notices'];
  turner: FeedTurner;
  watch: FeedWatch;
  /** Ed25519 seed of the service key, 32 bytes, and its public half. */
  service: { seed: Uint8Array; publicKey: Uint8Array };
  /** How much the disk of our own database still takes; plenty where unsaid. */
  diskRoom?: () => Promise<DiskRoom>;
  /** Other flood marks than the usual ones, for a measurement. */
  floodMarks?: FloodMarks;
};

/** Composition: the only place that knows every capability. */
export function createApp(services: Services): App {
  const desks = services.support as unknown as Kysely<DesksTables>;
  const frame = createFrame(services.assets);
  const town = services.town as unknown as Kysely<DirectoryTables>;
  const readShown = openShown({
    db: town,
    packs: services.directories,
    clock: services.clock,
    log: services.log,
  });
  const countDue = openCountDue({ db: town, clock: services.clock });
  const description = describeApi();
  const picture = (stem: string): string => {
    const address = services.assets.pictures.get(stem);
    if (address === undefined) throw new Error(`there is no ${stem} among the assets`);
    return address;
  };
  const describeArea = readTogether(async (id) => {
    const area = services.areas.find((one) => one.id === id);
    if (area === undefined) throw new Error(`there is no area ${id}`);
    return {
      id,
      name: area.name,
      languages: area.languages,
      rootFingerprint: services.roots.read(id),
      root: await readRoot(desks, id),
      serviceKey: Buffer.from(services.service.publicKey).toString('hex'),
      desks: (await readOpenDesks(desks, id)).map(({ id: desk, recipient, epoch, envelope }) => {
        const { name, purpose, hours, answersWithin } = area.desks.find((one) => one.id === desk) ?? {};
        return {
          id: desk,
          name,
          purpose,
          hours,
          answersWithin,
          recipient,
          epoch,
          signed: JSON.parse(envelope) as unknown,
        };
      }),
    };
  });
  const machines: Handlers = {
    asset: { get: serveAsset(services.assets) },
    serviceWorker: { get: serveServiceWorker(services.assets) },
    healthz: { get: () => json({ status: 'up' }) },
    readyz: {
      get: async () =>
        (await services.ready()) ? json({ status: 'ready' }) : json({ status: 'database-away' }, 503),
    },
    apiDescription: {
      get: () => json(description, 200, { 'cache-control': 'public, max-age=300' }),
    },
    apiArea: { get: async ({ area }) => json(await describeArea(area.id)) },
  };
  return mount({
    ...services,
    handlers: [
      machines,
      guideHandlers({
        frame,
        lock: services.assets.lock,
        guides: services.guides,
        openDesks: async ({ id }) => (await readOpenDesks(desks, id)).map((desk) => desk.id),
      }),
      directoryHandlers({
        frame,
        db: town,
        clock: services.clock,
        origin: services.origins[0] ?? '',
        random: services.random,
        readShown,
      }),
      siteMapHandlers({
        origin: services.origins[0] ?? '',
        areas: services.areas,
        guides: services.guides,
        readShown,
      }),
      deskHandlers({
        ...services,
        linesOf: (area) => services.guides.get(area)?.lines ?? [],
        warnFrom: (prefix) => href('deskWarningNew', prefix, {}),
        db: desks,
        frame,
        serviceKey: Buffer.from(services.service.publicKey).toString('hex'),
        voprfPublicKeys: async (area) => (await services.evaluators.keys(area)).publicKeys,
      }),
      warningHandlers({
        evaluators: services.evaluators,
        db: services.support as unknown as Kysely<WarningsTables>,
        frame,
        roots: services.roots,
        clock: services.clock,
        random: services.random,
        publish: services.publish,
        turner: services.turner,
        watch: services.watch,
      }),
      notificationHandlers({
        evaluators: services.evaluators,
        db: services.support as unknown as Kysely<NotificationsTables>,
        frame,
        roots: services.roots,
        clock: services.clock,
        icons: { 180: picture('icon-180'), 512: picture('icon-512') },
        notices: services.notices ?? { recipient: null, vapidPublicKey: null, email: false, sms: false },
      }),
      reportHandlers({
        ...services,
        db: desks,
        pool: services.supportPool,
        service: createSigner(services.service.seed),
        frame,
        diskRoom: services.diskRoom ?? (async () => 'plenty'),
        pinnedRoot: (id) => services.roots.read(id),
        floodSecret: services.service.seed,
      }),
    ],
    signedIn: signedInBy({ db: desks, clock: services.clock }),
    waiting: async (area, { roles }) =>
      new Map(
        roles.some((role) => (routes.deskFacts.get as readonly Role[]).includes(role))
          ? [['deskFacts', await countDue(area.id)]]
          : [],
      ),
    errorPage: (where, status) => errorPage(frame, where, status),
  });
}
