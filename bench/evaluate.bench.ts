/**
 * Blind evaluations with proof in a second, through the real process, its socket and its durable counts.
 *
 * The limit is what the operations of RFC 9497 alone would take at the rate of libsodium in this same run. A batch of m
 * costs, in multiplications of a point: m to evaluate (§3.3.2), m for the composite M and 1 for Z (§2.2.1
 * ComputeCompositesFast), 1 for t3 = rM, and 1 of the base point for t2 = rG (GenerateProof): 2m + 2 and one of the base.
 * A check that is paid by a token has m = 1, and one multiplication and one hash to the group more for the token
 * (§3.3.2 Evaluate). Hashing, decoding, JSON, HTTP and the database are not in the limit: they are what is measured.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sodium from 'libsodium-wrappers-sumo';
import pg from 'pg';
import { evaluateInput } from '#evaluator/evaluate-batch.ts';
import { type Evaluators, connectEvaluators, startEvaluator } from '#evaluator/index.ts';
import { tokenKeyOfWeek } from '#evaluator/week-keys.ts';
import { TOKEN_TYPE, challengeDigest, tokenKeyId } from '#sealed/blind/token.ts';
import { uint } from '#sealed/wire.ts';
import { type TestDatabase, createTestDatabase } from '../test/support/database.ts';
import type { Row } from './row.ts';
import { rate, timeOf } from './support/rate.ts';

const SECONDS = 3;
const HANDS = 16;
const area = 'chesterfield';

await sodium.ready;

type Raw = { point: number; base: number; hash: number };

/** Milliseconds of one multiplication, of one of the base point, and of one hash to the group. */
function rawTimes(): Raw {
  const scalar = sodium.crypto_core_ristretto255_scalar_random();
  const point = sodium.crypto_core_ristretto255_random();
  const bytes = new Uint8Array(randomBytes(64));
  return {
    point: timeOf(() => void sodium.crypto_scalarmult_ristretto255(scalar, point)),
    base: timeOf(() => void sodium.crypto_scalarmult_ristretto255_base(scalar)),
    hash: timeOf(() => void sodium.crypto_core_ristretto255_from_hash(bytes)),
  };
}

/** As many cards as the ceiling needs to stay out of the way. */
async function allowMany(database: TestDatabase): Promise<void> {
  const client = new pg.Client(database.superuserConnection);
  await client.connect();
  await client.query(`insert into kit.area (id) values ('${area}') on conflict do nothing`);
  await client.query('create schema if not exists warnings');
  await client.query('drop function if exists warnings.cards_alive');
  await client.query(
    `create function warnings.cards_alive(area text) returns integer language sql return 10000000`,
  );
  await client.query('grant usage on schema warnings to waymark_evaluator');
  await client.end();
}

/** Points that nobody used before: the same request twice is counted once. */
function freshPoints(): () => Uint8Array {
  const pool = Array.from({ length: 1000 }, () => sodium.crypto_core_ristretto255_random());
  let [at, by] = [0, 1];
  return () => {
    const [a, b] = [pool[at % pool.length], pool[(at + by) % pool.length]];
    if (++at % pool.length === 0) by += 1;
    return sodium.crypto_core_ristretto255_add(a ?? new Uint8Array(), b ?? new Uint8Array());
  };
}

/** Good tokens, made with the key itself: making them blindly in a browser takes longer than spending them. */
function tokens(keysDir: string, week: number): () => Uint8Array {
  const master = new Uint8Array(
    Buffer.from(readFileSync(join(keysDir, 'evaluator-key'), 'utf8').trim(), 'hex'),
  );
  const key = tokenKeyOfWeek(master, area, week);
  const about = Buffer.concat([challengeDigest(area), tokenKeyId(key.publicKey)]);
  const made = Array.from({ length: 3 * 1200 * SECONDS }, () => {
    const input = Buffer.concat([uint(TOKEN_TYPE, 2), randomBytes(32), about]);
    return new Uint8Array(Buffer.concat([input, evaluateInput(key, input)]));
  });
  return () => made.pop() ?? fail('there were too few tokens');
}

const fail = (why: string): never => {
  throw new Error(why);
};

type Seen = { rate: number; raw: Raw };

/** Three rounds, each beside raw times of its own, as others may be using the machine; the middle one counts. */
async function middleOfThree(work: () => Promise<void>): Promise<Seen> {
  const rounds: Seen[] = [];
  for (let round = 0; round < 3; round++) {
    const before = rawTimes();
    const seen = await rate(HANDS, SECONDS, work);
    const after = rawTimes();
    const middle = (of: keyof Raw): number => (before[of] + after[of]) / 2;
    rounds.push({ rate: seen, raw: { point: middle('point'), base: middle('base'), hash: middle('hash') } });
  }
  const [, second] = rounds.toSorted((a, b) => a.rate * a.raw.point - b.rate * b.raw.point);
  return second ?? fail('no round');
}

async function measure(evaluators: Evaluators, keysDir: string): Promise<{ paid: Seen; batches: Seen }> {
  const point = freshPoints();
  const { week } = await evaluators.keys(area);
  const token = tokens(keysDir, week);
  const paid = await middleOfThree(async () => {
    const answer = await evaluators.evaluate(area, [token()], point());
    if (!answer.ok) fail(answer.why);
  });
  const batches = await middleOfThree(async () => {
    const answer = await evaluators.issue(area, [Array.from({ length: 20 }, point)]);
    if (!answer.ok) fail(answer.why);
  });
  return { paid, batches };
}

export default async function evaluate(): Promise<Row[]> {
  const database = await createTestDatabase({ alone: true });
  const keysDir = mkdtempSync(join(tmpdir(), 'waymark-bench-keys-'));
  await allowMany(database);
  const start = {
    keysDir,
    areas: [{ id: area, rootFingerprint: null }],
    connection: database.evaluatorConnection,
  };
  const started = await startEvaluator(start, () => undefined);
  if (!started.ok) return fail(started.why);
  try {
    const { paid, batches } = await measure(connectEvaluators([{ socket: started.socket }]), keysDir);
    const batch = (size: number, raw: Raw): number => (2 * size + 2) * raw.point + raw.base;
    const aim = { ratio: 0.7 };
    return [
      { name: 'multiplications of a point, libsodium', value: 1000 / paid.raw.point, unit: '/s' },
      { name: 'multiplications of the base point', value: 1000 / paid.raw.base, unit: '/s' },
      {
        name: 'evaluations with proof one by one, each paid by a token that is durably spent',
        value: paid.rate,
        unit: '/s',
        limit: 1000 / (batch(1, paid.raw) + paid.raw.point + paid.raw.hash),
        limitIs: '5 multiplications, 1 of the base, 1 hash to the group',
        aim,
      },
      {
        name: 'evaluations with proof in batches of 20, durably counted',
        value: 20 * batches.rate,
        unit: '/s',
        limit: 20_000 / batch(20, batches.raw),
        limitIs: '42 multiplications and 1 of the base for 20',
        aim,
      },
    ];
  } finally {
    await started.stop();
    await database.drop();
    rmSync(keysDir, { recursive: true, force: true });
  }
}
