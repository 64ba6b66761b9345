/**
 * Every route of the table, asked by somebody of every role and by somebody who is not signed in: it is open to them, or
 * they get the one same refusal. The list of who may stands here a second time on purpose.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type Method, type Role, type Route, type RouteName, roles, routes } from '#routes.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { setUpDesk } from '../support/desk.ts';

let application: TestApplication;
const cookies = new Map<Role | 'nobody', string>();

before(async () => {
  application = await startApplication();
  const { workers } = await setUpDesk(application, { workers: 1 });
  const { owner } = application.database.pools;
  for (const role of roles) {
    const token = randomBytes(32).toString('base64url');
    // The same worker in every role: what differs is the role alone.
    const { rows } = await owner.query<{ id: string }>(
      `insert into desks.worker select area_id, gen_random_uuid(), organisation_id, first_name, $2, recipient || $3, verify_key,
         sha256($4), bundle, bundle_recipient, state, since_day from desks.worker where id = $1 returning id`,
      [workers[0]?.id, [role], role, Buffer.from(role)],
    );
    await owner.query('insert into desks.session values ($1, sha256($2), $3, $4, $5)', [
      'chesterfield',
      Buffer.from(token),
      rows[0]?.id,
      randomBytes(32),
      new Date(application.clock.now().epochMilliseconds),
    ]);
    cookies.set(role, `__Host-waymark=${token}`);
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
  healthz: { get: everyone },
  readyz: { get: everyone },
  apiDescription: { get: everyone },
  apiArea: { get: everyone },
  deskInbox: { get: desk },
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
  check: { get: everyone },
  deskCards: { get: makers },
  apiDeskCards: { get: makers, post: makers },
  apiDeskCard: { delete: makers },
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
  deskFacts: { get: keepersOfFacts, post: keepersOfFacts },
  deskFact: { get: keepersOfFacts, post: keepersOfFacts },
  deskWarnings: { get: writers },
  deskWarningNew: { get: writers },
  apiBundle: { get: everyone },
  apiFeedEpochs: { get: everyone },
  apiDeskFeed: { post: ['desk-worker', 'desk-lead', 'outreach'] },
  apiDeskDrafts: { get: writers, post: writers },
  apiDeskDraft: { post: writers },
  apiDeskApproveDraft: { post: writers },
  apiDeskWarning: { post: writers },
  apiDeskRepeat: { post: writers },
  apiReports: { post: everyone },
  apiAttachment: { put: everyone },
};

const params: Record<string, string> = {
  area: 'chesterfield',
  name: 'help',
  desk: 'outside',
  other: 'support',
  leaf: '7',
  service: '0b0f6c1e-8d5e-4f3a-9c39-2a7d8f1e6b11',
  record: 'x',
  attachment: 'x',
  act: 'x',
  uuid: '0b0f6c1e-8d5e-4f3a-9c39-2a7d8f1e6b11',
  draft: 'x',
  warning: 'x',
};

test('every route of the table is open to whom it says, and to all others the one same refusal', async () => {
  const refusals = new Map<string, string>();
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
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
        if (wanted === undefined) assert.equal(answer.status, 405, who);
        else if (wanted === everyone || (role !== 'nobody' && wanted.includes(role)))
          // What is behind the door may still say no to an empty request, or to a desk that is not theirs.
          assert.ok(![401, 405, 500].includes(answer.status), who);
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
