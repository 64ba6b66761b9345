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
/**
 * `kind` decides how a refusal is written (a page or problem+json). `most`: bytes of body, 64 KiB where unsaid.
 * `anywhere`: pages of any site may read the answers (CORS); for what is the same for everybody alone.
 */
export type Route = {
  path: string;
  kind: 'page' | 'api' | 'file';
  most?: number;
  /** Who may name another desk of the area than their own in `{desk}`: nobody where unsaid. */
  anyDesk?: readonly Role[];
  anywhere?: true;
} & Partial<Record<Method, readonly Role[]>>;

/**
 * Open to everyone. A way-back code, a card or a buddy's link is proved by a signature inside the request, which only
 * the handler can check: at the door such a person is a visitor.
 */
const anyone: readonly Role[] = roles;
/** People of a desk. Which desk, the handler holds against those whose current epoch lists the worker. */
const desk: readonly Role[] = ['desk-worker', 'desk-lead', 'police-liaison', 'slavery-liaison'];
/** Everyone who signs in. */
const staff: readonly Role[] = [...desk, 'area-keeper', 'outreach'];
/** Who hands cards out: liaisons never, and the area's keeper neither. */
const cardMakers: readonly Role[] = ['desk-worker', 'desk-lead', 'outreach'];
/** Who may say that a service is there. */
const factKeepers: readonly Role[] = ['desk-worker', 'desk-lead', 'fact-reviewer'];
const KIB = 1024;
const MIB = 1024 * KIB;

/** A path is written without `/a/{area}` and without the language; both come from the page that links. */
export const routes = {
  home: { path: '/', kind: 'page', get: anyone },
  leave: { path: '/leave', kind: 'page', get: anyone },
  about: { path: '/about', kind: 'page', get: anyone },
  guideList: { path: '/guide', kind: 'page', get: anyone },
  guideNotice: { path: '/guide/notice', kind: 'page', get: anyone, post: anyone },
  guideNhs: { path: '/guide/nhs', kind: 'page', get: anyone, post: anyone },
  guideEvidence: { path: '/guide/evidence', kind: 'page', get: anyone },
  guide: { path: '/guide/{name}', kind: 'page', get: anyone },
  help: { path: '/help', kind: 'page', get: anyone, post: anyone },
  helpService: { path: '/help/{service}', kind: 'page', get: anyone, post: anyone },
  helpCard: { path: '/help/{service}/card', kind: 'page', get: anyone },
  helpCalendar: { path: '/help/{service}/times.ics', kind: 'page', get: anyone },
  hsds: { path: '/hsds', kind: 'api', get: anyone, anywhere: true },
  hsdsHome: { path: '/hsds/', kind: 'api', get: anyone, anywhere: true },
  hsdsServices: { path: '/hsds/services', kind: 'api', get: anyone, anywhere: true },
  hsdsService: { path: '/hsds/services/{id}', kind: 'api', get: anyone, anywhere: true },
  hsdsTaxonomies: { path: '/hsds/taxonomies', kind: 'api', get: anyone, anywhere: true },
  hsdsTaxonomy: { path: '/hsds/taxonomies/{id}', kind: 'api', get: anyone, anywhere: true },
  hsdsTerms: { path: '/hsds/taxonomy_terms', kind: 'api', get: anyone, anywhere: true },
  hsdsTerm: { path: '/hsds/taxonomy_terms/{id}', kind: 'api', get: anyone, anywhere: true },
  hsdsOrganizations: { path: '/hsds/organizations', kind: 'api', get: anyone, anywhere: true },
  hsdsOrganization: { path: '/hsds/organizations/{id}', kind: 'api', get: anyone, anywhere: true },
  hsdsPlaces: { path: '/hsds/service_at_locations', kind: 'api', get: anyone, anywhere: true },
  hsdsPlace: { path: '/hsds/service_at_locations/{id}', kind: 'api', get: anyone, anywhere: true },
  stillRight: { path: '/still-right', kind: 'page', get: anyone, post: anyone },
  stillRightThanks: { path: '/still-right/thanks', kind: 'page', get: anyone },
  contest: { path: '/contest', kind: 'page', get: anyone, post: anyone, most: 128 * KIB },
  report: { path: '/report', kind: 'page', get: anyone, post: anyone, most: 24 * MIB },
  back: { path: '/back', kind: 'page', get: anyone, post: anyone, most: 24 * MIB },
  numbers: { path: '/numbers', kind: 'page', get: anyone },
  apiAuditRoots: { path: '/api/areas/{area}/audit-roots', kind: 'api', get: anyone },
  asset: { path: '/assets/{name}', kind: 'file', get: anyone },
  serviceWorker: { path: '/sw.js', kind: 'file', get: anyone },
  robots: { path: '/robots.txt', kind: 'file', get: anyone },
  siteMap: { path: '/sitemap.xml', kind: 'file', get: anyone },
  healthz: { path: '/healthz', kind: 'api', get: anyone },
  readyz: { path: '/readyz', kind: 'api', get: anyone },
  apiDescription: { path: '/api/openapi.json', kind: 'api', get: anyone },
  apiArea: { path: '/api/areas/{area}', kind: 'api', get: anyone },
  deskInbox: { path: '/desk', kind: 'page', get: desk },
  deskPictures: { path: '/desk/pictures', kind: 'page', get: desk },
  apiDeskRecords: { path: '/api/areas/{area}/desk/{desk}/records', kind: 'api', get: desk },
  apiDeskRecord: { path: '/api/areas/{area}/desk/{desk}/records/{record}', kind: 'api', post: desk },
  apiDeskMessages: {
    path: '/api/areas/{area}/desk/{desk}/records/{record}/messages',
    kind: 'api',
    post: desk,
    most: 192 * KIB,
  },
  apiDeskAttachment: {
    path: '/api/areas/{area}/desk/{desk}/records/{record}/attachments/{attachment}',
    kind: 'api',
    get: desk,
    put: desk,
    most: 2 * MIB,
  },
  apiDeskHandOver: {
    path: '/api/areas/{area}/desk/{desk}/records/{record}/hand-over',
    kind: 'api',
    post: desk,
    most: 576 * KIB,
  },
  apiDeskHandOverAttachment: {
    path: '/api/areas/{area}/desk/{desk}/records/{record}/hand-over/{attachment}',
    kind: 'api',
    get: desk,
    put: desk,
    most: 2 * MIB,
  },
  apiDeskUnopened: {
    path: '/api/areas/{area}/desk/{desk}/records/{record}/unopened',
    kind: 'api',
    post: desk,
  },
  apiDeskWithoutConsent: {
    path: '/api/areas/{area}/desk/{desk}/records/{record}/without-consent',
    kind: 'api',
    get: desk,
    post: desk,
    most: 256 * KIB,
  },
  apiDeskSecondLook: {
    path: '/api/areas/{area}/desk/{desk}/records/{record}/without-consent/{act}',
    kind: 'api',
    post: desk,
    most: 256 * KIB,
  },
  apiDeskDestroy: {
    path: '/api/areas/{area}/desk/{desk}/records/{record}/destroy',
    kind: 'api',
    get: desk,
    post: desk,
    most: 192 * KIB,
  },
  join: { path: '/join', kind: 'page', get: anyone },
  warnings: { path: '/warnings', kind: 'page', get: anyone },
  notify: { path: '/notify', kind: 'page', get: anyone, post: anyone },
  // Short, for it stands in a text message.
  notifyStop: { path: '/s/{code}', kind: 'page', get: anyone, post: anyone },
  apiNotifications: { path: '/api/areas/{area}/notifications', kind: 'api', post: anyone },
  lostPhone: { path: '/lost-phone', kind: 'page', get: anyone },
  lock: { path: '/lock', kind: 'page', get: anyone },
  homeScreen: { path: '/home-screen', kind: 'page', get: anyone },
  homeScreenAs: { path: '/home-screen/{name}', kind: 'page', get: anyone },
  manifest: { path: '/home-screen/{name}/app.webmanifest', kind: 'file', get: anyone },
  check: { path: '/check', kind: 'page', get: anyone },
  deskCards: { path: '/desk/cards', kind: 'page', get: cardMakers },
  apiDeskCards: {
    path: '/api/areas/{area}/desk/{desk}/cards',
    kind: 'api',
    get: cardMakers,
    post: cardMakers,
    most: 96 * KIB,
  },
  apiDeskCard: { path: '/api/areas/{area}/desk/{desk}/cards/{leaf}', kind: 'api', delete: cardMakers },
  apiDeskSheet: { path: '/api/areas/{area}/desk/{desk}/sheets/{batch}', kind: 'api', delete: cardMakers },
  deskPrint: { path: '/desk/print', kind: 'page', get: cardMakers },
  apiDeskPrinted: {
    path: '/api/areas/{area}/desk/{desk}/printed',
    kind: 'api',
    get: cardMakers,
    post: cardMakers,
  },
  apiDeskPrintedOne: { path: '/api/areas/{area}/desk/{desk}/printed/{number}', kind: 'api', put: cardMakers },
  apiCards: { path: '/api/areas/{area}/cards', kind: 'api', post: anyone },
  apiCardRecovery: { path: '/api/areas/{area}/cards/recovery', kind: 'api', post: anyone },
  deskSignIn: { path: '/desk/sign-in', kind: 'page', get: anyone },
  deskPeople: { path: '/desk/people', kind: 'page', get: staff },
  deskPasskeys: { path: '/desk/passkeys', kind: 'page', get: staff },
  apiDeskEpochs: { path: '/api/areas/{area}/desks/{desk}/epochs', kind: 'api', get: anyone },
  apiDeskChallenge: { path: '/api/areas/{area}/desk/challenge', kind: 'api', post: anyone },
  apiDeskSignIn: { path: '/api/areas/{area}/desk/sign-in', kind: 'api', post: anyone },
  apiDeskSignOut: { path: '/api/areas/{area}/desk/sign-out', kind: 'api', post: anyone },
  apiDeskPasskeySignIn: { path: '/api/areas/{area}/desk/sign-in/passkey', kind: 'api', post: anyone },
  apiDeskPasskeys: {
    path: '/api/areas/{area}/desk/passkeys',
    kind: 'api',
    get: staff,
    post: staff,
    delete: staff,
  },
  apiDeskTabKey: { path: '/api/areas/{area}/desk/tab-key', kind: 'api', post: staff },
  apiDeskMe: { path: '/api/areas/{area}/desk/me', kind: 'api', get: staff },
  deskRecover: { path: '/desk/recover', kind: 'page', get: anyone },
  apiDeskRecoverFind: { path: '/api/areas/{area}/desk/recover/find', kind: 'api', post: anyone },
  apiDeskRecover: { path: '/api/areas/{area}/desk/recover', kind: 'api', post: anyone, most: 192 * KIB },
  deskSetUp: { path: '/desk/set-up', kind: 'page', get: anyone },
  deskJoin: { path: '/desk/join', kind: 'page', get: anyone },
  apiDeskSetUp: { path: '/api/areas/{area}/desk/set-up', kind: 'api', post: anyone, most: 128 * KIB },
  apiDeskSetUpLink: { path: '/api/areas/{area}/desk/set-up/link', kind: 'api', post: anyone },
  apiDeskInvited: { path: '/api/areas/{area}/desk/invited', kind: 'api', post: anyone },
  apiDeskJoin: { path: '/api/areas/{area}/desk/join', kind: 'api', post: anyone, most: 128 * KIB },
  apiDeskPeople: {
    path: '/api/areas/{area}/desk/{desk}/people',
    kind: 'api',
    get: staff,
    anyDesk: ['area-keeper'],
  },
  apiDeskInvites: {
    path: '/api/areas/{area}/desk/{desk}/invites',
    kind: 'api',
    anyDesk: ['area-keeper'],
    post: ['desk-lead', 'desk-worker', 'area-keeper'],
    delete: ['desk-lead', 'desk-worker', 'area-keeper'],
  },
  apiDeskTurn: { path: '/api/areas/{area}/desk/{desk}/epochs', kind: 'api', post: staff, most: 512 * KIB },
  apiDeskApprove: {
    path: '/api/areas/{area}/desk/{desk}/epochs/approve',
    kind: 'api',
    anyDesk: ['area-keeper'],
    post: staff,
    most: 128 * KIB,
  },
  apiDeskTest: { path: '/api/areas/{area}/desk/{desk}/test-record', kind: 'api', get: desk, post: desk },
  apiDeskRootKey: { path: '/api/areas/{area}/desk/root-key', kind: 'api', get: ['area-keeper'] },
  apiDeskKeys: { path: '/api/areas/{area}/desk/{desk}/keys', kind: 'api', get: staff },
  apiDeskSecrets: { path: '/api/areas/{area}/desk/{desk}/secrets', kind: 'api', put: staff, most: 96 * KIB },
  apiDeskSharing: { path: '/api/areas/{area}/desk/{desk}/sharing', kind: 'api', get: cardMakers },
  apiDeskShare: {
    path: '/api/areas/{area}/desk/{desk}/secrets/{other}',
    kind: 'api',
    put: cardMakers,
    most: 192 * KIB,
  },
  apiEvaluationKeys: { path: '/api/areas/{area}/evaluation-keys', kind: 'api', get: anyone },
  apiTokens: { path: '/api/areas/{area}/tokens', kind: 'api', post: anyone },
  apiEvaluate: { path: '/api/areas/{area}/evaluate', kind: 'api', post: anyone },
  apiDeskEvaluate: {
    path: '/api/areas/{area}/desk/evaluate',
    kind: 'api',
    post: ['desk-worker', 'desk-lead'],
  },
  apiAttachment: {
    path: '/api/areas/{area}/attachments/{uuid}',
    kind: 'api',
    put: anyone,
    most: MIB + 8 * KIB,
  },
  deskFacts: { path: '/desk/facts', kind: 'page', get: factKeepers, post: factKeepers },
  // Before the service that could be called so.
  deskFactsImport: {
    path: '/desk/facts/import',
    kind: 'page',
    get: factKeepers,
    post: factKeepers,
    most: 8 * MIB,
  },
  deskFact: { path: '/desk/facts/{service}', kind: 'page', get: factKeepers, post: factKeepers },
  deskWarnings: { path: '/desk/warnings', kind: 'page', get: ['desk-worker', 'desk-lead'] },
  deskWarningNew: { path: '/desk/warnings/new', kind: 'page', get: ['desk-worker', 'desk-lead'] },
  apiBundle: { path: '/api/areas/{area}/warnings.bundle', kind: 'api', get: anyone },
  apiFeedStream: { path: '/api/areas/{area}/warnings.stream', kind: 'api', get: anyone },
  apiFeedEpochs: { path: '/api/areas/{area}/epochs', kind: 'api', get: anyone },
  apiDeskFeed: {
    path: '/api/areas/{area}/desk/{desk}/feed-epochs',
    kind: 'api',
    get: ['desk-worker', 'desk-lead', 'outreach'],
    post: ['desk-worker', 'desk-lead', 'outreach'],
    most: 16 * MIB,
  },
  apiDeskDrafts: {
    path: '/api/areas/{area}/desk/{desk}/drafts',
    kind: 'api',
    get: ['desk-worker', 'desk-lead'],
    post: ['desk-worker', 'desk-lead'],
    most: 128 * KIB,
  },
  apiDeskDraft: {
    path: '/api/areas/{area}/desk/{desk}/drafts/{draft}',
    kind: 'api',
    post: ['desk-worker', 'desk-lead'],
    most: 128 * KIB,
  },
  apiDeskApproveDraft: {
    path: '/api/areas/{area}/desk/{desk}/drafts/{draft}/approve',
    kind: 'api',
    post: ['desk-worker', 'desk-lead'],
    most: 128 * KIB,
  },
  apiDeskWarning: {
    path: '/api/areas/{area}/desk/{desk}/warnings/{warning}',
    kind: 'api',
    post: ['desk-worker', 'desk-lead'],
    most: 128 * KIB,
  },
  apiDeskRepeat: {
    path: '/api/areas/{area}/desk/{desk}/repeat',
    kind: 'api',
    post: ['desk-worker', 'desk-lead'],
  },
  apiWayBack: { path: '/api/areas/{area}/way-back', kind: 'api', post: anyone },
  apiWayBackActs: {
    path: '/api/areas/{area}/way-back/acts',
    kind: 'api',
    post: anyone,
    most: 256 * KIB,
  },
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
