import { type Kysely, sql } from 'kysely';
import * as v from 'valibot';
import {
  type DesksTables,
  type Leaves,
  type WayBackRecord,
  attachmentMissing,
  changeRecord,
  proveCounted,
  readAttachment,
  readKnownEpochs,
  readLeaves,
  readRecord,
  readWayBackRecords,
  spendNonce,
  storeMessage,
} from '#desks/index.ts';
import type { AreaPack } from '#kit/area-pack.ts';
import { asLocator } from '#kit/database/pools.ts';
import type { DiskRoom } from '#kit/disk-room.ts';
import { isSealedTo, splitHeader } from '#sealed/age-file.ts';
import { bucketOfPayload } from '#sealed/padding.ts';
import { labels, readUnverified, verify } from '#sealed/signed.ts';
import { mayStore } from '../rules/flood.ts';
import type { RecordRead, WayBackRead } from '../rules/open-conversation.ts';
import { type ActPosted, MessagePosted, WayBackAct, hashOf } from '../rules/way-back-act.ts';
import { isLate } from '../rules/way-back-days.ts';
import { readNonce } from '../rules/way-back-nonce.ts';

type Db = Kysely<DesksTables>;
export type TakeAct = {
  db: Db;
  diskRoom: () => Promise<DiskRoom>;
  /** Of `nonceKey`. */
  nonceKey: Uint8Array;
};
/** What is answered: a status and, below 400, a result; else why not. */
export type Taken =
  | { status: 200 | 201; result: unknown }
  | { status: 403 | 404 | 409 | 422 | 503; why: string; next?: number };

const refused = (status: 403 | 404 | 409 | 422 | 503, why: string): Taken => ({ status, why });

/**
 * Does one signed act of somebody who holds a way-back code: the same for a browser that signs and for the page that
 * signs for her. Nothing is counted and nothing waits: a wrong code slows nobody and locks nobody out.
 */
export async function takeAct(
  services: TakeAct,
  area: AreaPack,
  today: string,
  { envelope, body }: ActPosted,
): Promise<Taken> {
  const { db } = services;
  const said = v.safeParse(WayBackAct, readUnverified(envelope, labels.wayBackAct));
  if (!said.success) return refused(422, 'malformed');
  const act = said.output;
  if (act.area !== area.id) return refused(422, 'another-area');
  if (act.bodyHash !== hashOf(body)) return refused(422, 'another-body');
  const nonce = readNonce(act.nonce, services.nonceKey, area.id, today);
  if (!nonce.ok) return nonce.why === 'expired' ? refused(409, 'nonce-expired') : refused(422, 'nonce');
  const message = act.method === 'message' ? readMessage(body) : null;
  if (act.method === 'message' && message === null) return refused(422, 'malformed');
  const known = message ? await readKnownEpochs(db, area.id) : null;
  try {
    return await asLocator(db, act.locator, async (tx): Promise<Taken> => {
      const found = await readWayBackRecords(tx, area.id, act.locator);
      if (found.length === 0) return refused(404, 'no-such-code');
      // Somebody else may have sent a record under this locator: only what names the key that signed is hers.
      const records = found.filter(
        (record) =>
          verify(envelope, labels.wayBackAct, [new Uint8Array(record.way_back_verify_key)]) !== null,
      );
      if (records.length === 0) return refused(403, 'signature');
      if (!(await spendNonce(tx, area.id, nonce.bytes, today))) return refused(409, 'replayed');
      if (act.method === 'read') return { status: 200, result: await readAll(tx, area, records, today) };
      const record = records.find(({ id }) => id === act.record);
      if (!record) return refused(404, 'no-such-record');
      switch (act.method) {
        case 'file': {
          const bytes = await readAttachment(tx, area.id, record.id, body);
          if (bytes === null) return refused(404, 'no-such-file');
          return { status: 200, result: { sealed: Buffer.from(bytes).toString('base64') } };
        }
        case 'message': {
          if (message === null || record.hidden_day !== null || record.kind === 'destroyed')
            return refused(409, 'hidden');
          const epochs = known?.get(record.desk_id) ?? [];
          const takes = epochs.some(
            ({ number, until }) => number === message.epoch && (until === null || until >= today),
          );
          return takes
            ? await keepMessage(services, tx, area.id, record, message, today)
            : refused(422, 'old-epoch');
        }
        case 'destroy':
          // A second press does not begin the days anew.
          if (record.hidden_day === null)
            await changeRecord(tx, area.id, record.id, { hidden_day: today, waiting_on: 'nobody' });
          return { status: 200, result: { hiddenDay: record.hidden_day ?? today } };
        case 'undo': {
          if (record.hidden_day !== null) {
            const last = (await readRecord(tx, area.id, record.id))?.messages.at(-1);
            const waiting_on = last?.from_desk === true ? 'reporter' : 'desk';
            await changeRecord(tx, area.id, record.id, {
              hidden_day: null,
              waiting_on,
              waiting_since: today,
            });
          }
          return { status: 200, result: {} };
        }
      }
    });
  } catch (error) {
    if (attachmentMissing(error)) return refused(422, 'attachment-missing');
    throw error;
  }
}

function readMessage(body: string): MessagePosted | null {
  try {
    const read = v.safeParse(MessagePosted, JSON.parse(body));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

async function keepMessage(
  { diskRoom }: TakeAct,
  tx: Db,
  area: string,
  record: WayBackRecord,
  message: MessagePosted,
  today: string,
): Promise<Taken> {
  const file = new Uint8Array(Buffer.from(message.sealed, 'base64'));
  const sealed = splitHeader(file);
  if (!sealed || !(await isSealedTo(file, 2))) return refused(422, 'not-sealed');
  const kib = bucketOfPayload(sealed.body.length);
  if (kib === null) return refused(422, 'not-padded');
  const room = mayStore(await diskRoom(), kib, message.attachments.length);
  if (!room.ok) return refused(503, room.why);
  const stored = await storeMessage(tx, {
    area,
    id: message.id,
    record: record.id,
    desk: record.desk_id,
    fromDesk: false,
    sequence: message.sequence,
    day: today,
    epoch: message.epoch,
    locator: record.locator,
    sealed,
    bodyHash: Buffer.from(hashOf(message.sealed), 'hex'),
  });
  if (!stored.ok)
    return stored.why === 'sequence'
      ? { status: 409, why: 'sequence', next: stored.next }
      : refused(409, stored.why);
  if (stored.first && message.attachments.length > 0)
    await sql`select desks.claim_attachments(${area}, ${record.id}, ${record.desk_id}, ${record.locator},
      ${message.attachments}::uuid[])`.execute(tx);
  return { status: stored.first ? 201 : 200, result: { id: message.id } };
}

async function readAll(
  tx: Db,
  area: AreaPack,
  records: readonly WayBackRecord[],
  today: string,
): Promise<WayBackRead> {
  const shown: RecordRead[] = [];
  const leaves = await readLeaves(tx, area.id);
  for (const record of records) {
    const within = area.desks.find(({ id }) => id === record.desk_id)?.answersWithinDays ?? Infinity;
    const waits = {
      waitingOn: record.waiting_on,
      waitingSince: record.waiting_since,
      hiddenDay: record.hidden_day,
    };
    const whole = await readRecord(tx, area.id, record.id);
    shown.push({
      id: record.id,
      desk: record.desk_id,
      kind: record.kind,
      day: record.day,
      openedDay: record.opened_day,
      waitingOn: record.waiting_on,
      late: isLate(waits, within, today),
      hiddenDay: record.hidden_day,
      audit: (whole?.audit ?? []).map((row) => ({
        sequence: row.sequence,
        commitment: Buffer.from(row.commitment).toString('hex'),
        hash: Buffer.from(row.hash).toString('hex'),
        sealed: row.sealed && Buffer.from(row.sealed).toString('base64'),
      })),
      counted: counted(leaves, whole?.audit ?? []),
      messages: (whole?.messages ?? []).map((message) => ({
        id: message.id,
        sequence: message.sequence,
        fromDesk: message.from_desk,
        epoch: message.epoch,
        day: message.day,
        sealed: Buffer.concat([message.sealed_key, message.sealed_body]).toString('base64'),
      })),
    });
  }
  return { today, records: shown };
}

function counted(
  leaves: Leaves | null,
  rows: readonly { sequence: number; day: string; hash: Uint8Array }[],
): RecordRead['counted'] {
  const proven = leaves && proveCounted(leaves, rows);
  if (!proven) return null;
  const { root, sequence, index, proof } = proven;
  return { root, sequence, index, proof: proof.map((hash) => Buffer.from(hash).toString('hex')) };
}
