/**
 * No number that nobody has checked, none that was found wrong, no address of a refuge: on no page, in no answer for
 * machines, no refusal and no line of the log, in any language, in digits or in words. The real pack is loaded; nothing of it
 * may be public here. That the look finds what is there is seen on planted ones.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import {
  type DirectoryTables,
  type Service,
  keepService,
  publicServices,
  readServices,
  sayWithheld,
  takeServices,
  tellKeepers,
} from '#directory/index.ts';
import { loadAreaPack } from '#kit/area-pack.ts';
import { loadLines, mayShow } from '#kit/lines.ts';
import { type Route, routes } from '#routes.ts';
import { openMail } from '#kit/mail/open-mail.ts';
import { makeSelfCheck } from '../../src/directory/queries/self-check.ts';
import { exampleService } from '../../src/directory/rules/example-service.fixture.ts';
import { writeCode } from '../../src/directory/rules/self-check-code.ts';
import { significant } from '../../src/directory/rules/digits.ts';
import { type TestApplication, startApplication } from '../support/application.ts';
import { askPages } from '../support/ask-page.ts';
import { setUpDesk } from '../support/desk.ts';
import { startMailServer } from '../support/mail.ts';
import { manyServices } from '../support/services.ts';

let app: TestApplication;
let db: Kysely<DirectoryTables>;
before(async () => {
  app = await startApplication();
  db = app.database.town as unknown as Kysely<DirectoryTables>;
});
after(() => app.close());

/** National lines, and the numbers of those that everybody may read. */
function publicLines() {
  const loaded = loadLines('areas/chesterfield');
  assert.ok(loaded.ok);
  const may = loaded.lines.filter((line) => mayShow(line, app.clock.today()));
  return { lines: loaded.lines, shown: new Set(may.map(({ value }) => significant(value))) };
}

/**
 * All numbers that may not be said today, of services and of national lines, and all addresses: also what an import alone
 * names, which makes no service disappear.
 */
async function withheld() {
  const services = await readServices(db, 'chesterfield');
  const { withheld: found, shown: open } = publicServices(services, app.clock.today());
  const said = new Set(open.flatMap(({ contacts }) => contacts.map(({ to }) => significant(to))));
  const { lines, shown } = publicLines();
  const known = services.flatMap(({ contacts }) =>
    contacts
      .filter(({ value: { kind } }) => kind === 'phone' || kind === 'text')
      .map(({ value }) => value.to),
  );
  const unchecked = [...known, ...lines.map(({ value }) => value)].map(significant);
  const numbers = new Set(
    [...found.numbers, ...unchecked].filter((one) => !shown.has(one) && !said.has(one)),
  );
  return { numbers, phrases: found.phrases };
}

/** Every id that the feed names. */
async function feedIds(): Promise<string[]> {
  const text = await (await fetch(`${app.origin}/hsds/services?format=ndjson&full=true`)).text();
  const terms = await (await fetch(`${app.origin}/hsds/taxonomy_terms?format=ndjson`)).text();
  return [
    ...new Set(
      [...`${text}${terms}`.matchAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g)].map(([id]) => id),
    ),
  ];
}
const feedQueries = [
  'format=ndjson',
  'full=true',
  'full=true&format=ndjson',
  'full_service=true',
  'minimal=true',
  'search=refuge',
  'search=0300+122+8913',
  'search=Quiet+Lane',
  'modified_after=2020-01-01&full=true',
  'postcode=S40+1AA&proximity=50000&full=true',
  'per_page=1&page=2',
  'banana=0300+122+8913',
  'postcode=03001228913',
];

/** Every public address with every value that its parameters take here, in each language, and what they answer. */
async function* outputs(): AsyncGenerator<{ what: string; text: string }> {
  const services = (await readServices(db, 'chesterfield')).map(({ id }) => id);
  const listed = await (await fetch(`${app.origin}/guide`)).text();
  const guides = [...listed.matchAll(/href="\/guide\/([a-z0-9-]+)"/g)].map((found) => found[1] ?? '');
  assert.ok(services.length > 50 && guides.length > 20, `${services.length} ${guides.length}`);
  const values: Record<string, string[]> = {
    service: [...services, 'nothing'],
    '/hsds/services/{id}': [...services, 'nothing'],
    id: [...(await feedIds()), 'nothing'],
    area: ['chesterfield'],
    name: guides,
    uuid: services.slice(0, 1),
    desk: ['support'],
    leaf: ['1'],
  };
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${app.origin}${path}`, { redirect: 'manual', ...init });
    return {
      what: `${init.method ?? 'GET'} ${path} ${typeof init.body === 'string' ? init.body : ''}`,
      // A length and a hash are digits that nobody said.
      text: `${await answer.text()}\n${[...answer.headers].filter(([name]) => !/^(?:content-length|etag)$/.test(name)).join('\n')}`,
    };
  };
  for (const { path, kind, get } of Object.values(routes as Record<string, Route>)) {
    if (get?.includes('visitor') !== true || path === routes.asset.path) continue;
    const [name] = /\{(\w+)\}/.exec(path)?.slice(1) ?? [];
    const paths =
      name === undefined
        ? [path]
        : (values[path] ?? values[name] ?? ['x']).map((value) => path.replace(`{${name}}`, value));
    for (const one of paths)
      for (const prefix of kind === 'page' ? ['', '/ro'] : ['']) yield await ask(`${prefix}${one}`);
  }
  for (const query of feedQueries)
    for (const list of ['services', 'service_at_locations', 'organizations', 'taxonomy_terms'])
      yield await ask(`/hsds/${list}?${query}`);
  const words = [
    ...new Set(
      (await readServices(db, 'chesterfield')).flatMap(({ name, organisation }) =>
        `${name} ${organisation.name}`.split(/\W+/),
      ),
    ),
  ];
  for (const prefix of ['', '/ro'])
    for (const body of [
      'need=bed',
      'need=talk',
      'text=0300+122+8913',
      ...words.map((word) => `text=${encodeURIComponent(word)}`),
    ]) {
      const answered = await ask(`${prefix}/help`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      // What somebody typed stands in the field again; that is theirs.
      yield { ...answered, text: answered.text.replaceAll(/<input[^>]*name="text"[^>]*>/g, '') };
    }
  yield { what: 'log', text: app.lines.join('\n') };
}

test('nothing of the real pack is public, and none of its numbers stands anywhere', async () => {
  const { shown } = publicServices(await readServices(db, 'chesterfield'), app.clock.today());
  assert.deepEqual(shown, []);
  const forbidden = await withheld();
  assert.ok(
    forbidden.numbers.has('3001228913') && forbidden.numbers.size > 15,
    [...forbidden.numbers].join(),
  );
  let looked = 0;
  for await (const { what, text } of outputs()) {
    looked += 1;
    assert.equal(sayWithheld(text, forbidden), null, what);
  }
  assert.ok(looked > 300, `${looked} outputs`);
});

test('planted ones are found, however they are written', async () => {
  const forbidden = await withheld();
  for (const text of [
    'Ring 0300 122 8913.',
    'href="tel:+443001228913"',
    '0300-122-8913',
    '(0300) 122.8913',
    'oh three zero zero, one two two, eight nine one three',
    'zero three double zero one double two eight nine one three',
    '٠٣٠٠ ١٢٢ ٨٩١٣',
    '0044 300 1228913',
  ])
    assert.equal(sayWithheld(text, forbidden), '3001228913', text);
  for (const text of ['Section 122 of 1989', '24 November 2026', '0300 122 8914'])
    assert.equal(sayWithheld(text, forbidden), null, text);
});

test('a service whose own words give away a number or a refuge is left out whole, and the log counts it', async () => {
  const good = exampleService();
  const known = good.place?.address ?? assert.fail();
  const refuge = {
    ...good,
    id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6a0a',
    name: 'Example refuge',
    place: {
      visibility: 'never' as const,
      district: null,
      address: { ...known, value: { ...known.value, lines: ['7 Quiet Lane'], postcode: 'S40 9ZZ' } },
    },
  };
  const telling = (id: string, description: string) => ({
    ...good,
    id: `3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6b0${id}`,
    place: null,
    description,
  });
  await keepService(db, 'chesterfield', refuge);
  await keepService(db, 'chesterfield', good);
  await keepService(db, 'chesterfield', telling('1', 'Behind the refuge at 7, Quiet Lane.'));
  await keepService(db, 'chesterfield', telling('2', 'Or ring oh three hundred: 0300 122 8913.'));
  await keepService(db, 'chesterfield', telling('3', 'Near S40 9ZZ.'));
  // As an import brings it: nobody has checked its number.
  const [, unrung] = good.contacts;
  assert.ok(unrung);
  const nobody = { checkedBy: null, checkedOn: null, nextCheck: null, state: 'unverified' as const };
  await keepService(db, 'chesterfield', {
    ...good,
    id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6b05',
    listing: { ...good.listing, ...nobody },
    contacts: [{ ...unrung, value: { ...unrung.value, to: '+441632960775' } }],
    place: null,
  });
  await keepService(db, 'chesterfield', telling('4', 'Or ring 01632 960 775.'));
  const generated = await takeServices(db, 'chesterfield', manyServices(40));
  const page = async (id: string) => await fetch(`${app.origin}/help/${id}`);
  assert.equal((await page(good.id)).status, 200);
  const shownRefuge = await page(refuge.id);
  assert.equal(shownRefuge.status, 200);
  assert.doesNotMatch(await shownRefuge.text(), /Quiet|9ZZ/);
  for (const id of ['1', '2', '3', '4'])
    assert.equal((await page(`3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6b0${id}`)).status, 404, id);
  assert.ok(
    app.lines.some((line) => line.includes('services-withheld') && line.includes('4')),
    app.lines.join('\n'),
  );
  const forbidden = await withheld();
  assert.ok(
    forbidden.numbers.has('1632960775') && forbidden.phrases.some((one) => one.includes('hidden row')),
  );
  assert.ok([...forbidden.numbers].filter((one) => /^77009009?[89]/.test(one)).length > 3);
  // Generated ones have coordinates, which hold short numbers by chance.
  const numbers = new Set([...forbidden.numbers].filter(({ length }) => length > 6));
  for await (const { what, text } of outputs())
    assert.equal(sayWithheld(text, { ...forbidden, numbers }), null, what);
  await db
    .deleteFrom('directory.service')
    .where('id', 'in', [...generated])
    .execute();
});

/** What even a service may not be told of itself: what was found wrong anywhere, and all of others that is not public. */
function withheldFrom(service: Service, services: readonly Service[], today: string) {
  const said = new Set(
    publicServices(services, today).shown.flatMap(({ contacts }) => contacts.map(({ to }) => to)),
  );
  const numbers = new Set<string>();
  const own = new Set<string>();
  for (const { id, contacts } of services)
    for (const { state, value } of contacts) {
      if (said.has(value.to) || (value.kind !== 'phone' && value.kind !== 'text')) continue;
      if (id === service.id && state !== 'wrong') own.add(significant(value.to));
      else numbers.add(significant(value.to));
    }
  const wrong = services.flatMap(({ contacts }) =>
    contacts.filter(({ state, value }) => state === 'wrong' && !said.has(value.to)),
  );
  const rejected = new Set(wrong.map(({ value }) => significant(value.to)));
  for (const number of own) if (!rejected.has(number)) numbers.delete(number);
  for (const number of publicLines().shown) numbers.delete(number);
  const phrases = services
    .filter(({ id, place }) => place?.address && (id !== service.id || place.visibility !== 'public'))
    .map(({ place }) =>
      (place?.address?.value.lines.join(' ') ?? '')
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, ' ')
        .trim(),
    );
  return { numbers, phrases: phrases.filter((phrase) => phrase.length >= 5) };
}

test('the page behind a link tells a service nothing that was found wrong and nothing of others; its code is nowhere else', async () => {
  const today = app.clock.today();
  const ask = askPages(app);
  const base = exampleService();
  const [first, second] = base.contacts;
  const known = base.place?.address;
  assert.ok(first && second && known);
  // Of its own: one number that was found wrong, and a place that is for nobody.
  const planted: Service = {
    ...base,
    id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6c01',
    note: 'was 01632 960071',
    contacts: [first, { ...second, state: 'wrong', value: { ...second.value, to: '+441632960072' } }],
    place: {
      visibility: 'never',
      district: null,
      address: { ...known, value: { ...known.value, lines: ['9 Silent Court'], postcode: 'S40 9ZY' } },
    },
  };
  await keepService(db, 'chesterfield', planted);
  const services = await readServices(db, 'chesterfield');
  const codes: string[] = [];
  let opened = 0;
  for (const [at, service] of services.entries()) {
    const code = new Uint8Array(16).fill(at);
    codes.push(writeCode(code));
    await makeSelfCheck(db, { area: 'chesterfield', service: service.id, code, today });
    const forbidden = withheldFrom(service, services, today);
    assert.ok(forbidden.numbers.size > 3);
    for (const prefix of ['', '/ro'])
      for (const form of [{}, { act: 'right' }, { act: 'change', words: '<' }]) {
        const { status, text } = await ask(`${prefix}/still-right`, { code: writeCode(code), ...form });
        if (status !== 404) opened += 1;
        assert.equal(sayWithheld(text, forbidden), null, `${service.name} ${prefix} ${JSON.stringify(form)}`);
        assert.doesNotMatch(text, /960071|960072|Silent Court|9ZY/);
      }
    // Whoever has no code is shown what nobody may be told to nobody.
    assert.doesNotMatch((await ask(`/still-right#${writeCode(code)}`)).text, /01632/);
  }
  assert.ok(opened > 100, `${opened}`);
  const page = await ask('/still-right', {
    code: codes[services.findIndex(({ id }) => id === planted.id)] ?? '',
  });
  assert.match(page.text, /01632 960001/);
  // The look finds what is there.
  assert.equal(sayWithheld('Ring 01632 960-072', withheldFrom(planted, services, today)), '1632960072');
  assert.notEqual(sayWithheld('at 9, Silent Court', withheldFrom(planted, services, today)), null);
  const log = app.lines.join('\n');
  for (const code of codes) assert.ok(!log.includes(code) && !log.includes(code.replaceAll('-', '')));
  assert.equal(sayWithheld(log, await withheld()), null);
});

test('the mail to a desk says a number and where to look, and nothing that is withheld', async () => {
  const mail = await startMailServer();
  const loaded = loadAreaPack('areas/chesterfield');
  assert.ok(loaded.ok);
  const areas = [
    {
      ...loaded.pack,
      desks: loaded.pack.desks.map((desk) => ({ ...desk, factsMail: `${desk.id}@example.org` })),
    },
  ];
  const send = openMail({ smtpUrl: mail.url, from: 'waymark@example.org' });
  app.clock.set('2027-01-31T07:30:00Z');
  const forbidden = await withheld();
  assert.equal(await tellKeepers({ db, areas, clock: app.clock, origin: app.origin, send }), 2);
  app.clock.set('2026-11-24T12:00:00Z');
  const names = (await readServices(db, 'chesterfield')).map(({ name }) => name);
  for (const { source } of mail.letters) {
    assert.match(source, /services need a look\. Sign in at .*\/desk\/facts/);
    // Its Date and Message-ID are digits of our own.
    const said = source.replaceAll(/^(Date|Message-ID): .*\r\n/gim, '');
    assert.equal(sayWithheld(said, forbidden), null, source);
    for (const name of names) assert.ok(!source.includes(name), name);
  }
  await mail.close();
});

test('what a desk reads holds no number that was found wrong, but in the notes that it wrote itself', async () => {
  const { workers } = await setUpDesk(app);
  const ask = askPages(app, workers[0]?.cookie);
  const services = await readServices(db, 'chesterfield');
  const { shown } = publicServices(services, app.clock.today());
  const said = new Set(shown.flatMap(({ contacts }) => contacts.map(({ to }) => to)));
  for (const service of services) {
    const rejected = service.contacts
      .filter(({ state, value }) => state === 'wrong' && !said.has(value.to) && value.kind !== 'web')
      .map(({ value }) => significant(value.to));
    const { text } = await ask(`/desk/facts/${service.id}`);
    const notes = (service.note ?? '').split('\n');
    const rest = notes.reduce((page, line) => page.replace(`<p translate="no">${line}</p>`, ''), text);
    const forms = rest.replaceAll(/<textarea[^>]*name="description"[^>]*>[^<]*<\/textarea>/g, '');
    for (const number of rejected)
      assert.equal(
        sayWithheld(forms.replaceAll(service.description, ''), { numbers: new Set([number]), phrases: [] }),
        null,
        service.name,
      );
  }
});
