import { taxonomies } from '../hsds/taxonomies.ts';

export const from = { source: 'The other county', today: '2026-11-24' };
export const uuid = (at: number): string => `10000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
export const sent = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
export const needs = taxonomies.find(({ kind }) => kind === 'need') ?? missing();
function missing(): never {
  throw new Error('no needs');
}

/** As somebody else's HSDS 3.0 feed would have it, with what HSDS 3.1 adds. */
export const foreign = (at = 1) => ({
  id: uuid(at),
  name: `Night Room ${at}`,
  description: 'A warm room.\r\nWith\ttea.',
  url: 'www.example.org/night',
  email: 'night@example.org',
  status: 'active',
  fees: 'Free',
  minimum_age: 18,
  last_modified: '2026-11-01T10:30:45.123Z',
  interpretation_services: 'By telephone, in forty languages',
  organization: { id: uuid(900), name: 'Example County', description: 'A county', website: null },
  phones: [
    { id: uuid(at * 10 + 1), number: '(01632) 960 001', type: 'voice' },
    { id: uuid(at * 10 + 2), number: '07700 900123', type: 'text', description: 'At night' },
    { id: uuid(at * 10 + 3), number: '01632 960002', type: 'fax' },
  ],
  schedules: [
    {
      id: uuid(at * 10 + 4),
      freq: 'WEEKLY',
      byday: 'TH,FR',
      dtstart: '2026-01-01',
      opens_at: '10:00:00Z',
      closes_at: '18:00:00Z',
    },
    { id: uuid(at * 10 + 5), freq: 'WEEKLY', byday: 'SA', opens_at: '18:00', closes_at: '24:00' },
    { id: uuid(at * 10 + 6), description: 'By appointment' },
  ],
  languages: [{ id: uuid(at * 10 + 7), code: 'en-GB', name: 'English' }],
  capacities: [
    {
      id: uuid(at * 10 + 8),
      unit: { id: uuid(901), name: 'Bed' },
      available: 2,
      maximum: 8,
      updated: '2026-11-20T23:30:00.5+00:00',
    },
  ],
  attributes: [
    { id: uuid(at * 10 + 9), taxonomy_term: { id: uuid(902), name: 'Warm spaces', taxonomy: 'LGA' } },
    { id: uuid(at * 10 + 10), taxonomy_term_id: needs.terms[0]?.id },
  ],
  service_at_locations: [
    {
      id: uuid(at * 10 + 11),
      location: {
        id: uuid(at * 10 + 12),
        location_type: 'physical',
        name: 'Night House',
        latitude: 53.2,
        longitude: -1.4,
        addresses: [
          {
            id: uuid(at * 10 + 13),
            address_1: '1 Example Street',
            city: 'Exampleton',
            state_province: 'Derbyshire',
            postal_code: 'S40 1AA',
            country: 'GB',
            address_type: 'physical',
          },
        ],
      },
    },
  ],
});
