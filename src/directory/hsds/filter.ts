import type { Index } from '../rules/search.ts';
import { distance } from '../rules/near.ts';
import type { PublicService } from '../rules/public-service.ts';
import type { FeedAsk } from './read-query.ts';
import { type Kind, taxonomies } from './taxonomies.ts';

const codesOf = ({ needs, audience, access, interpreters }: PublicService, kind: Kind): readonly string[] =>
  ({
    need: needs,
    audience,
    entrance: access,
    interpreting: interpreters === 'unknown' ? [] : [interpreters],
  })[kind];

/** Those for which every condition of `ask` holds, in the order in which they came. */
export function filterServices(
  services: readonly PublicService[],
  ask: FeedAsk,
  index: Pick<Index, 'text'>,
): PublicService[] {
  const holds: ((service: PublicService) => boolean)[] = [];
  const { search, taxonomy_term_id, taxonomy_id, organization_id, modified_after, postcode, proximity } = ask;
  if (search !== undefined) {
    const found = new Set(index.text.search(search).map(({ id }) => String(id)));
    holds.push(({ id }) => found.has(id));
  }
  if (taxonomy_term_id !== undefined) {
    const term = taxonomies.flatMap(({ terms }) => terms).find(({ id }) => id === taxonomy_term_id);
    holds.push((service) => term !== undefined && codesOf(service, term.kind).includes(term.code));
  }
  if (taxonomy_id !== undefined) {
    const taxonomy = taxonomies.find(({ id }) => id === taxonomy_id);
    holds.push((service) => taxonomy !== undefined && codesOf(service, taxonomy.kind).length > 0);
  }
  if (organization_id !== undefined) holds.push(({ organisation }) => organisation.id === organization_id);
  // All of that day: what changed later on it must not be missed by who asked in the morning.
  if (modified_after !== undefined) holds.push(({ changedOn }) => changedOn >= modified_after);
  // No service has an area of its own: all are for the whole area, in which the postcode is.
  if (postcode !== undefined && proximity !== undefined)
    holds.push(({ place }) => {
      const address = place?.visibility === 'public' ? place.address : null;
      if (address === null || address.latitude === null || address.longitude === null) return false;
      const at = { latitude: address.latitude, longitude: address.longitude };
      return distance(postcode, at) * 1000 <= proximity;
    });
  return services.filter((service) => holds.every((hold) => hold(service)));
}
