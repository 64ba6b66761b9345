import { parse } from 'csv-parse/sync';
import { importWords as words } from '../messages/import.en.ts';
import type { Incoming, Path, Read, Refusal, Where } from './incoming.ts';

type Row = Record<string, unknown>;

/** The tables of HSDS that we read, and the columns without which they say nothing. Each may be named in the singular. */
const tables = {
  services: ['id', 'name'],
  organizations: ['id', 'name'],
  phones: ['number'],
  schedules: ['opens_at', 'closes_at'],
  locations: ['id'],
  addresses: ['location_id', 'address_1'],
  service_at_locations: ['service_id', 'location_id'],
  languages: ['service_id'],
  cost_options: ['service_id'],
  contacts: ['id'],
  attributes: ['link_id', 'taxonomy_term_id'],
  taxonomy_terms: ['id', 'name'],
  urls: ['url'],
  service_capacities: ['service_id', 'available'],
  units: ['id', 'name'],
} as const;
type Table = keyof typeof tables;
/** No cell that people wrote is longer. */
const MOST_RECORD = 100_000;

function tableOf(file: string): Table | undefined {
  const stem = (file.split(/[/\\]/).at(-1) ?? '').toLowerCase().replace(/\.csv$/, '');
  const names = Object.keys(tables) as Table[];
  return names.find((name) =>
    [name, name.replace(/ies$/, 'y'), name.replace(/sses$/, 'ss'), name.replace(/s$/, '')].includes(stem),
  );
}

type CsvRow = { record: Record<string, string>; raw: string; info: { lines: number } };

/** Rows as objects without empty cells, each with the line on which it begins. */
function rowsOf(text: string, file: string, table: Table, origins: WeakMap<object, Where>): Row[] | Refusal {
  let header: string[] = [];
  try {
    // The parser counts a line's end of two characters twice inside quotes.
    const parsed = parse(text.replaceAll(/\r\n?/g, '\n'), {
      bom: true,
      columns: (first: string[]) => (header = first.map((name) => name.trim().toLowerCase())),
      skip_empty_lines: true,
      info: true,
      raw: true,
      max_record_size: MOST_RECORD,
    }) as unknown as CsvRow[];
    if (tables[table].some((name) => !header.includes(name)))
      return { file, line: 1, why: words.noColumn(tables[table].join(', ')) };
    return parsed.map(({ record, raw, info }) => {
      const row: Row = Object.fromEntries(Object.entries(record).filter(([, cell]) => cell.trim() !== ''));
      // What was read for it may begin with the empty lines before it.
      const within = raw.trim().split('\n').length - 1;
      origins.set(row, { file, line: info.lines - within });
      return row;
    });
  } catch (error) {
    const { code = 'broken', lines } = error as { code?: string; lines?: number };
    return {
      file,
      line: lines ?? 1,
      why: words.notCsv(code.replace(/^CSV_/, '').toLowerCase().replaceAll('_', ' ')),
    };
  }
}

/** The files of one export, put together as HSDS nests them. */
export function readCsvFiles(files: readonly { name: string; text: string }[]): Read {
  const refused: Refusal[] = [];
  const origins = new WeakMap<object, Where>();
  const read = new Map<Table, Row[]>();
  for (const { name, text } of files) {
    const table = tableOf(name);
    if (table === undefined) refused.push({ file: name, line: 1, why: words.unknownFile });
    else if (read.has(table)) refused.push({ file: name, line: 1, why: words.twice });
    else {
      const rows = rowsOf(text, name, table, origins);
      if (Array.isArray(rows)) read.set(table, rows);
      else refused.push(rows);
    }
  }
  if (!read.has('services')) {
    // That it is missing is worth saying only where it is not there for being broken.
    if (!files.some(({ name }) => tableOf(name) === 'services'))
      refused.push({ file: files[0]?.name ?? '', line: 1, why: words.noServices });
    return { incoming: [], refused };
  }
  const rows = (table: Table): Row[] => read.get(table) ?? [];
  hang(rows);
  refused.push(...orphans(rows, origins));
  const incoming = rows('services').map((value): Incoming => ({
    value,
    at: (path) => originOf(value, path, origins),
  }));
  return { incoming, refused };
}

/** The row of the innermost thing on a path that had one. */
function originOf(service: Row, path: Path, origins: WeakMap<object, Where>): Where {
  let here: unknown = service;
  let found = origins.get(service) ?? { file: 'services.csv', line: 1 };
  for (const key of path) {
    if (typeof here !== 'object' || here === null) break;
    here = (here as Record<string | number, unknown>)[key];
    if (typeof here === 'object' && here !== null) found = origins.get(here) ?? found;
  }
  return found;
}

/** Hangs rows on the rows that they name, as HSDS nests them; the rows themselves are changed. */
function hang(rows: (table: Table) => Row[]): void {
  const byId = (table: Table) => new Map(rows(table).map((row) => [row['id'], row]));
  const by = (table: Table, column: string, but: readonly string[] = []) => {
    const grouped = Map.groupBy(
      rows(table).filter((row) => but.every((other) => row[other] === undefined)),
      (row) => row[column],
    );
    return (id: unknown): Row[] => (id === undefined ? [] : (grouped.get(id) ?? []));
  };
  const organizations = byId('organizations');
  const locations = byId('locations');
  const terms = byId('taxonomy_terms');
  const units = byId('units');
  for (const row of rows('attributes')) row['taxonomy_term'] = terms.get(row['taxonomy_term_id']);
  for (const row of rows('service_capacities')) row['unit'] = units.get(row['unit_id']);
  // A number that names a service and its organisation is the service's.
  const phonesOf = (column: string, ...but: string[]) => by('phones', column, but);
  const ofOrganization = phonesOf(
    'organization_id',
    'service_id',
    'contact_id',
    'service_at_location_id',
    'location_id',
  );
  for (const row of rows('organizations')) row['phones'] = ofOrganization(row['id']);
  const ofContact = phonesOf('contact_id', 'service_id');
  for (const row of rows('contacts')) row['phones'] = ofContact(row['id']);
  const [addresses, ofLocation] = [
    by('addresses', 'location_id'),
    phonesOf('location_id', 'service_id', 'service_at_location_id'),
  ];
  for (const row of rows('locations')) {
    row['addresses'] = addresses(row['id']);
    row['phones'] = ofLocation(row['id']);
  }
  const [ofLink, hoursOfLink] = [
    phonesOf('service_at_location_id', 'service_id'),
    by('schedules', 'service_at_location_id', ['service_id']),
  ];
  for (const row of rows('service_at_locations')) {
    row['location'] = locations.get(row['location_id']);
    row['phones'] = ofLink(row['id']);
    row['schedules'] = hoursOfLink(row['id']);
  }
  const own = {
    phones: by('phones', 'service_id'),
    schedules: by('schedules', 'service_id'),
    languages: by('languages', 'service_id'),
    cost_options: by('cost_options', 'service_id'),
    contacts: by('contacts', 'service_id'),
    attributes: by('attributes', 'link_id'),
    additional_urls: by('urls', 'service_id'),
    capacities: by('service_capacities', 'service_id'),
    service_at_locations: by('service_at_locations', 'service_id'),
  };
  for (const row of rows('services')) {
    row['organization'] = organizations.get(row['organization_id']);
    for (const [name, of] of Object.entries(own)) row[name] = of(row['id']);
  }
}

/** What each table's rows belong to: one of these has to be there. */
const belongs: Partial<Record<Table, readonly (readonly [column: string, table: Table])[]>> = {
  phones: [
    ['service_id', 'services'],
    ['organization_id', 'organizations'],
    ['location_id', 'locations'],
    ['service_at_location_id', 'service_at_locations'],
    ['contact_id', 'contacts'],
  ],
  schedules: [
    ['service_id', 'services'],
    ['service_at_location_id', 'service_at_locations'],
    ['location_id', 'locations'],
  ],
  addresses: [['location_id', 'locations']],
  service_at_locations: [['service_id', 'services']],
  languages: [
    ['service_id', 'services'],
    ['location_id', 'locations'],
    ['phone_id', 'phones'],
  ],
  cost_options: [['service_id', 'services']],
  service_capacities: [['service_id', 'services']],
};

function orphans(rows: (table: Table) => Row[], origins: WeakMap<object, Where>): Refusal[] {
  const ids = new Map<Table, Set<unknown>>();
  const idsOf = (table: Table): Set<unknown> => {
    const known = ids.get(table) ?? new Set(rows(table).map((row) => row['id']));
    ids.set(table, known);
    return known;
  };
  return (Object.entries(belongs) as [Table, readonly (readonly [string, Table])[]][]).flatMap(
    ([table, links]) =>
      rows(table)
        .filter((row) => !links.some(([column, other]) => idsOf(other).has(row[column])))
        .map((row) => ({
          ...(origins.get(row) ?? { file: `${table}.csv`, line: 1 }),
          why: words.orphan(
            links.find(([column]) => row[column] !== undefined)?.[0] ?? links[0]?.[0] ?? 'id',
          ),
        })),
  );
}
