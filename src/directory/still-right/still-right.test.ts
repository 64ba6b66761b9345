import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Kysely } from 'kysely';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { type AskPage, askPages, fieldOf, plainText } from '../../../test/support/ask-page.ts';
import { setUpDesk } from '../../../test/support/desk.ts';
import { keepService } from '../queries/keep-service.ts';
import { readProposalsOf } from '../queries/proposals.ts';
import { readServices } from '../queries/read-services.ts';
import { sweepSelfChecks } from '../queries/self-check.ts';
import { exampleService } from '../rules/example-service.fixture.ts';
import { serviceItself } from '../rules/public-service.ts';
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
  app = await startApplication({ folders: ['areas/chesterfield', 'test/areas/littleford'] });
  db = app.database.town as unknown as Kysely<DirectoryTables>;
  const { workers } = await setUpDesk(app);
  desk = askPages(app, workers[0]?.cookie);
  anyone = askPages(app);
});
beforeEach(async () => {
  app.clock.set('2026-11-24T12:00:00Z');
  await app.database.pools.owner.query('delete from directory.self_check');
  await app.database.pools.owner.query('delete from directory.proposal');
  await keepService(db, area, service);
});
after(() => app.close());

/** Makes a link at the desk and gives its code, as the page shows it once. */
async function makeLink(): Promise<string> {
  const { text } = await desk(at, { act: 'link', fact: '' });
  return fieldOf(text, 'link').split('#')[1] ?? assert.fail(plainText(text));
}
const open = async (code: string) => await anyone('/still-right', { code });
/** The form as it was offered, with some of it changed. */
async function answer(code: string, changes: Record<string, string>) {
  const { text } = await open(code);
  const fields = {
    code,
    seen: fieldOf(text, 'seen'),
    'contact-phone': '01632 960001',
    'contact-old': '01632 960002',
    'hours-hours': 'Every Thursday, 2 pm – 4 pm. Closed on bank holidays.',
    lines: '1 Example Street',
    town: 'Exampleton',
    county: 'Derbyshire',
    postcode: 'S40 1AA',
  };
  return await anyone('/still-right', { ...fields, ...changes });
}
const now = async () => (await readServices(db, area)).find(({ id }) => id === service.id) ?? assert.fail();
const proposals = async () => await readProposalsOf(db, area, service.id);
const isOpen = async (code: string) => (await open(code)).status === 200;

test('a link is shown once, and only its trace is kept', async () => {
  const made = await desk(at, { act: 'link', fact: '' });
  const link = fieldOf(made.text, 'link');
  const [address, code = ''] = link.split('#');
  assert.equal(address, `${app.origin}/still-right`);
  assert.match(plainText(made.text), /works until 24 December 2026/);
  const again = await desk(at);
  assert.ok(!again.text.includes(code) && again.text.includes('A link is open until 24 December 2026'));
  const { rows } = await app.database.pools.owner.query('select * from directory.self_check');
  assert.equal(rows.length, 1);
  const kept = JSON.stringify(rows).toLowerCase();
  for (const form of [code, code.replaceAll('-', '')]) assert.ok(!kept.includes(form));
  assert.equal(Buffer.from((rows[0] as { token_hash: Uint8Array }).token_hash).length, 32);
});

test('whoever fetches the link, or presses without ticking, uses nothing up and is shown nothing', async () => {
  const code = await makeLink();
  for (const path of [
    `/still-right#${code}`,
    `/still-right?code=${code}`,
    `/ro/still-right`,
    '/still-right/thanks',
  ]) {
    const got = await anyone(path);
    assert.equal(got.status, 200);
    assert.doesNotMatch(got.text, /01632|Example Street|drop-in/);
  }
  await fetch(`${app.origin}/still-right`, { method: 'HEAD' });
  assert.equal((await anyone('/still-right', {})).status, 404);
  const opened = await open(code);
  const seen = fieldOf(opened.text, 'seen');
  for (const fields of [
    {},
    { act: 'right' },
    { act: 'right', seen },
    { act: 'right', seen, sure: 'no' },
    { act: 'x', seen },
  ])
    await anyone('/still-right', { code, ...fields });
  const nothing = await answer(code, { act: 'change' });
  assert.equal(nothing.status, 422);
  assert.match(plainText(nothing.text), /You have changed nothing/);
  assert.ok(await isOpen(code));
  assert.deepEqual([await now(), await proposals()], [service, []]);
});

test('a service is shown what we say, also what waits for a check, and "still right" renews what we had checked', async () => {
  const code = await makeLink();
  const shown = plainText((await open(code)).text);
  assert.match(shown, /What we say about Example drop-in/);
  assert.match(shown, /Telephone: 01632 960001 Everybody can see this/);
  assert.match(shown, /Telephone: 01632 960002 Nobody can see this yet/);
  assert.match(shown, /Every Thursday, 2 pm – 4 pm/);
  assert.doesNotMatch(shown, /960003|Ada/);
  const sent = await answer(code, { act: 'right', sure: 'yes' });
  assert.deepEqual([sent.status, sent.location], [303, '/still-right/thanks']);
  const after_ = await now();
  assert.deepEqual(
    [after_.listing, ...after_.contacts, ...after_.schedules].map(({ id, checkedBy, checkedOn }) => [
      id,
      checkedBy,
      checkedOn,
    ]),
    [
      ['listing', serviceItself, '2026-11-24'],
      ['phone', serviceItself, '2026-11-24'],
      ['old', null, null],
      ['hours', serviceItself, '2026-11-24'],
    ],
  );
  // What nobody of ours had checked waits at the desk, and is gone from there once it is.
  const page = plainText((await desk(at)).text);
  assert.match(page, /On 24 November 2026 the service said that this is still right.*Telephone 01632 960002/);
  assert.match(page, /the service itself, 24 November 2026/);
  const everybody = plainText((await anyone(`/help/${service.id}`)).text);
  assert.match(everybody, /They told us on 24 November 2026/);
  assert.doesNotMatch(everybody, /960002/);
  await desk(at, { act: 'confirm', fact: 'old' });
  assert.deepEqual(await proposals(), []);
});

test('used, unknown, old, taken back, replaced, mistyped, of another area: one and the same page', async () => {
  const used = await makeLink();
  await answer(used, { act: 'right', sure: 'yes' });
  const replaced = await makeLink();
  const taken = await makeLink();
  await desk(at, { act: 'take-back', fact: '' });
  const old = await makeLink();
  app.clock.advance({ days: 30 });
  assert.ok(await isOpen(old), 'the last day');
  app.clock.advance({ days: 1 });
  const codes = [used, replaced, taken, old, 'aaaa-bbbb-cccc-dddd-eeee-ffff-gg', 'banana', ''];
  const pages = await Promise.all(codes.map(async (code) => await open(code)));
  app.clock.set('2026-11-24T12:00:00Z');
  const here = await makeLink();
  const elsewhere = await anyone('/a/littleford/still-right', { code: here });
  assert.equal(elsewhere.status, 404);
  assert.ok(await isOpen(here));
  await desk(at, { act: 'retire', fact: '' });
  pages.push(await open(here));
  for (const [index, { status, text }] of pages.entries()) {
    assert.equal(status, 404);
    const plain = (page: string) => page.replaceAll(/ value="[^"]*"/g, '');
    assert.equal(plain(text), plain(pages[0]?.text ?? ''), `${index}`);
  }
  assert.match(plainText(pages[0]?.text ?? ''), /It was used. Then we have your answer/);
  assert.match(plainText((await anyone('/ro/still-right', { code: used })).text), /Codul acesta nu merge/);
  await desk(at, { act: 'bring-back', fact: '' });
  assert.ok(await isOpen(here));
  assert.equal(await sweepSelfChecks(db, '2026-12-25'), 1);
  assert.ok(!(await isOpen(here)));
});

test('of two answers at once one counts', async () => {
  const code = await makeLink();
  const seen = fieldOf((await open(code)).text, 'seen');
  const answers = await Promise.all(
    [1, 2, 3].map(async () => await anyone('/still-right', { code, seen, act: 'right', sure: 'yes' })),
  );
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [303, 404, 404],
  );
  assert.equal((await proposals()).length, 1);
});

test('an answer to what has changed meanwhile is asked again, and the link still works', async () => {
  const code = await makeLink();
  const seen = fieldOf((await open(code)).text, 'seen');
  await desk(at, { act: 'reject', fact: 'old' });
  const late = await anyone('/still-right', { code, seen, act: 'right', sure: 'yes' });
  assert.equal(late.status, 409);
  assert.match(plainText(late.text), /Something here has changed/);
  assert.doesNotMatch(late.text.replaceAll(/name="contact-old"[^>]*/g, ''), /960002/);
  assert.equal((await now()).listing.checkedBy, 'Ada');
  assert.ok(await isOpen(code));
});

test('what is typed wrongly is refused at its field, and what was typed is still there', async () => {
  const code = await makeLink();
  const wrong = await answer(code, {
    act: 'change',
    'contact-phone': 'banana',
    words: '<b>we cook</b>',
    town: '',
  });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /value="banana"/);
  assert.match(wrong.text, /&lt;b&gt;we cook/);
  assert.match(plainText(wrong.text), /No telephone can dial this.*Write plain words/);
  const switched = await anyone('/ro/still-right', {
    code,
    seen: fieldOf(wrong.text, 'seen'),
    switch: 'ro',
    words: 'we cook',
  });
  assert.match(plainText(switched.text), /Ce spunem despre Example drop-in.*we cook/);
  assert.ok(await isOpen(code));
  assert.deepEqual(await proposals(), []);
});

test('a proposal changes nothing before somebody has rung the old number', async () => {
  const code = await makeLink();
  const sent = await answer(code, {
    act: 'change',
    'contact-phone': '01632 960050',
    'contact-old': '',
    words: 'We cook now.',
  });
  assert.equal(sent.status, 303);
  assert.deepEqual(await now(), service);
  assert.doesNotMatch((await anyone(`/help/${service.id}`)).text, /960050/);
  assert.match(
    plainText((await desk('/desk/facts?only=people')).text),
    /Example drop-in .* The service proposes 3 changes/,
  );
  const page = (await desk(at)).text;
  const shown = plainText(page);
  assert.match(shown, /Now 01632 960001 After 01632 960050 Ring 01632 960001/);
  assert.match(shown, /Now 01632 960002 After It is gone Ring 01632 960001/);
  assert.match(shown, /In their own words .* We cook now\./);
  const change = (await proposals()).find(({ said }) => said === '+441632960050') ?? assert.fail();
  const was = '01632 960001';
  const unrung = await desk(at, { act: 'accept', proposal: change.id, was });
  assert.equal(unrung.status, 422);
  assert.match(plainText(unrung.text), /Ring the old number first/);
  const stale = await desk(at, { act: 'accept', proposal: change.id, was: '01632 960009', rang: 'yes' });
  assert.match(plainText(stale.text), /It has changed since you opened the page/);
  assert.deepEqual(await now(), service);
  assert.equal((await desk(at, { act: 'accept', proposal: change.id, was, rang: 'yes' })).status, 303);
  const phone = (await now()).contacts[0];
  assert.deepEqual(
    [phone?.value.to, phone?.checkedBy, phone?.sources],
    ['+441632960050', 'Ada', ['the service, by its link; Ada rang the old number']],
  );
  assert.match((await anyone(`/help/${service.id}`)).text, /tel:\+441632960050/);
  // A second press, or one by a colleague, finds it done.
  assert.equal((await desk(at, { act: 'accept', proposal: change.id, was, rang: 'yes' })).status, 303);
  const gone = (await proposals()).find(({ said }) => said === '') ?? assert.fail();
  const unsaid = await desk(at, { act: 'turn-down', proposal: gone.id, reason: ' ' });
  assert.equal(unsaid.status, 422);
  assert.equal(
    (await desk(at, { act: 'turn-down', proposal: gone.id, reason: 'They still answer <there>' })).status,
    303,
  );
  assert.match(
    (await now()).note ?? '',
    /was \+441632960003\n2026-11-24: Ada turned down .* \(Telephone\): They still answer/,
  );
  const words = (await proposals())[0] ?? assert.fail();
  await desk(at, { act: 'accept', proposal: words.id, was: '' });
  assert.deepEqual(await proposals(), []);
});

test('proposed hours are read back before they are accepted, and what is not understood is named', async () => {
  const code = await makeLink();
  await answer(code, { act: 'change', 'hours-hours': 'Thursdays after lunch' });
  const [proposal = assert.fail()] = await proposals();
  const page = (await desk(at)).text;
  assert.match(plainText(page), /We do not understand “after”/);
  const fields = {
    act: 'accept',
    proposal: proposal.id,
    rang: 'yes',
    was: 'Every Thursday, 2 pm – 4 pm. Closed on bank holidays.',
  };
  const unread = await desk(at, { ...fields, hours: 'Thursdays after lunch' });
  assert.equal(unread.status, 422);
  const again = await desk(at, { ...fields, hours: 'Thursdays 1pm-3pm' });
  assert.equal(again.status, 422);
  assert.match(
    plainText(again.text),
    /We read it as: Every Thursday, 1 pm – 3 pm.*Thursday 26 November, 1 pm/,
  );
  assert.deepEqual(await now(), service);
  const read = fieldOf(again.text, 'read');
  assert.equal((await desk(at, { ...fields, hours: 'Thursdays 1pm-3pm', read })).status, 303);
  assert.deepEqual(
    (await now()).schedules.map(({ value, checkedBy }) => [value.opens, value.closes, checkedBy]),
    [['13:00', '15:00', 'Ada']],
  );
});

test('a code is in no line of the log, nor anything that was typed', async () => {
  const code = await makeLink();
  await answer(code, { act: 'change', words: 'canary of a service' });
  await open(code);
  const lines = app.lines.join('\n');
  for (const said of [code, code.replaceAll('-', ''), 'canary', 'still-right'])
    assert.ok(!lines.includes(said), said);
});
