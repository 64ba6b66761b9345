/** Where somebody is, as coarsely as they say it: a place of the area's list or a postcode's sector. Never kept. */
export type Spot = { latitude: number; longitude: number };
type Named = Spot & { name: string };

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** `S40 1AB`, `s401ab` and `S40 1` are sectors; anything else is looked for among the names. Null: not known here. */
export function findPlace(typed: string, places: readonly Named[]): Named | null {
  const wanted = plain(typed);
  if (wanted === '') return null;
  const postcode = /^([a-z]{1,2}\d[a-z\d]?) ?(\d)(?:[a-z]{2})?$/.exec(wanted);
  const sector = postcode === null ? null : `${postcode[1]} ${postcode[2]}`;
  const names = places.map((place) => ({ place, name: plain(place.name) }));
  const found =
    names.find(({ name }) => name === sector) ??
    names.find(({ name }) => name === wanted) ??
    (wanted.length < 3 ? undefined : names.find(({ name }) => name.startsWith(wanted)));
  return found?.place ?? null;
}

const EARTH = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
/** Kilometres along the ground (haversine, R. W. Sinnott 1984). */
export function distance(a: Spot, b: Spot): number {
  const [dLat, dLon] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
}
