/** The tables of the schema `warnings`. A query takes `Kysely<WarningsTables>` and can name nothing else. */

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
};

export type WarningsTables = { 'warnings.card': CardTable };
