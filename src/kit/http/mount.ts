import type { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { AreaPack } from '#kit/area-pack.ts';
import type { Clock } from '#kit/clock.ts';
import type { Log } from '#kit/log.ts';
import { type Method, type Role, type Route, type RouteName, routes } from '#routes.ts';
import { isAway } from '#kit/database/is-away.ts';
import { problem } from './answers.ts';
import type { Sender } from './client-bucket.ts';
import { compress } from './compress.ts';
import type { Context, Handler, Handlers, SignedIn } from './context.ts';
import type { Counters } from './count-requests.ts';
import { isFromElsewhere } from './cross-site.ts';
import { type BodyBudget, type Hold, createBodyBudget } from './body-budget.ts';
import { readBytes, readForm, readJson } from './read-body.ts';
import { Refused } from './refusal.ts';
import { withSecurityHeaders } from './security-headers.ts';

export type MountOptions = {
  handlers: readonly Handlers[];
  /** The first one also stands at the root. */
  areas: readonly [AreaPack, ...AreaPack[]];
  clock: Clock;
  log: Log;
  /** Our own origins, without a slash at the end. */
  origins: readonly string[];
  /** Who is behind this request; null when nobody is signed in. */
  signedIn: (request: Request, area: AreaPack) => Promise<SignedIn | null>;
  /** How much waits behind pages of the navigation for somebody who is signed in; nothing where unsaid. */
  waiting?: (area: AreaPack, signedIn: SignedIn) => Promise<ReadonlyMap<RouteName, number>>;
  /** The page that says what went wrong; it must need no database. */
  errorPage: (context: Pick<Context, 'area' | 'language' | 'prefix' | 'path'>, status: number) => Response;
  counters?: Pick<Counters, 'count'>;
  /** Which bucket of the flood limits a sender falls in (`client-bucket.ts`). */
  bucketOf?: (sender: Sender) => string | null;
  /** The memory that bodies in flight may hold together; one of its own where unsaid. */
  bodies?: BodyBudget;
};

/** What the server adds to a request: the other end of its connection. */
export type Connection = { incoming?: Readable & { socket?: { remoteAddress?: string | undefined } } };
export type App = (request: Request, connection?: Connection) => Promise<Response>;

const SMALL = 64 * 1024;

type Place = { area: AreaPack | null; language: string; prefix: string; path: string };

/** Takes `/a/{area}` and `/{language}` off the front of an address. An unknown area is null: there is no such page. */
export function readPlace(pathname: string, areas: MountOptions['areas']): Place {
  let [area, rest, prefix]: [AreaPack | null, string, string] = [areas[0], pathname, ''];
  const inArea = /^\/a\/([^/]+)(\/.*)?$/.exec(rest);
  if (inArea) {
    area = areas.find(({ id }) => id === inArea[1]) ?? null;
    prefix = `/a/${inArea[1]}`;
    rest = inArea[2] ?? '/';
  }
  const inLanguage = /^\/([a-z]{2,3}(?:-[a-z]+)?)(\/.*)?$/.exec(rest);
  let language: string = area?.languages[0] ?? 'en';
  if (inLanguage?.[1] !== undefined && area?.languages.some((spoken) => spoken === inLanguage[1])) {
    language = inLanguage[1];
    prefix += `/${language}`;
    rest = inLanguage[2] ?? '/';
  }
  return { area, language, prefix, path: rest };
}

/** One function from Request to Response for every route of the table. A route without its handler is a fault at start. */
export function mount(options: MountOptions): App {
  const { areas, log, origins, counters } = options;
  const named = new WeakMap<Request, RouteName>();
  const bodies = options.bodies ?? createBodyBudget();
  const https = origins[0]?.startsWith('https:') ?? false;
  const app = new Hono({ getPath: (request) => readPlace(new URL(request.url).pathname, areas).path });
  const entries = Object.entries(routes) as [RouteName, Route][];

  for (const [name, route] of entries) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const method of ['get', 'post', 'put', 'delete'] as const satisfies Method[]) {
      const allowed = route[method];
      if (allowed === undefined) continue;
      const handler = handlerOf(options.handlers, name, method);
      app.on(method.toUpperCase(), path, async (hono) => {
        const params = hono.req.param() as Record<string, string>;
        const { raw: request } = hono.req;
        named.set(request, name);
        const connection = hono.env as Connection;
        const said = request.headers.get('content-length');
        const bucket = method === 'get' ? undefined : bucketOf(options, request, connection);
        const hold = bodies.hold(said === null ? null : Number(said), bucket);
        try {
          const asked = { name, route, allowed, handler, request, params, connection, bucket, hold };
          return await answer(options, asked);
        } finally {
          hold.release();
        }
      });
    }
    app.all(path, (hono) => {
      named.set(hono.req.raw, name);
      if (hono.req.method === 'OPTIONS' && route.anywhere === true)
        return new Response(null, { status: 204, headers: { 'access-control-allow-headers': '*' } });
      const allow = (['get', 'post', 'put', 'delete'] as const)
        .filter((method) => route[method])
        .map((method) => method.toUpperCase());
      const refused = refuse(options, hono.req.raw, route.kind, 405);
      refused.headers.set('allow', allow.join(', '));
      return refused;
    });
  }
  app.notFound((hono) => refuse(options, hono.req.raw, kindOf(hono.req.raw, areas), 404));
  app.onError((error, hono) => {
    if (error instanceof Refused)
      return refuse(options, hono.req.raw, kindOf(hono.req.raw, areas), error.status, error.why);
    log.error('request-failed', { error });
    if (isAway(error))
      return refuse(options, hono.req.raw, kindOf(hono.req.raw, areas), 503, 'database-away');
    return refuse(options, hono.req.raw, kindOf(hono.req.raw, areas), 500);
  });
  return async (request, connection = {}) => {
    const answered = await compress(request, await app.fetch(request, connection));
    const name = named.get(request);
    counters?.count(name ?? 'none', request.method, answered.status);
    const route: Route | undefined = name && routes[name];
    if (route?.anywhere === true) {
      answered.headers.set('access-control-allow-origin', '*');
      answered.headers.set('cross-origin-resource-policy', 'cross-origin');
    }
    return withSecurityHeaders(answered, https);
  };
}

type Asked = {
  name: RouteName;
  route: Route;
  allowed: readonly Role[];
  handler: Handler;
  request: Request;
  params: Record<string, string>;
  connection: Connection;
  bucket: string | null | undefined;
  hold: Hold;
};

/** Undefined where nobody is told apart. */
const bucketOf = ({ bucketOf: find }: MountOptions, request: Request, { incoming }: Connection) =>
  find?.({
    remoteAddress: incoming?.socket?.remoteAddress,
    forwardedFor: request.headers.get('x-forwarded-for'),
    host: request.headers.get('host'),
  });

async function answer(options: MountOptions, asked: Asked): Promise<Response> {
  const { name, route, allowed, handler, request, params, connection, hold } = asked;
  const place = readPlace(new URL(request.url).pathname, options.areas);
  const area =
    route.kind === 'api' && params['area'] !== undefined
      ? (options.areas.find(({ id }) => id === params['area']) ?? null)
      : place.area;
  if (area === null) throw new Refused(404, 'no-such-area');
  if (request.method !== 'GET' && request.method !== 'HEAD' && isFromElsewhere(request, options.origins))
    throw new Refused(403, 'from-elsewhere');
  const signedIn = allowed.includes('visitor') ? null : await options.signedIn(request, area);
  // The same words for a wrong role and for nobody: what is behind a door is not told by how it is shut.
  if (!allowed.includes('visitor') && !signedIn?.roles.some((role) => allowed.includes(role)))
    throw new Refused(403, 'not-yours');
  // A desk in the address is one's own, here and not only in the handler, which could forget to ask.
  const { desk } = params;
  const keeps = signedIn?.roles.some((role) => route.anyDesk?.includes(role) === true) === true;
  if (signedIn !== null && desk !== undefined && !keeps && !signedIn.desks.includes(desk))
    throw new Refused(403, 'not-yours');
  const most = route.most ?? SMALL;
  return await handler({
    request,
    route: name,
    params,
    area,
    language: place.language,
    prefix: place.prefix,
    path: place.path,
    signedIn,
    today: options.clock.today(),
    waiting: async () =>
      (signedIn === null ? undefined : await options.waiting?.(area, signedIn)) ?? new Map(),
    bucket: () => asked.bucket ?? null,
    bytes: async () => await readBytes(request, most, hold, connection.incoming),
    json: async () => await readJson(request, most, hold, connection.incoming),
    form: async (options) => await readForm(request, most, hold, connection.incoming, options?.skim),
  });
}

function handlerOf(all: readonly Handlers[], name: RouteName, method: Method): Handler {
  const found = all.map((handlers) => handlers[name]?.[method]).filter((handler) => handler !== undefined);
  const [handler] = found;
  if (handler === undefined || found.length > 1)
    throw new Error(`${name} ${method}: ${found.length} handlers`);
  return handler;
}

/** Machines get a machine's refusal wherever the address stands, under an area or a language too. */
function kindOf(request: Request, areas: MountOptions['areas']): Route['kind'] {
  const { path } = readPlace(new URL(request.url).pathname, areas);
  const { healthz, readyz, hsds } = routes;
  const alone: string[] = [healthz.path, readyz.path, hsds.path];
  return path.startsWith('/api/') || path.startsWith(`${hsds.path}/`) || alone.includes(path)
    ? 'api'
    : 'page';
}

function refuse(
  options: MountOptions,
  request: Request,
  kind: Route['kind'],
  status: number,
  why = reasons[status] ?? 'refused',
): Response {
  const answered = kind === 'api' ? problem(status, why) : refusedPage(options, request, status);
  if (status === 503) answered.headers.set('retry-after', '5');
  return answered;
}

function refusedPage(options: MountOptions, request: Request, status: number): Response {
  const place = readPlace(new URL(request.url).pathname, options.areas);
  // Under an area that does not exist every link would be another dead end, Leave included.
  const found =
    place.area === null ? { ...place, area: options.areas[0], prefix: '' } : { ...place, area: place.area };
  return options.errorPage(found, status);
}

const reasons: Readonly<Record<number, string>> = {
  404: 'no-such-address',
  405: 'no-such-method',
  500: 'fault',
};
