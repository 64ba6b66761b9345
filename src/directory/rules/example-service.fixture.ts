import type { Service } from './service.ts';

const by = { sources: ['example'], checkedBy: 'Ada', checkedOn: '2026-11-01', nextCheck: '2026-12-31' };
const confirmed = { ...by, state: 'confirmed' } as const;
const nobody = { ...by, checkedBy: null, checkedOn: null, nextCheck: null, state: 'unverified' } as const;
const address = {
  lines: ['1 Example Street'],
  town: 'Exampleton',
  county: 'Derbyshire',
  postcode: 'S40 1AA',
  latitude: 53.2,
  longitude: -1.4,
};
/** A whole service that is made up: one number confirmed, one that nobody has rung. */
export const exampleService = (): Service => ({
  id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6a01',
  packId: null,
  organisation: {
    id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6a02',
    name: 'Example Trust',
    description: null,
    web: null,
  },
  name: 'Example drop-in',
  description: 'A warm room.',
  needs: ['talk'],
  audience: ['anyone'],
  access: ['walk-in'],
  free: true,
  cost: null,
  languages: ['en'],
  interpreters: 'ask',
  expect: null,
  asks: null,
  mustTell: null,
  minimumAge: null,
  maximumAge: null,
  listing: { id: 'listing', value: true, ...confirmed },
  contacts: [
    { id: 'phone', value: { kind: 'phone', to: '+441632960001', label: null }, ...confirmed },
    { id: 'old', value: { kind: 'phone', to: '+441632960002', label: null }, ...nobody },
  ],
  schedules: [],
  place: {
    visibility: 'public',
    district: 'Town centre',
    address: { id: 'address', value: address, ...confirmed },
  },
  capacity: null,
  status: 'active',
  modified: '2026-11-01',
  note: 'was +441632960003',
  fictional: true,
});
