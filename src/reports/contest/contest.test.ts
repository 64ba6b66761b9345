/** `/contest` without a script, and its address for machines: the same for everyone, read by another organisation. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { type TestDesk, setUpDesk } from '../../../test/support/desk.ts';
import { generateIdentity, joinHeader, recipientOf } from '#sealed/age-file.ts';
import { openBody, sealRecord } from '#sealed/sealed-record.ts';
import { ContestBody } from '../rules/contest-form.ts';

let application: TestApplication;
let support: TestDesk;
let outside: TestDesk;
before(async () => {
  application = await startApplication();
});
after(() => application.close());

const carried = ['id', 'code', 'ticket'];
const hiddenIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    carried.map((name) => [
      name,
      new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(html)?.[1] ?? assert.fail(`no ${name}`),
    ]),
  );
type Answer = { status: number; html: string };
const read = async (answer: Response): Promise<Answer> => ({
  status: answer.status,
  html: await answer.text(),
});
const get = async (path = '/contest') => await read(await fetch(`${application.origin}${path}`));
async function send(answers: Record<string, string | string[]>, path = '/contest'): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(answers))
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
  return await read(await fetch(`${application.origin}${path}`, { method: 'POST', body: form }));
}
async function stored(id: string) {
  const { rows } = await application.database.pools.sweep.query(
    'select * from desks.every_record where id = $1',
    [id],
  );
  return rows;
}
const contest = {
  desk: 'outside',
  wants: ['wrong', 'see'],
  'identifier-1': '07700 900123',
  'identifier-kind-1': 'phone',
  story: 'fictional words',
};

test('while only the desk that writes warnings is open nothing is taken, and the page says why', async () => {
  support = await setUpDesk(application);
  const { status, html } = await get();
  assert.equal(status, 503);
  assert.match(html, /another organisation/);
  assert.ok(!html.includes('id="contest"'));
  assert.equal((await send(contest)).status, 503);
  outside = await setUpDesk(application, {
    desk: 'outside',
    organisation: 'neighbour',
    root: support.root,
  });
});

test('what is sent is sealed to the desk of another organisation; a repeat is stored once', async () => {
  const { html } = await get();
  assert.ok(!html.includes('value="support"'), 'the desk that writes warnings is offered');
  const hidden = hiddenIn(html);
  const first = await send({ ...hidden, ...contest });
  assert.equal(first.status, 200);
  assert.match(first.html, /It has arrived/);
  assert.ok(!first.html.includes('fictional words'));
  assert.equal((await send({ ...hidden, ...contest })).html, first.html);
  const changed = await send({ ...hidden, ...contest, story: 'other words' });
  assert.match(changed.html, /We already have this one/);
  const rows = await stored(hidden['id'] ?? '');
  assert.equal(rows.length, 1);
  assert.deepEqual([rows[0].desk_id, rows[0].kind], ['outside', 'contest']);
  const file = joinHeader(rows[0].sealed_key, rows[0].sealed_body);
  const place = { area: 'chesterfield', record: hidden['id'] ?? '' };
  const body = await openBody(file, outside.epoch.identity, place, ContestBody);
  assert.ok(body.ok);
  assert.equal(body.value.story, 'fictional words');
  assert.deepEqual(body.value.wants, ['wrong', 'see']);
  assert.equal((await openBody(file, support.epoch.identity, place, ContestBody)).ok, false);
});

test('what is wrong is said at its field, and what was typed is still there; another desk is refused', async () => {
  const hidden = hiddenIn((await get()).html);
  const empty = await send({ ...hidden, desk: 'outside', contact: 'a@example.org' });
  assert.equal(empty.status, 422);
  assert.match(empty.html, /at least one thing/);
  assert.ok(empty.html.includes('a@example.org'));
  const wrongDesk = await send({ ...hidden, ...contest, desk: 'support' });
  assert.equal(wrongDesk.status, 422);
  assert.match(wrongDesk.html, /choose who should read/);
  assert.equal((await stored(hidden['id'] ?? '')).length, 0);
  const forged = await send({ ...hidden, ...contest, ticket: '1.00000000000000000000000000000000' });
  assert.equal(forged.status, 422);
  assert.ok(forged.html.includes('fictional words'));
});

test('switching to Romanian keeps what was typed, and its page speaks it', async () => {
  const hidden = hiddenIn((await get()).html);
  const { html } = await send({ ...hidden, ...contest, switch: 'ro' }, '/ro/contest');
  assert.match(html, /Contestă o avertizare/);
  assert.ok(html.includes('fictional words'));
});

test('the machine address takes a contest for another organisation and for no other', async () => {
  const post = async (desk: TestDesk, kind: string): Promise<number> => {
    const id = randomUUID();
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    const wayBack = {
      locator: Buffer.from(random(16)).toString('hex'),
      recipient: await recipientOf(generateIdentity(random)),
      verifyKey: Buffer.from(random(32)).toString('hex'),
    };
    const files = await sealRecord(
      { area: 'chesterfield', record: id, wayBack, summary: {}, body: {} },
      desk.epoch.recipient,
    );
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
    const [summary, sealed] = [base64(files.summary), base64(files.body)];
    const body = JSON.stringify({ id, kind, desk: desk.desk, epoch: 0, summary, sealed, wayBack });
    const address = `${application.origin}/api/areas/chesterfield/reports`;
    return (await fetch(address, { method: 'POST', body })).status;
  };
  assert.equal(await post(outside, 'contest'), 201);
  assert.equal(await post(support, 'contest'), 422);
  assert.equal(await post(support, 'report'), 201);
  assert.equal(await post(outside, 'warning'), 422);
});

test('it never looks: with everything about warnings taken away, every answer is the same, byte for byte', async () => {
  const { owner } = application.database.pools;
  /** Without what is random in every page: id, ticket and code. */
  const masked = ({ status, html }: Answer, hidden: Record<string, string>): string => {
    let text = html;
    for (const value of Object.values(hidden)) text = text.replaceAll(value, '-');
    const code = (hidden['code']?.match(/.{4}/g) ?? []).join(' ');
    text = text.replaceAll(new RegExp(`${code} \\d`, 'g'), '-');
    return `${status} ${text.replaceAll(/<ol class="code-words__words"[^]*?<\/ol>/g, '-')}`;
  };
  async function walk(): Promise<string[]> {
    const page = await get();
    const hidden = hiddenIn(page.html);
    const wrong = await send({ ...hidden, desk: 'outside' });
    const sent = await send({ ...hidden, ...contest });
    return [masked(page, hidden), masked(wrong, hidden), masked(sent, hidden)];
  }
  const whole = await walk();
  assert.match(whole[2] ?? '', /^200 /);
  await owner.query('alter schema warnings rename to taken_away');
  try {
    assert.deepEqual(await walk(), whole);
  } finally {
    await owner.query('alter schema taken_away rename to warnings');
  }
});
