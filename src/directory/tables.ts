import type { ColumnType } from 'kysely';
import type { Proposed } from './rules/proposal.ts';
import type { Service } from './rules/service.ts';

/** The tables of the schema `directory`. A query takes `Kysely<DirectoryTables>` and can name nothing else. */
export type DirectoryTables = {
  'directory.service': {
    area_id: string;
    id: string;
    pack_id: string | null;
    document: ColumnType<Service, string, string>;
  };
  'directory.version': { area_id: string; number: number };
  'directory.doubt': { area_id: string; service_id: string; count: number };
  'directory.self_check': { area_id: string; service_id: string; token_hash: Uint8Array; dies_on: string };
  'directory.proposal': {
    area_id: string;
    id: string;
    service_id: string;
    day: string;
    still_right: boolean;
    fact: string | null;
    kind: Proposed['kind'];
    said: string;
  };
  'directory.told': { area_id: string; desk_id: string; day: string | null };
};
