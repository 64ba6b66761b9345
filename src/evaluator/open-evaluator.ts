/** What the evaluator does, whoever asks and by whichever way. It believes nobody: not the application either. */
import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import type pg from 'pg';
import type { Clock } from '#kit/clock.ts';
import { deskRequestBytes } from '#sealed/blind/desk-request.ts';
import { weekOf } from '#sealed/blind/token.ts';
import { areaKey } from './area-key.ts';
import { MOST_FOR_CARD, countForWorker, rememberCards } from './count-day.ts';
import { createIssueCount } from './count-issued.ts';
import { type Evaluated, MAX_BATCH, type VoprfKey, evaluateBatch } from './evaluate-batch.ts';
import { spendToken } from './spend-token.ts';
import { verifyToken } from './verify-token.ts';
import type { WorkerKeyOf } from './verify-worker.ts';
import { type WeekKey, acceptedKeys } from './week-keys.ts';

/**
 * `bad-count`, `bad-element`: of the blinded elements; `bad-token`: not made by a key that is accepted, for this area;
 * `spent`: on another element; `too-many-today`: the ceiling; `another-day`: signed for another day than ours;
 * `not-a-member`, `bad-signature`: of a desk worker.
 */
export type Why =
  | 'bad-count'
  | 'bad-element'
  | 'bad-token'
  | 'spent'
  | 'too-many-today'
  | 'another-day'
  | 'not-a-member'
  | 'bad-signature';
export type Answer = Exclude<Evaluated, { ok: false }> | { ok: false; why: Why };

/** A desk worker's request. `day`: ISO date; `signature`: Ed25519, 64 bytes, over `deskRequestBytes`. */
export type DeskAsk = {
  area: string;
  desk: string;
  worker: string;
  day: string;
  blinded: Uint8Array[];
  signature: Uint8Array;
};

/** Hex keys: the one that identifiers are evaluated under, and the one under which tokens are issued this week; our day. */
export type Keys = { publicKey: string; day: string; week: number; tokenKey: string };

export type Evaluator = {
  keys(area: string): Keys;
  /** Up to 20 blinded token inputs, within the day's ceiling of 20 for each card. */
  issue(area: string, blinded: Uint8Array[]): Promise<Answer>;
  /** One element for one token. The token is spent only when the element is good. */
  evaluate(area: string, token: Uint8Array, blinded: Uint8Array): Promise<Answer>;
  /** Up to 20 elements, and 100 a worker and day. */
  evaluateForDesk(ask: DeskAsk): Promise<Answer>;
};

export function openEvaluator(options: {
  /** 32 bytes, from which every key is derived. */
  master: Uint8Array;
  pool: pg.Pool;
  clock: Clock;
  workerKeyOf: WorkerKeyOf;
  /** How many cards of an area may check today. */
  countCards: (area: string) => Promise<number>;
}): Evaluator {
  const { master, pool, clock, workerKeyOf } = options;
  const areaKeys = new Map<string, VoprfKey>();
  const weekKeys = new Map<string, readonly [WeekKey, WeekKey]>();
  const countIssued = createIssueCount(pool);
  const cardsOf = rememberCards(options.countCards);
  let [countedDay, counted] = ['', new Set<string>()];

  const keyOf = (area: string): VoprfKey => {
    const key = areaKeys.get(area) ?? areaKey(master, area);
    areaKeys.set(area, key);
    return key;
  };
  const tokenKeysOf = (area: string): readonly [WeekKey, WeekKey] => {
    const week = weekOf(clock.today());
    const known = weekKeys.get(area);
    if (known?.[0].week === week) return known;
    const keys = acceptedKeys(master, area, week);
    weekKeys.set(area, keys);
    return keys;
  };

  /** A request that lost its answer is sent again: it is counted once, as long as this process lives. */
  async function countOnce(parts: readonly Uint8Array[], count: () => Promise<boolean>): Promise<boolean> {
    const today = clock.today();
    if (today !== countedDay) [countedDay, counted] = [today, new Set()];
    const hash = createHash('sha256').update(Buffer.concat(parts)).digest('base64');
    if (counted.has(hash)) return true;
    if (!(await count())) return false;
    counted.add(hash);
    return true;
  }

  return {
    keys(area) {
      const [{ week, publicKey }] = tokenKeysOf(area);
      const hex = (key: Uint8Array) => Buffer.from(key).toString('hex');
      return { publicKey: hex(keyOf(area).publicKey), day: clock.today(), week, tokenKey: hex(publicKey) };
    },

    async issue(area, blinded) {
      const answer = evaluateBatch(tokenKeysOf(area)[0], blinded);
      if (!answer.ok) return answer;
      const counts = async () => {
        const entry = { area, day: clock.today(), more: blinded.length };
        for (const anew of [false, true]) {
          const most = (await cardsOf(area, anew)) * MOST_FOR_CARD;
          if (await countIssued({ ...entry, most })) return true;
        }
        return false;
      };
      return (await countOnce([Buffer.from(`issue ${area} `), ...blinded], counts))
        ? answer
        : { ok: false, why: 'too-many-today' };
    },

    async evaluate(area, token, blinded) {
      const verified = verifyToken(token, area, tokenKeysOf(area));
      if (!verified.ok) return verified;
      const answer = evaluateBatch(keyOf(area), [blinded]);
      if (!answer.ok) return answer;
      const { week, nonce } = verified;
      const spent = await spendToken(pool, { area, week, nonce, blinded });
      return spent.ok ? answer : spent;
    },

    async evaluateForDesk({ area, desk, worker, day, blinded, signature }) {
      if (day !== clock.today()) return { ok: false, why: 'another-day' };
      if (blinded.length < 1 || blinded.length > MAX_BATCH) return { ok: false, why: 'bad-count' };
      const verifyKey = await workerKeyOf(area, desk, worker);
      if (verifyKey === null) return { ok: false, why: 'not-a-member' };
      const signed = deskRequestBytes({ area, workerId: worker, day, blinded });
      if (signature.length !== 64 || !ed25519.verify(signature, signed, verifyKey))
        return { ok: false, why: 'bad-signature' };
      const answer = evaluateBatch(keyOf(area), blinded);
      if (!answer.ok) return answer;
      const counts = async () => await countForWorker(pool, { area, day, worker, more: blinded.length });
      return (await countOnce([signed], counts)) ? answer : { ok: false, why: 'too-many-today' };
    },
  };
}
