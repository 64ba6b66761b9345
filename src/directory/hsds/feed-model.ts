import type { PublicService } from '../rules/public-service.ts';
import type { Index } from '../rules/search.ts';
import { locationDocument, placeIds } from './service-document.ts';

/** An area's public services as the feed goes through them: always by id, so that pages stay whole while names change. */
export type FeedModel = {
  services: readonly PublicService[];
  /** By the id of the link to a place. */
  places: ReadonlyMap<string, PublicService>;
  /** By id: what one of its services says of it, and all its services. */
  organizations: ReadonlyMap<string, readonly [PublicService, ...PublicService[]]>;
};

const made = new WeakMap<Index, FeedModel>();

/** Made once for what is shown, which is made anew when something changes or a day begins. */
export function feedModel(index: Index): FeedModel {
  const known = made.get(index);
  if (known !== undefined) return known;
  const services = index.services.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const organizations = new Map<string, [PublicService, ...PublicService[]]>();
  for (const service of services) {
    const own = organizations.get(service.organisation.id);
    if (own === undefined) organizations.set(service.organisation.id, [service]);
    else own.push(service);
  }
  const model = {
    services,
    places: new Map(
      services
        .filter((service) => locationDocument(service, false) !== null)
        .map((service) => [placeIds(service).link, service] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
    organizations: new Map([...organizations].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
  made.set(index, model);
  return model;
}
