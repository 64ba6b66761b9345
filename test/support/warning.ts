/** A feed with warnings, made with the real core from the desk's real keys and put straight into the test database. */
import { randomBytes } from 'node:crypto';
import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import type { Kysely } from 'kysely';
import { areaKey } from '#evaluator/area-key.ts';
import { evaluateInput } from '#evaluator/evaluate-batch.ts';
import { open } from '#sealed/age-file.ts';
import type { Feed } from '#sealed/blind/derive-tag.ts';
import { announceEpoch } from '#sealed/broadcast/announcement.ts';
import { openWithTree, sealEpoch } from '#sealed/broadcast/epoch-header.ts';
import { keepOutputs } from '#sealed/bundle/keep-outputs.ts';
import { sealText } from '#sealed/bundle/seal-text.ts';
import { makeSlots } from '#sealed/bundle/slots.ts';
import { type Envelope, coSign, labels, readUnverified, sign } from '#sealed/signed.ts';
import { concat, utf8 } from '#sealed/wire.ts';
import { type WarningsTables, publisher } from '#warnings/index.ts';
import type { TestApplication } from './application.ts';
import { type TestDesk, asSuperuser } from './desk.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const area = 'chesterfield';

/** A secret that the desk's browsers made and sealed to its epoch: of the tree of cards, of repetition. */
export async function readDeskSecret(
  app: TestApplication,
  desk: TestDesk,
  name: 'area/tree' | 'repeat',
): Promise<Uint8Array> {
  const [row] = await asSuperuser(
    app,
    `select sealed from desks.desk_secret where area_id = $1 and desk_id = $2 and name = $3`,
    [area, desk.desk, name],
  );
  const file = await open(new Uint8Array(row?.['sealed'] as Buffer), desk.epoch.identity);
  if (!file.ok) throw new Error(`the desk has no ${name} secret: make a card first`);
  const envelope = JSON.parse(new TextDecoder().decode(file.plain)) as Envelope;
  return base64.decode(String(readUnverified(envelope, labels.deskSecret)?.['value']));
}

/** The secret of the feed that stands, as who holds the tree of cards reads it. */
export async function readFeedSecret(app: TestApplication, desk: TestDesk): Promise<Uint8Array> {
  const [row] = await asSuperuser(app, 'select header from warnings.feed_epoch where area_id = $1', [area]);
  const tree = await readDeskSecret(app, desk, 'area/tree');
  const opened = await openWithTree(new Uint8Array(row?.['header'] as Buffer), area, tree);
  if (!opened.ok) throw new Error(`the feed does not open: ${opened.why}`);
  return opened.secret;
}

/** Starts the feed anew of a desk that has made a card; `revoked` are leaves that are left out. */
export async function startTestFeed(
  app: TestApplication,
  desk: TestDesk,
  revoked: readonly number[] = [],
): Promise<Feed> {
  const feedSecret = random(32);
  const treeSecret = await readDeskSecret(app, desk, 'area/tree');
  const header = await sealEpoch({ area, epoch: 1, secret: feedSecret, treeSecret, revoked }, random);
  const made = { area, number: 1, header, desk: desk.desk, epoch: desk.epoch.number };
  const envelope = announceEpoch(made, desk.workers[0]?.keys.signingSeed ?? random(32));
  await asSuperuser(
    app,
    `insert into warnings.feed_epoch (area_id, number, header, envelope, day) values ($1, 1, $2, $3, '2026-11-24')
       on conflict (area_id, number) do update set header = excluded.header, envelope = excluded.envelope`,
    [area, Buffer.from(header), JSON.stringify(envelope)],
  );
  return { area, epoch: 1, feedSecret };
}

/** Makes the signed file anew, as the application does when something is due. */
export async function publishNow(app: TestApplication): Promise<void> {
  const publish = publisher({
    sweep: app.database.sweep as unknown as Kysely<WarningsTables>,
    evaluators: app.evaluators,
    clock: app.clock,
    serviceSeed: new Uint8Array(32).fill(7),
  });
  await publish(area);
}

/**
 * Publishes a warning that two workers of the desk signed. `ghost`: the second signature is of nobody's key, as somebody
 * would make it who holds the feed's secret and not the desk.
 */
export async function placeWarning(
  app: TestApplication,
  desk: TestDesk,
  feed: Feed,
  warning: {
    identifiers: readonly string[];
    text: string;
    severity?: 1 | 2 | 3;
    ghost?: boolean;
  },
): Promise<{ id: string }> {
  const id = random(16);
  const [author, approver] = desk.workers;
  const statement = {
    version: 1,
    area,
    id: bytesToHex(id),
    desk: desk.desk,
    epoch: desk.epoch.number,
    severity: warning.severity ?? 2,
    kinds: ['robbery'],
    text: warning.text,
    hint: '',
    language: 'en',
    expires: '2027-02-20',
  };
  const envelope = coSign(
    sign(labels.warning, statement, author?.keys.signingSeed ?? random(32)),
    warning.ghost === true ? random(32) : (approver?.keys.signingSeed ?? random(32)),
  );
  const sealed = await sealText(
    feed,
    id,
    utf8(JSON.stringify({ warning: envelope, corrections: [] })),
    random,
  );
  const key = areaKey(new Uint8Array(32).fill(9), area);
  const outputs = warning.identifiers.map((canonical) => ({
    y: new Uint8Array(evaluateInput(key, utf8(canonical))),
    repeat: 0,
  }));
  const slots = await makeSlots({ outputs, warning: id, flags: 0 }, feed, random);
  const place = { area, warning: id, treeSecret: await readDeskSecret(app, desk, 'area/tree') };
  const kept = await keepOutputs(
    place,
    outputs.map(({ y }) => y),
    random,
  );
  await asSuperuser(
    app,
    `insert into warnings.warning
       (area_id, id, desk_id, state, feed_epoch, slots, nonce, sealed, kept, publish_on, expires)
       values ($1, $2, $3, 'published', 1, $4, $5, $6, $7, '2026-11-24', '2027-02-20')`,
    [
      area,
      Buffer.from(id),
      desk.desk,
      Buffer.from(concat(...slots)),
      Buffer.from(sealed.nonce),
      Buffer.from(sealed.sealed),
      Buffer.from(kept),
    ],
  );
  await publishNow(app);
  return { id: bytesToHex(id) };
}
