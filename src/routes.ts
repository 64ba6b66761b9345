/**
 * Every address and who may call it. A leaf: imports nothing. Views build links from here, the application mounts
 * from here, and the test of every route against every role reads here; an address that is not here does not exist.
 */

/** Roles of people. `operator` has no login and therefore no line here. */
export const roles = [
  'visitor',
  'way-back',
  'member',
  'buddy',
  'desk-worker',
  'desk-lead',
  'area-keeper',
  'outreach',
  'police-liaison',
  'slavery-liaison',
  'council-officer',
  'fact-reviewer',
] as const;
export type Role = (typeof roles)[number];

export type Method = 'get' | 'post' | 'put' | 'delete';
/** `kind` decides how a refusal is written (a page or problem+json). `most`: bytes of body, 64 KiB where unsaid. */
export type Route = {
  path: string;
  kind: 'page' | 'api' | 'file';
  most?: number;
} & Partial<Record<Method, readonly Role[]>>;

/**
 * Open to everyone. A way-back code, a card or a buddy's link is proved by a signature inside the request, which only
 * the handler can check: at the door such a person is a visitor.
 */
const anyone: readonly Role[] = roles;
const KIB = 1024;

/** A path is written without `/a/{area}` and without the language; both come from the page that links. */
export const routes = {
  home: { path: '/', kind: 'page', get: anyone },
  leave: { path: '/leave', kind: 'page', get: anyone },
  about: { path: '/about', kind: 'page', get: anyone },
  guide: { path: '/guide/{name}', kind: 'page', get: anyone },
  report: { path: '/report', kind: 'page', get: anyone },
  asset: { path: '/assets/{name}', kind: 'file', get: anyone },
  healthz: { path: '/healthz', kind: 'api', get: anyone },
  readyz: { path: '/readyz', kind: 'api', get: anyone },
  apiArea: { path: '/api/areas/{area}', kind: 'api', get: anyone },
  apiReports: { path: '/api/areas/{area}/reports', kind: 'api', post: anyone, most: 256 * KIB },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;

type ParamsIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsIn<Rest>
  : never;
type ParamsOf<Name extends RouteName> = Record<ParamsIn<(typeof routes)[Name]['path']>, string>;

/** A link. `prefix` is what stands before the path in this area and language, such as `/ro` or `/a/elsewhere`. */
export function href<Name extends RouteName>(name: Name, prefix: string, params: ParamsOf<Name>): string {
  const given: Record<string, string> = params;
  const path = routes[name].path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(given[key] ?? ''),
  );
  return prefix !== '' && path === '/' ? prefix : `${prefix}${path}`;
}
