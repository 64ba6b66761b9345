/** Every route of the table, asked by somebody who is not signed in: open to everyone, or the one same refusal. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Method, type Route, type RouteName, roles, routes } from '#routes.ts';
import { type TestApplication, startApplication } from '../support/application.ts';

let application: TestApplication;
before(async () => {
  application = await startApplication();
});
after(() => application.close());

/** Who may: a new route without a line here fails. */
const expected: Record<RouteName, Partial<Record<Method, 'everyone'>>> = {
  home: { get: 'everyone' },
  leave: { get: 'everyone' },
  about: { get: 'everyone' },
  guide: { get: 'everyone' },
  report: { get: 'everyone' },
  asset: { get: 'everyone' },
  healthz: { get: 'everyone' },
  readyz: { get: 'everyone' },
  apiArea: { get: 'everyone' },
  apiReports: { post: 'everyone' },
};

test('the table says of every route and method who may call it, and the application does as it says', async () => {
  const params: Record<string, string> = { area: 'chesterfield', name: 'help' };
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    for (const method of ['get', 'post', 'put', 'delete'] as const) {
      const allowed = route[method];
      const wanted = expected[name][method];
      assert.equal(allowed !== undefined, wanted !== undefined, `${name} ${method}`);
      if (wanted === 'everyone') assert.deepEqual(allowed, roles, `${name} ${method}`);
      const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => params[key] ?? '');
      const { status } = await fetch(`${application.origin}${path}`, {
        method: method.toUpperCase(),
        redirect: 'manual',
      });
      if (allowed === undefined) assert.equal(status, 405, `${name} ${method}`);
      else assert.ok(![401, 403, 405, 500].includes(status), `${name} ${method} ${status}`);
    }
  }
});
