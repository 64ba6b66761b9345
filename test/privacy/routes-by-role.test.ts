/**
 * Every route of the table, asked by somebody of every role and by somebody who is not signed in: it is open to them, or
 * they get the one same refusal. The list of who may stands here a second time on purpose. Whatever page comes, also to refuse,
 * ends with the emergency panel.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Method, type Role, type Route, type RouteName, roles, routes } from '#routes.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { setUpDesk } from '../support/desk.ts';

let application: TestApplication;
const cookies = new Map<Role | 'nobody', string>();

before(async () => {
  application = await startApplication();
  // For each role one member of the desk `support` who has that role alone.
  const { workers } = await setUpDesk(application, { workers: roles.length });
  for (const [at, role] of roles.entries()) {
    await application.database.pools.owner.query('update desks.worker set roles = $2 where id = $1', [
      workers[at]?.id,
      [role],
    ]);
    cookies.set(role, workers[at]?.cookie ?? '');
  }
  cookies.set('nobody', '');
});
after(() => application.close());

const everyone = 'everyone';
const desk: readonly Role[] = ['desk-worker', 'desk-lead', 'police-liaison', 'slavery-liaison'];
const staff: readonly Role[] = [...desk, 'area-keeper', 'outreach'];
const inviters: readonly Role[] = ['desk-lead', 'desk-worker', 'area-keeper'];
const makers: readonly Role[] = ['desk-worker', 'desk-lead', 'outreach'];
const keepersOfFacts: readonly Role[] = ['desk-worker', 'desk-lead', 'fact-reviewer'];
const writers: readonly Role[] = ['desk-worker', 'desk-lead'];
const keeper: readonly Role[] = ['area-keeper'];

/** Who may: a new route without a line here fails. */
const expected: Record<RouteName, Partial<Record<Method, typeof everyone | readonly Role[]>>> = {
  home: { get: everyone },
  leave: { get: everyone },
  about: { get: everyone },
  guideList: { get: everyone },
  guideNotice: { get: everyone, post: everyone },
  guideNhs: { get: everyone, post: everyone },
  guideEvidence: { get: everyone },
  guide: { get: everyone },
  contest: { get: everyone, post: everyone },
  report: { get: everyone, post: everyone },
  numbers: { get: everyone },
  apiAuditRoots: { get: everyone },
  asset: { get: everyone },
  serviceWorker: { get: everyone },
  robots: { get: everyone },
  siteMap: { get: everyone },
  healthz: { get: everyone },
  readyz: { get: everyone },
  apiDescription: { get: everyone },
  apiArea: { get: everyone },
  deskInbox: { get: desk },
  deskPictures: { get: desk },
  apiDeskRecords: { get: desk },
  apiDeskRecord: { post: desk },
  apiDeskMessages: { post: desk },
  apiDeskAttachment: { get: desk, put: desk },
  apiDeskHandOver: { post: desk },
  apiDeskHandOverAttachment: { get: desk, put: desk },
  apiDeskUnopened: { post: desk },
  apiDeskWithoutConsent: { get: desk, post: desk },
  apiDeskSecondLook: { post: desk },
  apiDeskDestroy: { get: desk, post: desk },
  join: { get: everyone },
  warnings: { get: everyone },
  notify: { get: everyone, post: everyone },
  notifyStop: { get: everyone, post: everyone },
  apiNotifications: { post: everyone },
  check: { get: everyone },
  deskCards: { get: makers },
  apiDeskCards: { get: makers, post: makers },
  apiDeskCard: { delete: makers },
  apiDeskSheet: { delete: makers },
  deskPrint: { get: makers },
  apiDeskPrinted: { get: makers, post: makers },
  apiDeskPrintedOne: { put: makers },
  apiCards: { post: everyone },
  deskSignIn: { get: everyone },
  deskRecover: { get: everyone },
  apiDeskRecoverFind: { post: everyone },
  apiDeskRecover: { post: everyone },
  deskSetUp: { get: everyone },
  deskJoin: { get: everyone },
  deskPasskeys: { get: staff },
  deskPeople: { get: staff },
  apiDeskEpochs: { get: everyone },
  apiDeskChallenge: { post: everyone },
  apiDeskSignIn: { post: everyone },
  apiDeskSignOut: { post: everyone },
  apiDeskSetUp: { post: everyone },
  apiDeskSetUpLink: { post: everyone },
  apiDeskInvited: { post: everyone },
  apiDeskJoin: { post: everyone },
  apiDeskPasskeySignIn: { post: everyone },
  apiDeskPasskeys: { get: staff, post: staff, delete: staff },
  apiDeskTabKey: { post: staff },
  apiDeskMe: { get: staff },
  apiDeskKeys: { get: staff },
  apiDeskSecrets: { put: staff },
  apiDeskSharing: { get: makers },
  apiDeskShare: { put: makers },
  apiDeskPeople: { get: staff },
  apiDeskInvites: { post: inviters, delete: inviters },
  apiDeskTurn: { post: staff },
  apiDeskApprove: { post: staff },
  apiDeskTest: { get: desk, post: desk },
  apiDeskRootKey: { get: keeper },
  apiEvaluationKeys: { get: everyone },
  apiTokens: { post: everyone },
  apiEvaluate: { post: everyone },
  apiDeskEvaluate: { post: ['desk-worker', 'desk-lead'] },
  back: { get: everyone, post: everyone },
  apiWayBack: { post: everyone },
  apiWayBackActs: { post: everyone },
  help: { get: everyone, post: everyone },
  helpService: { get: everyone, post: everyone },
  helpCard: { get: everyone },
  helpCalendar: { get: everyone },
  hsds: { get: everyone },
  hsdsHome: { get: everyone },
  hsdsServices: { get: everyone },
  hsdsService: { get: everyone },
  hsdsTaxonomies: { get: everyone },
  hsdsTaxonomy: { get: everyone },
  hsdsTerms: { get: everyone },
  hsdsTerm: { get: everyone },
  hsdsOrganizations: { get: everyone },
  hsdsOrganization: { get: everyone },
  hsdsPlaces: { get: everyone },
  hsdsPlace: { get: everyone },
  stillRight: { get: everyone, post: everyone },
  stillRightThanks: { get: everyone },
  deskFacts: { get: keepersOfFacts, post: keepersOfFacts },
  deskFactsImport: { get: keepersOfFacts, post: keepersOfFacts },
  deskFact: { get: keepersOfFacts, post: keepersOfFacts },
  deskWarnings: { get: writers },
  deskWarningNew: { get: writers },
  apiBundle: { get: everyone },
  apiFeedStream: { get: everyone },
  lock: { get: everyone },
  lostPhone: { get: everyone },
  apiCardRecovery: { post: everyone },
  homeScreen: { get: everyone },
  homeScreenAs: { get: everyone },
  manifest: { get: everyone },
  apiFeedEpochs: { get: everyone },
  apiDeskFeed: { get: makers, post: makers },
  apiDeskDrafts: { get: writers, post: writers },
  apiDeskDraft: { post: writers },
  apiDeskApproveDraft: { post: writers },
  apiDeskWarning: { post: writers },
  apiDeskRepeat: { post: writers },
  apiReports: { post: everyone },
  apiAttachment: { put: everyone },
};

/** What stands behind an open door may say no to an empty request: that it cannot be read, is too short or unsigned. */
const saysNo: readonly number[] = [400, 401, 409, 415, 422];
/** And of these, that what the address names is not there. */
const no: Partial<Record<RouteName, 404 | 503>> = {
  apiBundle: 404,
  homeScreenAs: 404,
  manifest: 404,
  apiFeedStream: 404,
  apiFeedEpochs: 404,
  asset: 404,
  helpService: 404,
  helpCard: 404,
  helpCalendar: 404,
  hsdsService: 404,
  hsdsTaxonomy: 404,
  hsdsTerm: 404,
  hsdsOrganization: 404,
  hsdsPlace: 404,
  apiDeskRecord: 404,
  apiDeskUnopened: 404,
  apiDeskWithoutConsent: 404,
  apiDeskDestroy: 404,
  apiDeskAttachment: 404,
  apiDeskHandOverAttachment: 404,
  apiDeskCard: 404,
  apiDeskSheet: 404,
  apiDeskTest: 404,
  apiDeskRootKey: 404,
  deskFact: 404,
  // The one desk has liaisons here, and so takes nothing from the public.
  report: 503,
  contest: 503,
};

const params: Record<string, string> = {
  area: 'chesterfield',
  name: 'help',
  desk: 'support',
  other: 'support',
  leaf: '7',
  batch: '7',
  code: 'a2a2a2a2a2a2a2a2',
  id: '0b0f6c1e-8d5e-4f3a-9c39-2a7d8f1e6b11',
  service: '0b0f6c1e-8d5e-4f3a-9c39-2a7d8f1e6b11',
  record: 'x',
  attachment: 'x',
  act: 'x',
  uuid: '0b0f6c1e-8d5e-4f3a-9c39-2a7d8f1e6b11',
  draft: 'x',
  warning: 'x',
  number: '1',
};

/** Routes in which the area's keeper may name any desk: its people and keys, never what it was sent. */
const keepersRoutes: readonly RouteName[] = ['apiDeskPeople', 'apiDeskInvites', 'apiDeskApprove'];

test('whoever names a desk that is not theirs gets the one same refusal, whatever their role', async () => {
  let refused = 0;
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][])
    for (const method of ['get', 'post', 'put', 'delete'] as const) {
      const wanted = expected[name][method];
      if (!route.path.includes('{desk}') || wanted === undefined || wanted === everyone) continue;
      for (const role of wanted) {
        const ask = async (desk: string) => {
          const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
            key === 'desk' ? desk : (params[key] ?? ''),
          );
          const headers = { cookie: cookies.get(role) ?? '' };
          const answer = await fetch(`${application.origin}${path}`, {
            method: method.toUpperCase(),
            headers,
          });
          return { status: answer.status, text: await answer.text() };
        };
        const who = `${name} ${method} by ${role}`;
        assert.notEqual((await ask('support')).status, 403, `${who}: their own desk`);
        const foreign = await ask('outside');
        if (role === 'area-keeper' && keepersRoutes.includes(name)) assert.notEqual(foreign.status, 403, who);
        else {
          assert.deepEqual(foreign, { status: 403, text: '{"title":"not-yours","status":403}' }, who);
          refused += 1;
        }
        assert.equal((await ask('nowhere')).status === 403, true, `${who}: a desk that is not there`);
      }
    }
  assert.ok(refused > 80, `${refused} refusals`);
});

/** Signing out comes last: it ends the session of whoever asks. */
const inOrder = (Object.entries(routes) as [RouteName, Route][]).toSorted(
  ([a], [b]) => Number(a === 'apiDeskSignOut') - Number(b === 'apiDeskSignOut'),
);

test('every route of the table is open to whom it says, and to all others the one same refusal', async () => {
  const refusals = new Map<string, string>();
  for (const [name, route] of inOrder) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => params[key] ?? '');
    for (const method of ['get', 'post', 'put', 'delete'] as const) {
      const wanted = expected[name][method];
      assert.deepEqual(route[method], wanted === everyone ? roles : wanted, `${name} ${method}`);
      for (const [role, cookie] of cookies) {
        const answer = await fetch(`${application.origin}${path}`, {
          method: method.toUpperCase(),
          redirect: 'manual',
          headers: { cookie },
        });
        const text = await answer.text();
        const who = `${name} ${method} by ${role}: ${answer.status}`;
        if (answer.headers.get('content-type')?.startsWith('text/html') === true)
          assert.match(text, /id="in-danger"[\s\S]*999[\s\S]*112[\s\S]*55[\s\S]*REGISTER/, who);
        if (wanted === undefined) assert.equal(answer.status, 405, who);
        else if (wanted === everyone || (role !== 'nobody' && wanted.includes(role)))
          assert.ok(answer.status === no[name] || answer.status < 400 || saysNo.includes(answer.status), who);
        else {
          assert.equal(answer.status, 403, who);
          const kind = `${route.kind} ${method}`;
          assert.equal(text, refusals.get(kind) ?? text, who);
          refusals.set(kind, text);
        }
      }
    }
  }
});
