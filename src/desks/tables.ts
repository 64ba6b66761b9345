/** The tables of the schema `desks`. A query takes `Kysely<DesksTables>` and can name nothing else. */

import type { ColumnType } from 'kysely';

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

export type WorkerTable = {
  area_id: string;
  id: string;
  organisation_id: string;
  first_name: string;
  roles: string[];
  recipient: string;
  verify_key: Uint8Array;
  sign_in_key: Uint8Array;
  bundle: Uint8Array;
  bundle_recipient: string;
  state: 'waiting' | 'active' | 'removed';
  since_day: string;
  /** ISO date of the last time that the papers brought back a way in. */
  recovered_day: ColumnType<string | null, string | null | undefined, string | null>;
};

export type PasskeyTable = {
  area_id: string;
  credential_id: string;
  worker_id: string;
  public_key: Uint8Array;
  /** A bigint, which the driver gives as text. */
  counter: ColumnType<string, number, number>;
  transports: string[];
  /** The worker's keys as an age file to what this passkey's PRF gives. */
  bundle: Uint8Array;
  since_day: string;
};

export type EpochTable = {
  area_id: string;
  desk_id: string;
  number: number;
  state: 'proposed' | 'current' | 'past';
  recipient: string;
  /** The signed envelope as JSON, byte for byte as it was posted. */
  envelope: string;
  day: string;
  accepted_until: string | null;
};

export type WithoutConsentTable = {
  area_id: string;
  id: string;
  record_id: string;
  desk_id: string;
  kind: 'at-once' | 'by-two';
  state: 'asked' | 'done' | 'reviewed' | 'refused';
  made_by: string;
  reviewed_by: string | null;
  due_hour: string;
  hold: 'set' | 'lift' | null;
  tell_by: string | null;
  seen_by_lead: boolean;
  sealed: Uint8Array;
  sealed_review: Uint8Array | null;
};

export type DesksTables = {
  'desks.worker_recovery': { area_id: string; worker_id: string; recipient_id: string; sealed: Uint8Array };
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
  'desks.area_root': { area_id: string; verify_key: Uint8Array; statement: string; since_day: string };
  'desks.setup_link': { area_id: string; secret_hash: Uint8Array; expires: Date };
  'desks.worker': WorkerTable;
  'desks.passkey': PasskeyTable;
  'desks.session': {
    area_id: string;
    token_hash: Uint8Array;
    worker_id: string;
    tab_key: Uint8Array;
    last_seen: Date;
  };
  'desks.challenge': { area_id: string; challenge: Uint8Array; expires: Date };
  'desks.epoch': EpochTable;
  'desks.epoch_key': {
    area_id: string;
    desk_id: string;
    number: number;
    worker_id: string;
    sealed: Uint8Array;
  };
  'desks.opening': {
    area_id: string;
    desk_id: string;
    worker_id: string;
    envelope: string;
    day: string;
    by_recovery: boolean;
  };
  'desks.root_key': { area_id: string; sealed: Uint8Array };
  'desks.desk_secret': {
    area_id: string;
    desk_id: string;
    name: string;
    epoch: number;
    sealed: Uint8Array;
  };
  'desks.test_record': {
    area_id: string;
    desk_id: string;
    number: number;
    sealed: Uint8Array;
    plain_hash: Uint8Array;
  };
  'desks.epoch_recovery': { area_id: string; desk_id: string; number: number; sealed: Uint8Array };
  'desks.invite': {
    area_id: string;
    id: string;
    desk_id: string;
    locator: Uint8Array;
    first_name: string;
    organisation_id: string;
    roles: string[];
    invited_by: string;
    worker_id: string | null;
    expires: string;
  };
  'desks.audit_row': {
    area_id: string;
    record_id: string;
    sequence: number;
    desk_id: string;
    locator: Uint8Array;
    day: string;
    commitment: Uint8Array;
    hash: Uint8Array;
    sealed: Uint8Array | null;
  };
  'desks.audit_root': { area_id: string; day: string; envelope: string };
  'desks.without_consent': WithoutConsentTable;
  'desks.destruction': {
    area_id: string;
    record_id: string;
    desk_id: string;
    asked_by: string;
    sealed_reason: Uint8Array;
  };
  'desks.opened_count': {
    area_id: string;
    desk_id: string;
    worker_id: string;
    hour: string;
    count: number;
  };
  'desks.spent_nonce': { area_id: string; nonce: Uint8Array; day: string };
};
