import type { WholeRecord } from '../queries/read-records.ts';
import { base64 } from './with-record.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A record as a desk's browser is given it: all sealed, with what stands in the clear beside it. */
export function showRecord(record: WholeRecord): object {
  return {
    id: record.id,
    kind: record.kind,
    day: record.day,
    epoch: record.epoch,
    body: base64(record.sealed_key, record.sealed_body),
    wayBack: {
      locator: hex(record.locator),
      recipient: record.way_back_recipient,
      verifyKey: hex(record.way_back_verify_key),
    },
    messages: record.messages.map((message) => ({
      id: message.id,
      sequence: message.sequence,
      fromDesk: message.from_desk,
      epoch: message.epoch,
      day: message.day,
      sealed: base64(message.sealed_key, message.sealed_body),
    })),
    attachments: record.attachments,
    audit: record.audit.map((row) => ({
      sequence: row.sequence,
      day: row.day,
      commitment: hex(row.commitment),
      hash: hex(row.hash),
      sealed: row.sealed === null ? null : base64(row.sealed),
    })),
  };
}
