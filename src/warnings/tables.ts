import type { Generated } from 'kysely';

/** The tables of the schema `warnings`. */
export type CardTable = {
  area_id: string;
  leaf: number;
  locator: Uint8Array;
  sealed_path: Uint8Array | null;
  verify_key: Uint8Array | null;
  state: 'printed' | 'redeemed' | 'revoked' | 'expired';
  minted_day: string;
  alive_until: string;
  asked_again: number;
  /** The sheet that it was printed on. */
  batch: number;
  /** Where ten recovery words lead to, and what they open; null where a member wanted none. */
  recovery_locator: Uint8Array | null;
  sealed_recovery: Uint8Array | null;
};

export type WarningState = 'waiting' | 'published' | 'withdrawn' | 'expired';
export type DraftState = 'writing' | 'asked' | 'to-approve' | 'sent-back';

export type WarningsTables = {
  'warnings.card': CardTable;
  'warnings.feed_epoch': {
    area_id: string;
    number: number;
    header: Uint8Array;
    /** Who made the header says so (`sealed/broadcast/announcement.ts`). */
    envelope: string;
    day: string;
  };
  'warnings.bundle': {
    area_id: string;
    counter: number;
    made_from: Uint8Array;
    body: Uint8Array;
    hash: string;
  };
  'warnings.warning': {
    area_id: string;
    id: Uint8Array;
    desk_id: string;
    state: WarningState;
    feed_epoch: number;
    slots: Uint8Array;
    nonce: Uint8Array;
    sealed: Uint8Array;
    /** What its tags are made from (`sealed/bundle/keep-outputs.ts`). */
    kept: Uint8Array;
    publish_on: string;
    expires: string;
  };
  'warnings.draft': {
    area_id: string;
    id: string;
    desk_id: string;
    record_id: string;
    epoch: number;
    state: DraftState;
    author: string;
    sealed: Uint8Array;
    day: string;
    asked_day: string | null;
  };
  'warnings.printed_list': {
    area_id: string;
    desk_id: string;
    /** Counts up within the desk. */
    number: number;
    /** 16 bytes: `listDigest`. */
    list: Uint8Array;
    printed_day: string;
    destroy_by: string;
    copies: number;
    came_back: Generated<number>;
    lost: Generated<number>;
  };
  'warnings.repeat_tag': {
    area_id: string;
    desk_id: string;
    tag: Uint8Array;
    record_id: string;
    mark: Uint8Array | null;
  };
};
