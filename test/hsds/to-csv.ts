/** The documents of a feed as the tables of HSDS, as somebody who exports CSV would write them. */
import type { Found } from './walk-feed.ts';

type Row = Record<string, unknown>;

const cell = (value: unknown): string => {
  const text = Array.isArray(value)
    ? value.join(',')
    : typeof value === 'string'
      ? value
      : (JSON.stringify(value) ?? '');
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
function table(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [columns, ...rows.map((row) => columns.map((name) => row[name]))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');
}

/** @returns texts by the name of their file */
export function toCsv(services: readonly Found[]): Map<string, string> {
  const tables = new Map<string, Map<unknown, Row>>();
  const put = (name: string, row: Row): void => {
    const rows = tables.get(name) ?? new Map<unknown, Row>();
    // One organisation, one unit and one term stand once, however many name them.
    rows.set(row['id'], row);
    tables.set(name, rows);
  };
  for (const service of services) {
    const {
      organization,
      service_at_locations: links,
      attributes,
      capacities,
      additional_urls: urls,
      ...rest
    } = service;
    const { phones, contacts, schedules, languages, cost_options: costs, ...own } = rest;
    put('services', own);
    put('organizations', organization as Row);
    for (const [name, rows] of Object.entries({
      phones,
      contacts,
      schedules,
      languages,
      cost_options: costs,
      urls,
    }))
      for (const row of rows as Row[]) put(name, row);
    for (const { taxonomy_term: term, ...row } of attributes as Row[]) {
      put('attributes', row);
      put('taxonomy_terms', term as Row);
    }
    for (const { unit, ...row } of capacities as Row[]) {
      put('service_capacities', { ...row, unit_id: (unit as Row)['id'] });
      put('units', unit as Row);
    }
    for (const { location, ...row } of links as Row[]) {
      const { addresses, ...place } = location as Row;
      put('service_at_locations', row);
      put('locations', place);
      for (const address of addresses as Row[]) put('addresses', address);
    }
  }
  return new Map([...tables].map(([name, rows]) => [`${name}.csv`, table([...rows.values()])]));
}
