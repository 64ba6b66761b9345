/** The report page where no script runs: what is sent is what a form sends. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { type TestDesk, setUpDesk } from '../../../test/support/desk.ts';
import { joinHeader } from '#sealed/age-file.ts';
import { openAttachment } from '#sealed/attachment.ts';
import { openBody, openSummary } from '#sealed/sealed-record.ts';
import { ReportBody, ReportSummary } from '../rules/report-form.ts';

let application: TestApplication;
let desk: TestDesk;
before(async () => {
  application = await startApplication();
});
after(() => application.close());

const at = (path = '/report') => `${application.origin}${path}`;
const hiddenIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    ['id', 'code', 'ticket'].map((name) => [
      name,
      new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(html)?.[1] ?? assert.fail(`no ${name}`),
    ]),
  );

type Answers = Record<string, string | string[] | File | File[]>;
async function send(answers: Answers, path = '/report'): Promise<{ status: number; html: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(answers))
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
  const answer = await fetch(at(path), { method: 'POST', body: form });
  return { status: answer.status, html: await answer.text() };
}
async function getForm(): Promise<Record<string, string>> {
  return hiddenIn(await (await fetch(at())).text());
}
const picture = async (): Promise<File> =>
  new File(
    [
      new Uint8Array(
        await sharp({ create: { width: 300, height: 200, channels: 3, background: '#456' } })
          .withExif({ IFD0: { Make: 'Fictional camera' } })
          .jpeg()
          .toBuffer(),
      ),
    ],
    'photo.jpg',
  );

async function stored(id: string) {
  const { rows } = await application.database.pools.sweep.query(
    'select * from desks.every_record where id = $1',
    [id],
  );
  return rows;
}
async function openStored(id: string) {
  const [row] = await stored(id);
  assert.ok(row);
  const place = { area: 'chesterfield', record: id };
  const body = await openBody(
    joinHeader(row.sealed_key, row.sealed_body),
    desk.epoch.identity,
    place,
    ReportBody,
  );
  const summary = await openSummary(
    joinHeader(row.summary_key, row.summary_body),
    desk.epoch.identity,
    place,
    ReportSummary,
  );
  assert.ok(body.ok && summary.ok);
  assert.equal(body.wayBack.locator, row.locator.toString('hex'));
  return { body: body.value, summary: summary.value, row };
}

test('while no desk is open nothing is asked for and nothing is taken', async () => {
  const answer = await fetch(at());
  assert.equal(answer.status, 503);
  assert.ok(!(await answer.text()).includes('<form'));
  assert.equal((await send({ story: 'x' })).status, 503);
  desk = await setUpDesk(application);
});

test('what is sent is sealed to the desk and opens there; the page says the code, when it is read, and what cannot wait', async () => {
  const hidden = await getForm();
  const { status, html } = await send({
    ...hidden,
    desk: 'support',
    kinds: ['violence', 'robbery'],
    story: 'fictional words',
    'identifier-1': '07700 900123',
    'identifier-kind-1': 'phone',
    'come-back': 'yes',
  });
  assert.equal(status, 200);
  assert.match(html, /It has arrived/);
  assert.match(html, /72 hours/);
  const groups = (hidden['code'] ?? '').match(/.{4}/g)?.join(' ') ?? '';
  assert.ok(html.includes(groups), 'the code stands on the page in numbers');
  const { body, summary, row } = await openStored(hidden['id'] ?? '');
  assert.equal(body.story, 'fictional words');
  assert.deepEqual(summary.kinds, ['violence', 'robbery']);
  assert.equal(row.desk_id, 'support');
  assert.equal(row.quarantined, false);
});

test('pictures are made anew, sealed beside the report and named in it', async () => {
  const hidden = await getForm();
  const { html } = await send({ ...hidden, desk: 'support', kinds: 'robbery', pictures: await picture() });
  assert.match(html, /It has arrived/);
  const { body, summary } = await openStored(hidden['id'] ?? '');
  assert.equal(summary.pictures, 1);
  const [id = ''] = body.pictures;
  const { rows } = await application.database.pools.sweep.query(
    'select * from desks.every_attachment where record_id = $1',
    [hidden['id']],
  );
  assert.deepEqual(
    rows.map((row) => [row.id, row.desk_id]),
    [[id, 'support']],
  );
  const opened = await openAttachment(
    joinHeader(rows[0].sealed_key, rows[0].sealed_body),
    desk.epoch.identity,
    { area: 'chesterfield', id },
  );
  assert.ok(opened.ok && opened.type === 'image/jpeg');
  assert.equal(Buffer.from(opened.bytes).includes('Fictional camera'), false);
});

test('five photos that are more than the page takes: it comes back with every word, and says what to do', async () => {
  const hidden = await getForm();
  const photo = new File([new Uint8Array(6 * 1024 * 1024)], 'photo.jpg', { type: 'image/jpeg' });
  const typed = { ...hidden, desk: 'support', story: 'fictional words', kinds: ['robbery', 'other'] };
  const { status, html } = await send({ ...typed, pictures: [photo, photo, photo, photo, photo] });
  assert.equal(status, 413);
  assert.match(html, /href="#pictures"[^>]*>These pictures are more than 24 MB together/);
  assert.ok(html.includes('fictional words'));
  assert.match(html, /value="robbery"[^>]*checked/);
  assert.match(html, /choose them again/);
  assert.deepEqual(hiddenIn(html), hidden);
  assert.equal((await stored(hidden['id'] ?? '')).length, 0);
  assert.match((await send({ ...typed, pictures: await picture() })).html, /It has arrived/);
  assert.equal((await openStored(hidden['id'] ?? '')).summary.pictures, 1);
});

test('a repeat gets the same page and is stored once; with other words the first stays, and that is said', async () => {
  const hidden = await getForm();
  const answers = { ...hidden, desk: 'support', story: 'once', pictures: await picture() };
  const first = await send(answers);
  const again = await send(answers);
  assert.equal(again.html, first.html);
  const both = await Promise.all([getForm(), getForm()]);
  const twice = { ...both[0], desk: 'support', story: 'double press' };
  const [left, right] = await Promise.all([send(twice), send(twice)]);
  assert.deepEqual([left?.status, right?.status], [200, 200]);
  assert.equal((await stored(both[0]?.['id'] ?? '')).length, 1);
  const changed = await send({ ...answers, story: 'changed after' });
  assert.match(changed.html, /We already have this one/);
  assert.equal((await openStored(hidden['id'] ?? '')).body.story, 'once');
  const { rows } = await application.database.pools.sweep.query(
    'select id from desks.every_attachment where record_id = $1',
    [hidden['id']],
  );
  assert.equal(rows.length, 1);
});

test('when something is wrong everything typed is back with the same code, and it is said at its place', async () => {
  const hidden = await getForm();
  const typed = {
    'identifier-2': 'AB12 CDE',
    'identifier-kind-2': 'plate',
    'under-18': 'yes',
    place: 'vehicle',
    'police-fields': ['what', 'vehicle'],
    private: 'my "word" <b>',
  };
  const cases: [Answers, RegExp][] = [
    [{ desk: 'support', story: 'a'.repeat(10_001) }, /href="#story"/],
    [{ desk: 'nobody', story: 'x' }, /href="#desk"/],
    [{ desk: 'support', story: 'x', pictures: await picture() }, /under 18, please send no pictures/],
    [
      { desk: 'support', story: 'x', 'under-18': '', pictures: new File(['not a picture'], 'holiday.heic') },
      /could not open holiday\.heic/,
    ],
    [
      { desk: 'support', kinds: 'image-blackmail', 'under-18': '', pictures: await picture() },
      /please send no pictures/,
    ],
    [
      { desk: 'support', 'warn-only': 'yes', 'under-18': '', pictures: await picture() },
      /With “Warn only” no pictures are sent/,
    ],
    [
      { desk: 'support', 'warn-only': 'yes', description: 'a'.repeat(301) },
      /href="#description"[^>]*>With “Warn only” this may have 300 letters/,
    ],
  ];
  for (const [answers, said] of cases) {
    const { status, html } = await send({ ...hidden, ...typed, ...answers });
    assert.equal(status, 422);
    assert.match(html, said);
    assert.deepEqual(hiddenIn(html), hidden);
    assert.match(html, /name="identifier-2"[^>]*value="AB12 CDE"/);
    assert.match(html, /<option value="plate" selected/);
    assert.match(html, /name="place"[^>]*value="vehicle"[^>]*checked/);
    assert.ok(html.includes('my &quot;word&quot; &lt;b&gt;'));
    if (answers['pictures']) assert.match(html, /choose them again/);
  }
  assert.equal((await stored(hidden['id'] ?? '')).length, 0);
  const nothing = await send({ ...hidden, desk: 'support' });
  assert.match(nothing.html, /Tell us at least one thing/);
});

test('with "warn only" the desk gets what others can know him by, and no words about what happened', async () => {
  const hidden = await getForm();
  const description = 'fictional: tall, grey coat';
  const { status } = await send({
    ...hidden,
    desk: 'support',
    'warn-only': 'yes',
    story: 'what happened',
    'when-words': 'after the party',
    description,
  });
  assert.equal(status, 200);
  const { body, summary } = await openStored(hidden['id'] ?? '');
  assert.ok(body.wishes.warnOnly);
  assert.deepEqual([body.story, body.whenWords, body.description], ['', '', description]);
  assert.deepEqual([summary.pictures, summary.voice], [0, false]);
});

test('the language changes and everything typed stays; the exact words are shown before anything is sent', async () => {
  const hidden = await getForm();
  const answers = {
    ...hidden,
    desk: 'support',
    kinds: 'robbery',
    vehicle: 'white van',
    warn: 'template',
    police: 'anonymised',
    'police-fields': ['vehicle'],
  };
  const other = await send({ ...answers, switch: 'ro' }, '/ro/report');
  assert.equal(other.status, 200);
  assert.match(other.html, /<html lang="ro"/);
  assert.match(other.html, /Spune-ne ce s-a întâmplat/);
  assert.match(other.html, /white van/);
  assert.deepEqual(hiddenIn(other.html), hidden);
  const shown = await send({ ...answers, show: 'text' });
  assert.match(shown.html, /The car or van: white van/);
  assert.match(shown.html, /Someone told us about this person: robbery\./);
  assert.equal((await stored(hidden['id'] ?? '')).length, 0);
});

test('the code typed back is compared, in words or numbers; who does not want to come back sees none', async () => {
  const hidden = await getForm();
  const { html } = await send({ ...hidden, desk: 'support', story: 'x' });
  const words = [...html.matchAll(/<li>([a-z-]+)<\/li>/g)].map(([, word]) => word);
  assert.equal(words.length, 7);
  const carried = { desk: 'support', code: hidden['code'] ?? '', health: 'yes', urgent: '', already: '' };
  assert.match((await send({ ...carried, typed: words.join(' ').toUpperCase() })).html, /It is right/);
  assert.match((await send({ ...carried, typed: words.slice(1).join(' ') })).html, /not the same/);
  assert.equal((await send({ ...carried, code: '9'.repeat(28), typed: 'x' })).status, 422);
  const never = await getForm();
  const gone = await send({ ...never, desk: 'support', story: 'x', 'come-back': 'no' });
  assert.match(gone.html, /You chose not to come back/);
  assert.equal(gone.html.includes('name="code"'), false);
  assert.equal((await stored(never['id'] ?? '')).length, 1);
});

test('danger now is answered with the emergency numbers, not with thanks, while nobody reads', async () => {
  const { html } = await send({ ...(await getForm()), desk: 'support', danger: 'yes' });
  assert.match(html, /<h1[^>]*>It has arrived\. Nobody is reading it right now\./);
  assert.match(html, /call 999 now/);
});

test('a page from long ago, or with a ticket that is none, is asked for once more with everything typed', async () => {
  const hidden = await getForm();
  application.clock.advance({ days: 2 });
  const late = await send({ ...hidden, desk: 'support', story: 'slow words' });
  assert.equal(late.status, 422);
  assert.match(late.html, /slow words/);
  assert.match(
    (await send({ ...hiddenIn(late.html), desk: 'support', story: 'slow words' })).html,
    /arrived/,
  );
  assert.equal((await send({ ...hidden, ticket: 'x', desk: 'support', story: 'x' })).status, 422);
});

test('a desk whose recipient or members were changed in the database is not offered, and nothing is sealed to it', async () => {
  const { owner } = application.database.pools;
  const hidden = await getForm();
  const { rows } = await owner.query('select envelope, recipient from desks.epoch');
  const [{ envelope, recipient }] = rows;
  const other = await setUpDeskElsewhere();
  await owner.query('update desks.epoch set recipient = $1', [other]);
  assert.equal((await send({ ...hidden, desk: 'support', story: 'x' })).status, 503);
  const ghost = JSON.parse(envelope);
  ghost.payload = Buffer.from(
    Buffer.from(ghost.payload, 'base64').toString().replace(recipient, other),
  ).toString('base64');
  await owner.query('update desks.epoch set envelope = $1', [JSON.stringify(ghost)]);
  assert.equal((await send({ ...hidden, desk: 'support', story: 'x' })).status, 503);
  await owner.query('update desks.epoch set envelope = $1, recipient = $2', [envelope, recipient]);
  assert.equal((await stored(hidden['id'] ?? '')).length, 0);
  assert.equal((await send({ ...hidden, desk: 'support', story: 'x' })).status, 200);
});

async function setUpDeskElsewhere(): Promise<string> {
  const { generateIdentity, recipientOf } = await import('#sealed/age-file.ts');
  return await recipientOf(generateIdentity((length) => crypto.getRandomValues(new Uint8Array(length))));
}

test('neither a fault of the reader nor of the database is a blank page', async () => {
  const plain = await fetch(at(), { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } });
  assert.equal(plain.status, 415);
  assert.equal((await send({ story: 'no hidden fields' })).status, 422);
});
