/** Subscriptions as a browser makes them, in a real database, and what the notifier needs to open them. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { openPool } from '#kit/database/pools.ts';
import { type NotificationsTables, openVapid } from '#notifications/index.ts';
import { type Claimed, claimMessages } from '#notifications/queries/claim-messages.ts';
import { subscribe } from '#notifications/queries/subscribe.ts';
import { hashOf, stopCode } from '#notifications/rules/codes.ts';
import type { Contact } from '#notifications/rules/contact.ts';
import { identityFromSeed, recipientOf, seal } from '#sealed/age-file.ts';
import { pad } from '#sealed/padding.ts';
import { type TestDatabase, createTestDatabase } from './database.ts';

export const area = 'chesterfield';
export const identity = identityFromSeed(new Uint8Array(32).fill(8));
export const vapidKey = new Uint8Array(32).fill(5);
export const vapid = openVapid(vapidKey, 'mailto:ops@example.org');

/** What a contact says besides its address; the stop code is its own. */
type Where = Contact extends infer Each
  ? Each extends Contact
    ? Omit<Each, keyof typeof usual | 'stop'>
    : never
  : never;
export const usual = {
  v: 1,
  sender: 'notes',
  subject: 'note',
  language: 'en',
  prefix: '',
  quiet: null as { from: number; to: number } | null,
  never: [] as number[],
} as const;
export type Wishes = Partial<{
  quiet: { from: number; to: number } | null;
  never: number[];
  language: 'en' | 'ro';
}>;

export type Notices = {
  database: TestDatabase;
  /** The notifier's own connections. */
  pool: pg.Pool;
  db: Kysely<NotificationsTables>;
  sweep: Kysely<NotificationsTables>;
  /** Subscribes and gives the stop code. `confirmed`: as if the code had been typed; so unless said. */
  add(where: Where, wishes?: Wishes, confirmed?: boolean): Promise<string>;
  /** Every message: its state and how often it was tried. */
  messages(): Promise<{ state: string; tries: number; kind: string; due: Date }[]>;
  /** Works on what is due at this moment until nothing is. */
  drain(sendOne: (message: Claimed) => Promise<void>, now: Date): Promise<void>;
  close(): Promise<void>;
};

export async function openNotices(database?: TestDatabase): Promise<Notices> {
  const own = database ?? (await createTestDatabase());
  await own.pools.owner.query('insert into kit.area (id) values ($1) on conflict do nothing', [area]);
  const { pool, close } = openPool(own.notifierConnection, { max: 6 });
  const recipient = await recipientOf(identity);
  const db = own.support as unknown as Kysely<NotificationsTables>;
  return {
    database: own,
    pool,
    db,
    sweep: own.sweep as unknown as Kysely<NotificationsTables>,
    async add(where, wishes = {}, confirmed = true) {
      const stop = stopCode(randomBytes(10));
      const contact = { ...usual, ...wishes, ...where, stop };
      const sealed = await seal(pad(Buffer.from(JSON.stringify(contact))), [recipient]);
      const id = randomUUID();
      const stopHash = hashOf(stop);
      await subscribe(db, { area, id, channel: where.channel, sealed, stopHash }, '2026-11-24');
      if (confirmed && where.channel !== 'push') {
        await own.pools.owner.query(
          `update notifications.subscription set state = 'active', asked_day = null where id = $1`,
          [id],
        );
        await own.pools.owner.query('delete from notifications.message where subscription = $1', [id]);
      }
      return stop;
    },
    async messages() {
      const { rows } = await own.pools.owner.query<{ state: string; tries: number; kind: string; due: Date }>(
        'select state, tries, kind, due from notifications.message order by due',
      );
      return rows;
    },
    async drain(sendOne, now) {
      for (;;) {
        const claimed = await claimMessages(pool, { now, lease: 45_000, most: 50 });
        if (claimed.length === 0) return;
        await Promise.all(claimed.map(sendOne));
      }
    },
    async close() {
      await close();
      if (database === undefined) await own.drop();
    },
  };
}
