import { setImmediate } from 'node:timers/promises';
import { type Context, type Handler, type Handlers, Refused, json, problem } from '#kit/http/index.ts';
import { href, type RouteName } from '#routes.ts';
import type { PublicService } from '../rules/public-service.ts';
import type { Index } from '../rules/search.ts';
import type { ReadShown } from '../shown.ts';
import { type FeedModel, feedModel } from './feed-model.ts';
import { filterServices } from './filter.ts';
import { type FeedAsk, type Parameter, parameters, readQuery } from './read-query.ts';
import {
  type Document,
  organizationDocument,
  placeDocument,
  serviceDocument,
  serviceListed,
  serviceMinimal,
} from './service-document.ts';
import { taxonomies, taxonomyDocument, termDocument } from './taxonomies.ts';

const PER_PAGE = 50;
/** Records that are written to an answer line by line in one go. */
const AT_ONCE = 50;
const PROFILE = 'https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md';

/** To be asked again each time, so that a number that was found wrong is gone at once; an ETag makes that cheap. */
const headers = { 'cache-control': 'no-cache', vary: 'accept-encoding' };

/** Each record is made when its turn comes, so that a feed of any length is never in memory whole. */
function lines<One>(all: readonly One[], document: (one: One) => Document): Response {
  const encoder = new TextEncoder();
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // Others have their turn in between.
      await setImmediate();
      const some = all.slice(at, at + AT_ONCE);
      at += AT_ONCE;
      if (some.length === 0) controller.close();
      else
        controller.enqueue(encoder.encode(some.map((one) => `${JSON.stringify(document(one))}\n`).join('')));
    },
  });
  return new Response(stream, {
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-cache' },
  });
}

/** The page object of HSDS (openapi.json, Page), or all of it as lines. `minimal` is in one page where no size is asked for. */
export function pageOf<One>(all: readonly One[], ask: FeedAsk): Document & { contents: readonly One[] } {
  const perPage = ask.per_page ?? (ask.minimal === true ? Math.max(1, all.length) : PER_PAGE);
  const number = ask.page ?? 1;
  const contents = all.slice((number - 1) * perPage, number * perPage);
  const total = Math.ceil(all.length / perPage);
  return {
    total_items: all.length,
    total_pages: total,
    page_number: number,
    size: contents.length,
    first_page: number === 1,
    last_page: number >= total,
    empty: contents.length === 0,
    contents,
  };
}

function answerList<One>(all: readonly One[], ask: FeedAsk, document: (one: One) => Document): Response {
  if (ask.format === 'ndjson') return lines(all, document);
  const { contents, ...page } = pageOf(all, ask);
  return json({ ...page, contents: contents.map(document) }, 200, headers);
}

const plain = (text: string): string => text.normalize('NFKD').toLowerCase();
/** Whether every word that was typed stands in one of the texts. */
const says = (typed: string | undefined, ...texts: readonly (string | null)[]): boolean =>
  typed === undefined ||
  plain(typed)
    .split(/\s+/)
    .every((word) => texts.some((text) => text !== null && plain(text).includes(word)));

function organization(
  [first, ...others]: readonly [PublicService, ...PublicService[]],
  ask: FeedAsk,
  nested: boolean,
): Document {
  const basic = organizationDocument(first.organisation);
  if (!nested && ask.full_service !== true) return basic;
  const services = [first, ...others].map((service) => {
    if (ask.full_service !== true)
      return { ...serviceMinimal(service), name: service.name, status: 'active' };
    const { organization: _known, ...own } = serviceDocument(service);
    return own;
  });
  return { ...basic, services };
}

type Read = { context: Context; ask: FeedAsk; index: Index; model: FeedModel; id: string };
type FeedRoute = Extract<RouteName, `hsds${string}`>;

/** `/hsds`: what everybody may be told, as HSDS-UK 3.0, for machines of anybody. */
export function feedHandlers(services: {
  readShown: ReadShown;
  /** Where we are reached, without a slash at the end. */
  origin: string;
}): Pick<Handlers, FeedRoute> {
  const { readShown, origin } = services;
  const get = (allowed: readonly Parameter[], answer: (read: Read) => Response): { get: Handler } => ({
    get: async (context) => {
      const { index, places } = await readShown(context.area.id);
      const asked = readQuery(new URL(context.request.url).searchParams, allowed, places);
      if (!asked.ok) return problem(422, 'wrong-parameter', asked.why);
      const id = (context.params['id'] ?? '').toLowerCase();
      return answer({ context, ask: asked.ask, index, model: feedModel(index), id });
    },
  });
  // One that is not there and one that is withheld are the same.
  const found = (document: Document | null | undefined): Response => {
    if (document === null || document === undefined) throw new Refused(404, 'no-such-entry');
    return json(document, 200, headers);
  };
  const about = get([], () =>
    json(
      { version: 'HSDS-UK-3.0', profile: PROFILE, openapi_url: `${origin}${href('apiDescription', '', {})}` },
      200,
      headers,
    ),
  );
  return {
    hsds: about,
    hsdsHome: about,
    hsdsServices: get(parameters.services, ({ ask, index, model }) =>
      answerList(filterServices(model.services, ask, index), ask, (service) => {
        if (ask.minimal === true) return serviceMinimal(service);
        return ask.full === true ? serviceDocument(service) : serviceListed(service);
      }),
    ),
    hsdsService: get(parameters.service, ({ index, id }) => {
      const known = index.byId.get(id);
      return found(known && serviceDocument(known.service));
    }),
    hsdsPlaces: get(parameters.service_at_locations, ({ ask, index, model }) =>
      answerList(
        filterServices([...model.places.values()], ask, index),
        ask,
        (service) => placeDocument(service, ask.full === true) ?? {},
      ),
    ),
    hsdsPlace: get(parameters.service_at_location, ({ model, id }) => {
      const service = model.places.get(id);
      return found(service && placeDocument(service, true));
    }),
    hsdsOrganizations: get(parameters.organizations, ({ ask, model }) =>
      answerList(
        [...model.organizations.values()].filter(([{ organisation }]) =>
          says(ask.search, organisation.name, organisation.description),
        ),
        ask,
        (own) => organization(own, ask, ask.full === true),
      ),
    ),
    hsdsOrganization: get(parameters.organization, ({ ask, model, id }) => {
      const own = model.organizations.get(id);
      return found(own && organization(own, ask, true));
    }),
    hsdsTaxonomies: get(parameters.taxonomies, ({ ask }) =>
      answerList(
        taxonomies.filter(({ name, description }) => says(ask.search, name, description)),
        ask,
        (one) => taxonomyDocument(one, false),
      ),
    ),
    hsdsTaxonomy: get(parameters.taxonomy, ({ id }) => {
      const one = taxonomies.find((taxonomy) => taxonomy.id === id);
      return found(one && taxonomyDocument(one, true));
    }),
    hsdsTerms: get(parameters.taxonomy_terms, ({ ask }) =>
      answerList(
        taxonomies
          .filter(({ id }) => ask.taxonomy_id === undefined || id === ask.taxonomy_id)
          .flatMap(({ terms }) => terms)
          // No term of ours has a parent: all are at the top.
          .filter((term) => ask.parent_id === undefined && says(ask.search, term.name, term.code)),
        ask,
        termDocument,
      ),
    ),
    hsdsTerm: get(parameters.taxonomy_term, ({ id }) => {
      const term = taxonomies.flatMap(({ terms }) => terms).find((one) => one.id === id);
      return found(term && termDocument(term));
    }),
  };
}
