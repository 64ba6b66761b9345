import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Kysely } from 'kysely';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { type AskPage, type Asked, askPages, fieldOf, plainText } from '../../../test/support/ask-page.ts';
import { setUpDesk } from '../../../test/support/desk.ts';
import { manyServices } from '../../../test/support/services.ts';
import { openCountDue } from '../count-due.ts';
import { doubtService } from '../queries/doubts.ts';
import { keepService } from '../queries/keep-service.ts';
import { readServices } from '../queries/read-services.ts';
import { factsOf } from '../rules/change-fact.ts';
import { exampleService } from '../rules/example-service.fixture.ts';
import { readHours } from '../rules/read-hours.ts';
import type { Service } from '../rules/service.ts';
import type { DirectoryTables } from '../tables.ts';

let app: TestApplication;
let db: Kysely<DirectoryTables>;
let desk: AskPage;
let anyone: AskPage;
const area = 'chesterfield';
const hours = readHours('every Thursday 2pm-4pm', '2026-11-24');
assert.ok(hours.ok);
const example = exampleService();
const service: Service = {
  ...example,
  schedules: [{ ...example.listing, id: 'hours', value: hours.schedule }],
};
const at = `/desk/facts/${service.id}`;

before(async () => {
  app = await startApplication({ folders: ['test/areas/littleford', 'areas/chesterfield'] });
  db = app.database.town as unknown as Kysely<DirectoryTables>;
  const { workers } = await setUpDesk(app);
  [desk, anyone] = [inArea(askPages(app, workers[0]?.cookie)), inArea(askPages(app))];
});
beforeEach(async () => {
  app.clock.set('2026-11-24T12:00:00Z');
  await app.database.pools.owner.query('delete from directory.doubt');
  await app.database.pools.owner.query('delete from directory.service');
  await app.database.pools.owner.query('update directory.version set number = number + 1');
  await keepService(db, area, service);
});
after(() => app.close());
const inArea =
  (ask: AskPage): AskPage =>
  async (path, form) =>
    await ask(`/a/${area}${path}`, form);

const now = async () => (await readServices(db, area)).find(({ id }) => id === service.id) ?? assert.fail();
const fact = async (id: string) => factsOf(await now()).find((one) => one.id === id) ?? assert.fail(id);
const refusedWith = (asked: Asked, why: RegExp) => {
  assert.equal(asked.status, 422);
  assert.match(plainText(asked.text), why);
};

test('an address is corrected beside what stands, and its coordinates are bounded and need each other', async () => {
  const address = {
    lines: '2 Example Street\r\nBack door',
    town: 'Exampleton',
    county: 'Derbyshire',
    postcode: 's401ab',
  };
  const correct = {
    act: 'correct',
    fact: 'address',
    ...address,
    latitude: '53.24',
    longitude: '-1.42',
    source: 'Went there',
  };
  refusedWith(await desk(at, { ...correct, latitude: '100' }), /A number from -90 to 90/);
  refusedWith(await desk(at, { ...correct, longitude: 'banana' }), /A number from -180 to 180/);
  refusedWith(await desk(at, { ...correct, latitude: '' }), /Both or neither/);
  refusedWith(
    await desk(at, { ...correct, postcode: 'nowhere', town: ' ' }),
    /Fill this in.*A whole postcode/,
  );
  const asked = await desk(at, correct);
  assert.equal(asked.status, 200);
  assert.match(
    plainText(asked.text),
    /Now 1 Example Street, Exampleton, Derbyshire, S40 1AA, \(53\.2, -1\.4\) After 2 Example Street, Back door, Exampleton, Derbyshire, S40 1AB, \(53\.24, -1\.42\)/,
  );
  refusedWith(await desk(at, { ...correct, asked: 'yes' }), /Say that you have checked it/);
  assert.deepEqual(await now(), service);
  assert.equal((await desk(at, { ...correct, asked: 'yes', sure: 'yes' })).status, 303);
  const { value, checkedBy, sources } = await fact('address');
  assert.deepEqual(
    [value, checkedBy, sources],
    [
      {
        lines: ['2 Example Street', 'Back door'],
        town: 'Exampleton',
        county: 'Derbyshire',
        postcode: 'S40 1AB',
        latitude: 53.24,
        longitude: -1.42,
      },
      'Ada',
      ['Went there'],
    ],
  );
});

test('an address is added once somebody says who may learn it, and waits for a check', async () => {
  await keepService(db, area, { ...service, place: null });
  const add = {
    act: 'address',
    fact: '',
    lines: '3 Example Street',
    town: 'Exampleton',
    county: 'Derbyshire',
    postcode: 'S40 1AA',
  };
  refusedWith(await desk(at, add), /Choose one/);
  refusedWith(await desk(at, { ...add, visibility: 'somebody' }), /Choose one/);
  assert.equal((await desk(at, { ...add, visibility: 'public' })).status, 303);
  assert.equal((await fact('address')).state, 'unverified');
  const page = async () => (await anyone(`/help/${service.id}`)).text;
  assert.doesNotMatch(await page(), /3 Example Street/);
  await desk(at, { act: 'confirm', fact: 'address' });
  assert.match(await page(), /3 Example Street/);
  refusedWith(await desk(at, { ...add, visibility: 'public' }), /it has an address/);
});

test('free places are added and corrected; more than there are is refused', async () => {
  const add = { act: 'capacity', fact: '', of: 'beds', maximum: '6', free: '2', asAt: '2026-11-24' };
  refusedWith(await desk(at, { ...add, free: '7' }), /More cannot be free than there are/);
  refusedWith(
    await desk(at, { ...add, maximum: '-1', of: '', asAt: '2026-11-25' }),
    /Choose one.*A whole number.*has come already/,
  );
  assert.equal((await desk(at, add)).status, 303);
  await desk(at, { act: 'confirm', fact: 'capacity' });
  assert.match(
    plainText((await anyone(`/help/${service.id}`)).text),
    /2 of 6 beds were free on 24 November 2026/,
  );
  const correct = { ...add, act: 'correct', fact: 'capacity', free: '0' };
  assert.match(
    plainText((await desk(at, correct)).text),
    /Now 2 of 6 beds free on 24 November 2026 After 0 of 6 beds free/,
  );
  refusedWith(await desk(at, { ...correct, free: '9', sure: 'yes' }), /More cannot be free/);
  await desk(at, { ...correct, sure: 'yes' });
  assert.equal(((await fact('capacity')).value as { free: number }).free, 0);
});

test('hours are corrected in words and keep what was said of single days', async () => {
  await desk(at, { act: 'cancel-day', fact: 'hours', day: '2026-12-03' });
  const typed = await desk(at, { act: 'hours-words', fact: 'hours', hours: 'Thursday afternoons' });
  assert.match(plainText(typed.text), /We read it as 12 noon – 5 pm/);
  assert.match(
    plainText(typed.text),
    /Now Every Thursday, 2 pm – 4 pm\. .* After Every Thursday, 12 noon – 5 pm\..*Thursday 26 November, 12 pm.*Thursday 10 December.*Thursday 17 December/,
  );
  // The chosen fields hold the same, to be corrected there.
  assert.match(typed.text, /name="opens"[^>]*value="12:00"/);
  const carried = /<textarea name="hours" hidden[^>]*>([^<]*)</.exec(typed.text)?.[1] ?? assert.fail();
  const keep = { act: 'keep-hours', fact: 'hours', hours: carried, source: 'Rang' };
  refusedWith(await desk(at, keep), /Say that you have checked it/);
  assert.equal((await desk(at, { ...keep, sure: 'yes' })).status, 303);
  const { value, checkedBy } = (await now()).schedules[0] ?? assert.fail();
  assert.deepEqual(
    [value.opens, value.closes, value.except, checkedBy],
    ['12:00', '17:00', ['2026-12-03'], 'Ada'],
  );
  for (const hidden of ['keep-hours', 'hours-words'])
    refusedWith(
      await desk(at, { act: hidden, fact: '', hours: 'whenever you like' }),
      /We do not understand “whenever”/,
    );
});

test('dates are cancelled and added, hours get an end and bank holidays, in a press each', async () => {
  const next = async () =>
    [...plainText((await desk(at)).text).matchAll(/Thursday (\d+ \w+), 2 pm – 4 pm/g)].map(([, day]) => day);
  const press = async (act: string, fields: Record<string, string>) =>
    await desk(at, { act, fact: 'hours', ...fields });
  assert.deepEqual(await next(), ['26 November', '3 December', '10 December']);
  await press('cancel-day', { day: '2026-12-03' });
  assert.deepEqual(await next(), ['26 November', '10 December', '17 December']);
  await press('add-day', { day: '2026-12-03' });
  assert.deepEqual(await next(), ['26 November', '3 December', '10 December']);
  refusedWith(await press('cancel-day', { day: '2026-12-04' }), /It is not open on that day/);
  refusedWith(await press('add-day', { day: '2026-12-10' }), /It is open on that day already/);
  refusedWith(await press('cancel-day', { day: 'banana' }), /A day such as/);
  refusedWith(await press('end-on', { until: '2026-11-01' }), /That day is over/);
  await press('end-on', { until: '2026-12-09' });
  assert.deepEqual(await next(), ['26 November', '3 December']);
  await press('end-on', { until: '' });
  refusedWith(await press('bank-holidays', { holidays: 'sometimes' }), /Choose one/);
  await press('bank-holidays', { holidays: 'ring' });
  const { value, checkedOn } = (await now()).schedules[0] ?? assert.fail();
  assert.deepEqual([value.bankHolidays, value.validTo, checkedOn], ['ring', null, '2026-11-01']);
});

test('the list of two hundred is grouped by what hurts, found by words, and counted on every page of the desk', async () => {
  // Listing, telephone and address of each are confirmed.
  const many = manyServices(200).map(({ id, name }) => ({
    ...exampleService(),
    id,
    name,
    contacts: example.contacts.slice(0, 1),
  }));
  for (const one of many) await keepService(db, area, one);
  const [first, second] = many;
  assert.ok(first && second);
  await doubtService(db, area, first.id);
  const list = async (query = '') => plainText((await desk(`/desk/facts${query}`)).text);
  assert.match(
    await list(),
    /Somebody says something \(1\).*Nobody has checked it yet \(1\).*Checked, nothing due \(199\)/,
  );
  assert.match(
    await list('?only=people'),
    new RegExp(`1 service .*${first.name} .*1 reader says it is wrong`),
  );
  const found = await list(`?q=${encodeURIComponent(second.name.toUpperCase())}`);
  assert.ok(found.includes(second.name) && !found.includes(first.name), found);
  assert.match(await list('?q=nothing+of+the+kind'), /0 services/);
  assert.match(await list('?q=%3Cscript%3E&only=banana'), /0 services/);
  const count = openCountDue({ db, clock: app.clock });
  for (const path of ['/desk', '/desk/people', '/desk/facts'])
    assert.match(plainText((await desk(path)).text), /Services, 2 due/);
  assert.equal(await count(area), 2);
  // All were checked until 31 December, and are hidden from 31 January on.
  for (const [day, group, days] of [
    ['2027-01-01', /Hidden within 30 days \(200\)/, 'a fact is hidden in 30 days'],
    ['2027-01-20', /Hidden within 14 days \(200\)/, 'a fact is hidden in 11 days'],
    ['2027-01-30', /Hidden within 3 days \(200\)/, 'a fact is hidden tomorrow'],
    ['2027-01-31', /Hidden: the check is too old \(200\)/, '3 facts are hidden now'],
  ] as const) {
    app.clock.set(`${day}T12:00:00Z`);
    await refreshSession();
    const said = await list();
    assert.match(said, group);
    assert.ok(said.includes(days), `${day}: ${days}`);
    assert.match(said, /Services, 201 due/);
    assert.equal(await count(area), 201);
  }
  const { owner } = app.database.pools;
  await owner.query(`update desks.worker set roles = '{outreach}'`);
  assert.doesNotMatch(plainText((await desk('/desk/cards')).text), /due/);
  await owner.query(`update desks.worker set roles = '{desk-worker,desk-lead,outreach}'`);
});
/** Sessions idle out; this one is at its desk. */
const refreshSession = async () =>
  await app.database.pools.owner.query('update desks.session set last_seen = $1', [
    new Date(app.clock.now().epochMilliseconds),
  ]);

test('a need whose last service goes stale shows where the lines are and how to ask a desk', async () => {
  const look = async () => plainText((await anyone('/help', { need: 'talk' })).text);
  const shown = await anyone('/help', { need: 'talk' });
  assert.match(plainText(shown.text), /Someone to talk to: 1 service/);
  app.clock.set('2027-01-30T12:00:00Z');
  assert.match(await look(), /Someone to talk to: 1 service.*Not checked lately/);
  app.clock.set('2027-01-31T12:00:00Z');
  const stale = await anyone('/help', { need: 'talk' });
  assert.match(plainText(stale.text), /Someone to talk to: Nothing here that a person has checked/);
  assert.match(stale.text, new RegExp(`href="/a/${area}/guide/help"[^>]*>Telephone lines that answer now`));
  assert.match(stale.text, new RegExp(`href="/a/${area}/report"[^>]*>Ask a desk`));
  assert.doesNotMatch(stale.text, /960001|drop-in/);
});

test('what is pressed twice, made up or sent by nobody of ours changes nothing', async () => {
  const before_ = await now();
  for (const form of [
    { act: 'correct', fact: 'nothing', to: '01632 960001' },
    { act: 'keep-hours', fact: 'nothing', hours: 'daily 24 hours', sure: 'yes' },
    { act: 'cancel-day', fact: 'phone', day: '2026-12-03' },
  ])
    assert.equal((await desk(at, form)).status, 404, form.act);
  for (const act of ['', 'banana', 'constructor', '__proto__'])
    assert.equal((await desk(at, { act, fact: '' })).status, 422, act);
  assert.equal((await anyone(at, { act: 'link', fact: '' })).status, 403);
  assert.equal(fieldOf((await desk(at)).text, 'link'), '');
  assert.deepEqual(await now(), before_);
});

test('a service that nobody is shown because of its own words is called so, and the page says what to do', async () => {
  const said = async () => [
    plainText((await desk('/desk/facts')).text),
    plainText((await desk(at)).text),
    (await anyone(`/help/${service.id}`)).status,
  ];
  const [list, page, open] = await said();
  assert.match(String(list), /Example drop-in\s+Example Trust · shown/);
  assert.doesNotMatch(`${list} ${page}`, /not shown, its words say too much|Mend the words/);
  assert.equal(open, 200);
  await keepService(db, area, { ...service, description: 'A warm room. Or ring 01632 960777.' });
  const [listAfter, pageAfter, openAfter] = await said();
  assert.match(String(listAfter), /Not shown: its words say too much \(1\)/);
  assert.match(String(listAfter), /Example drop-in\s+Example Trust · not shown, its words say too much/);
  assert.match(String(pageAfter), /Nobody is shown this service.*Mend the words/);
  assert.equal(openAfter, 404);
});
