/** The device's half against the real application: only the page's address and cookie are put in from here. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { areaKey } from '#evaluator/area-key.ts';
import { deriveVoprfKey, evaluateInput, newSeed } from '#evaluator/evaluate-batch.ts';
import { finishTokens, prepareTokens } from '#sealed/blind/token.ts';
import { utf8 } from '#sealed/wire.ts';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { type TestDesk, setUpDesk } from '../../../test/support/desk.ts';
import { evaluateForDesk } from './evaluate-for-desk.ts';
import { readEvaluationKeys, requestTokens, spendToken } from './evaluate.ts';

const area = 'chesterfield';
const phone = 'phone:+447700900123';
const sent: { path: string; body: string; cookie: string | null }[] = [];
const send = globalThis.fetch;
let app: TestApplication;
let desk: TestDesk;
let cookie = '';
/** Answers that the network loses. */
let lost = 0;

before(async () => {
  app = await startApplication();
  desk = await setUpDesk(app);
  app.setCards(3);
  const page = { getElementById: () => ({ textContent: JSON.stringify({ area }) }) };
  Object.assign(globalThis, { document: page });
  globalThis.fetch = async (path, init) => {
    assert.ok(typeof path === 'string');
    const shown = init?.credentials === 'omit' ? null : cookie;
    sent.push({ path, body: typeof init?.body === 'string' ? init.body : '', cookie: shown });
    const headers = { ...(init?.headers as object), ...(shown === null ? {} : { cookie: shown }) };
    const answer = await send(`${app.origin}${path}`, { ...init, headers });
    if (lost-- > 0) throw new TypeError('the network went away');
    return answer;
  };
});
after(async () => {
  globalThis.fetch = send;
  await app.close();
});

const hexOf = (value: Uint8Array): string => Buffer.from(value).toString('hex');
/** What the key alone computes. */
const truth = (canonical: string): string =>
  hexOf(evaluateInput(areaKey(new Uint8Array(32).fill(9), area), utf8(canonical)));

/** Payments as a card stores them; the card's own request is tried below. */
async function payments(count: number): Promise<Uint8Array[][]> {
  const { tokenKeys } = await app.evaluators.keys(area);
  const key = new Uint8Array(Buffer.from(tokenKeys[0] ?? '', 'hex'));
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  const pending = prepareTokens(count, area, key, random);
  const answer = await app.evaluators.issue(area, [pending.map(({ blinded }) => blinded)]);
  assert.ok(answer.ok);
  const finished = finishTokens(pending, answer.answers[0] ?? assert.fail(), key);
  assert.ok(finished.ok);
  return finished.tokens.map((token) => [token]);
}

describe('a desk worker', () => {
  async function opened(voprfPublicKeys?: string[]) {
    const [worker] = desk.workers;
    assert.ok(worker);
    cookie = worker.cookie;
    const keys = (await app.evaluators.keys(area)).publicKeys;
    const me = { worker: worker.id, firstName: '', organisation: 'local', roles: [], desks: [desk.desk] };
    const statement = { area, issue: 1, serviceKey: '', voprfPublicKeys: voprfPublicKeys ?? keys };
    return { area, desk: desk.desk, keys: worker.keys, me, statement };
  }

  test('gets the output of each identifier in order, in batches, and sends none of them', async () => {
    const all = Array.from({ length: 23 }, (_, at) => `phone:+4477009001${String(at).padStart(2, '0')}`);
    sent.length = 0;
    const answer = await evaluateForDesk(await opened(), all);
    assert.ok(answer.ok, 'why' in answer ? answer.why : '');
    assert.deepEqual(answer.outputs.map(hexOf), all.map(truth));
    assert.equal(sent.filter(({ path }) => path.endsWith('/desk/evaluate')).length, 2);
    assert.ok(!sent.some(({ body }) => body.includes('7700')));
  });

  test('believes no key but those that the area’s root signed, and asks nothing under another', async () => {
    sent.length = 0;
    const other = hexOf(deriveVoprfKey(newSeed(), new Uint8Array()).publicKey);
    assert.deepEqual(await evaluateForDesk(await opened([other]), [phone]), { ok: false, why: 'other-keys' });
    assert.deepEqual(
      sent.map(({ path }) => path),
      [`/api/areas/${area}/evaluation-keys`],
    );
  });

  test('is told when the hundred of the day are used', async () => {
    const some = Array.from({ length: 80 }, (_, at) => `email:sam${at}@example.org`);
    assert.deepEqual(await evaluateForDesk(await opened(), some), { ok: false, why: 'too-many-today' });
  });
});

describe('a card', () => {
  test('that nobody redeemed is given no tokens', async () => {
    const keys = (await readEvaluationKeys(area)) ?? assert.fail();
    const card = { area, locator: randomBytes(16), signingSeed: randomBytes(32) };
    assert.deepEqual(await requestTokens(card, keys.day, keys.tokenKeys), { ok: false, why: 'no-such-card' });
  });

  test('pays once for one identifier, without its cookie, and a lost answer costs nothing', async () => {
    const { publicKeys } = await app.evaluators.keys(area);
    const [payment = []] = await payments(1);
    sent.length = 0;
    lost = 1;
    const answer = await spendToken(area, payment, phone, publicKeys);
    assert.ok(answer.ok, 'why' in answer ? answer.why : '');
    assert.equal(hexOf(answer.y), truth(phone));
    assert.deepEqual(
      sent.map((one) => one.cookie),
      [null, null],
    );
    assert.equal(sent[0]?.body, sent[1]?.body);
    assert.deepEqual(await spendToken(area, payment, 'email:a@example.org', publicKeys), {
      ok: false,
      why: 'spent',
    });
  });

  test('takes no answer that is not proved by the key it knows', async () => {
    const [payment = []] = await payments(1);
    const other = hexOf(deriveVoprfKey(newSeed(), new Uint8Array()).publicKey);
    assert.deepEqual(await spendToken(area, payment, phone, [other]), { ok: false, why: 'unproven' });
  });

  test('hears that a forged token is none', async () => {
    const { publicKeys } = await app.evaluators.keys(area);
    const [[token] = []] = await payments(1);
    const forged = (token ?? assert.fail()).map((byte, at) => (at === 161 ? byte ^ 1 : byte));
    assert.deepEqual(await spendToken(area, [forged], phone, publicKeys), { ok: false, why: 'bad-token' });
  });
});
