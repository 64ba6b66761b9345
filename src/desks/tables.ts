/** The tables of the schema `desks`. A query takes `Kysely<DesksTables>` and can name nothing else. */

/** Columns that every sealed record has, in the intake of the day and in the main table alike. */
export type RecordTable = {
  area_id: string;
  id: string;
  desk_id: string;
  kind: string;
  /** ISO date: nothing finer is kept of what an anonymous person did. */
  day: string;
  epoch: number;
  /** KiB of the sealed body, a power of two plus the age overhead, rounded up. */
  length_bucket: number;
  summary_key: Uint8Array;
  summary_body: Uint8Array;
  sealed_key: Uint8Array;
  sealed_body: Uint8Array;
  body_hash: Uint8Array;
  locator: Uint8Array;
  way_back_recipient: string;
  way_back_verify_key: Uint8Array;
  quarantined: boolean;
  opened_day: string | null;
  waiting_on: 'desk' | 'reporter' | 'nobody';
  waiting_since: string;
  hidden_day: string | null;
  hold: boolean;
};

export type MessageTable = {
  area_id: string;
  id: string;
  record_id: string;
  desk_id: string;
  from_desk: boolean;
  sequence: number;
  day: string;
  epoch: number;
  locator: Uint8Array;
  sealed_key: Uint8Array;
  sealed_body: Uint8Array;
  body_hash: Uint8Array;
};

export type AttachmentTable = {
  area_id: string;
  id: string;
  record_id: string | null;
  desk_id: string | null;
  day: string;
  locator: Uint8Array | null;
  sealed_key: Uint8Array;
  sealed_body: Uint8Array;
  body_hash: Uint8Array;
};

export type DesksTables = {
  'desks.desk': { area_id: string; id: string; organisation_id: string; opened_day: string | null };
  'desks.record': RecordTable;
  'desks.intake_record': RecordTable;
  'desks.every_record': RecordTable;
  'desks.message': MessageTable;
  'desks.intake_message': MessageTable;
  'desks.every_message': MessageTable;
  'desks.attachment': AttachmentTable;
  'desks.intake_attachment': AttachmentTable;
  'desks.every_attachment': AttachmentTable;
  'desks.spent_nonce': { area_id: string; nonce: Uint8Array; day: string };
};
