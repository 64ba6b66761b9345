import MiniSearch from 'minisearch';
import { type Spot, distance } from './near.ts';
import type { PublicService } from './public-service.ts';
import type { Need, audiences, entrances } from './service.ts';

/** All conditions hold together; null or empty asks nothing. */
export type Ask = {
  text: string;
  need: Need | null;
  /** Services that are open at `now`, or can be reached without an hour of opening. */
  openNow: boolean;
  /** ISO 639-1: spoken there, or an interpreter comes. */
  language: string | null;
  audience: (typeof audiences)[number] | null;
  access: (typeof entrances)[number] | null;
  free: boolean;
  near: Spot | null;
};
/** `away`: kilometres, where both ends are known. `open`: null where no hours are known. */
export type Found = { service: PublicService; away: number | null; open: boolean | null };

/** What people say for a need, in every language that the directory speaks; never shown. */
export type Synonyms = Readonly<Record<Need, readonly string[]>>;
/** Sorted spans of milliseconds since 1970 in which a service is open for sure. */
export type Spans = readonly (readonly [number, number])[];

export type Index = {
  services: readonly PublicService[];
  text: MiniSearch;
  byId: ReadonlyMap<string, { service: PublicService; spans: Spans }>;
};

const fold = (term: string): string | null => {
  const plain = term.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.length < 2 ? null : plain;
};

/** Made anew when a service changes or a day begins; a search then reads memory alone. */
export function makeIndex(
  services: readonly PublicService[],
  synonyms: Synonyms,
  spansOf: (service: PublicService) => Spans,
): Index {
  const text = new MiniSearch<{
    id: string;
    name: string;
    organisation: string;
    about: string;
    needs: string;
  }>({
    fields: ['name', 'organisation', 'about', 'needs'],
    processTerm: fold,
    searchOptions: {
      boost: { name: 4, needs: 3, organisation: 2 },
      prefix: (term) => term.length >= 3,
      fuzzy: (term) => (term.length >= 6 ? 2 : term.length >= 4 ? 1 : false),
      maxFuzzy: 2,
      combineWith: 'AND',
    },
  });
  text.addAll(
    services.map((service) => ({
      id: service.id,
      name: service.name,
      organisation: service.organisation.name,
      about: `${service.description} ${service.place?.district ?? ''}`,
      needs: service.needs.flatMap((need) => synonyms[need]).join(' '),
    })),
  );
  const byId = new Map(services.map((service) => [service.id, { service, spans: spansOf(service) }]));
  return { services, text, byId };
}

/** Whether an instant (milliseconds) lies in one of the sorted spans. */
export function isOpen(spans: Spans, now: number): boolean {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.[1] ?? 0) <= now) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span !== undefined && span[0] <= now;
}

/** Best first: by words where some were typed, then what is open, what is near, the name. */
export function search(index: Index, ask: Ask, now: number): Found[] {
  const typed = ask.text.trim();
  const scores = new Map<string, number>();
  if (typed !== '') for (const { id, score } of index.text.search(typed)) scores.set(String(id), score);
  const found: (Found & { score: number })[] = [];
  for (const { service, spans } of typed === ''
    ? index.byId.values()
    : [...scores.keys()].flatMap((id) => index.byId.get(id) ?? [])) {
    if (!fits(service, ask)) continue;
    const open = service.schedules.length === 0 ? null : isOpen(spans, now);
    if (ask.openNow && open !== true) continue;
    found.push({ service, open, away: awayFrom(service, ask.near), score: scores.get(service.id) ?? 0 });
  }
  const rank = (open: boolean | null): number => (open === true ? 0 : open === null ? 1 : 2);
  found.sort(
    (a, b) =>
      (typed === '' ? 0 : Math.round(b.score) - Math.round(a.score)) ||
      (ask.near === null ? 0 : (a.away ?? 1e6) - (b.away ?? 1e6)) ||
      rank(a.open) - rank(b.open) ||
      (a.service.name < b.service.name ? -1 : a.service.name > b.service.name ? 1 : 0),
  );
  return found.map(({ score: _score, ...one }) => one);
}

function fits(service: PublicService, ask: Ask): boolean {
  return (
    (ask.need === null || service.needs.includes(ask.need)) &&
    (ask.audience === null ||
      service.audience.includes(ask.audience) ||
      service.audience.includes('anyone')) &&
    (ask.access === null || service.access.includes(ask.access)) &&
    (!ask.free || service.free === true) &&
    (ask.language === null || service.languages.includes(ask.language) || service.interpreters === 'yes')
  );
}

function awayFrom({ place }: PublicService, near: Spot | null): number | null {
  if (near === null || place?.visibility !== 'public' || place.address === null) return null;
  const { latitude, longitude } = place.address;
  return latitude === null || longitude === null ? null : distance(near, { latitude, longitude });
}
