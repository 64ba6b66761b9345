import { Agent, request as requestPlain } from 'node:http';
import { Agent as TlsAgent, request as requestTls } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { Refused } from '#kit/http/refusal.ts';
import type { DeskAsk, Why } from './open-evaluator.ts';

/** Where an evaluator listens: a socket of this machine, or an address of another organisation. */
export type Place = { socket: string } | { url: string };

/** One entry for each evaluator, in order. Elements are 32 bytes, a proof 64. */
export type Answers =
  | { ok: true; answers: { evaluated: Uint8Array[]; proof: Uint8Array }[] }
  | { ok: false; why: Why };

/**
 * All evaluators of this service as one. Each function throws `Refused` 503 `evaluator-away` when one does not answer
 * within `patience`, which covers its restart; every request may be sent again and costs nothing twice.
 */
export type Evaluators = {
  /** Hex keys. Tokens are issued under `tokenKeys` on `day`, which a card or worker signs in a request. */
  keys(area: string): Promise<{ day: string; week: number; publicKeys: string[]; tokenKeys: string[] }>;
  /** For each evaluator its own 1 to 20 blinded token inputs. The caller has verified the card. */
  issue(area: string, perEvaluator: Uint8Array[][]): Promise<Answers>;
  /** One token of each evaluator pays for one element. */
  evaluate(area: string, tokens: Uint8Array[], blinded: Uint8Array): Promise<Answers>;
  evaluateForDesk(ask: DeskAsk): Promise<Answers>;
};

/** Milliseconds. A restart takes one second of a quiet processor, and several of a busy one. */
const PATIENCE = 10_000;

const bytes = v.pipe(
  v.string(),
  v.base64(),
  v.transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
);
const Answered = v.variant('ok', [
  v.object({ ok: v.literal(true), evaluated: v.array(bytes), proof: bytes }),
  v.object({ ok: v.literal(false), why: v.custom<Why>((why) => typeof why === 'string') }),
]);
const Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const KeysAnswered = v.object({
  publicKey: Hex,
  day: v.pipe(v.string(), v.isoDate()),
  week: v.number(),
  tokenKey: Hex,
});

type Post = (path: string, body: object) => Promise<unknown>;

function openWay(place: Place, patience: number): Post {
  const tls = 'url' in place && place.url.startsWith('https:');
  const agent = new (tls ? TlsAgent : Agent)({ keepAlive: true, maxSockets: 16 });
  const post = (path: string, text: string): Promise<unknown> =>
    new Promise((done, failed) => {
      const options = {
        agent,
        method: 'POST',
        timeout: 10_000,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      };
      const sent =
        'socket' in place
          ? requestPlain({ ...options, socketPath: place.socket, path })
          : (tls ? requestTls : requestPlain)(`${place.url.replace(/\/$/, '')}${path}`, options);
      sent.on('error', failed);
      sent.on('timeout', () => sent.destroy(new Error('no answer')));
      sent.on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('error', failed);
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          if (response.statusCode !== 200) return failed(new Error('refused'));
          try {
            done(JSON.parse(Buffer.concat(parts).toString('utf8')));
          } catch (error) {
            failed(error as Error);
          }
        });
      });
      sent.end(text);
    });
  return async (path, body) => {
    const text = JSON.stringify(body);
    const until = performance.now() + patience;
    for (;;) {
      try {
        return await post(path, text);
      } catch {
        if (performance.now() > until) throw new Refused(503, 'evaluator-away');
        await pause(100);
      }
    }
  };
}

/** What does not answer as an evaluator does is none. */
function read<const Schema extends v.GenericSchema>(schema: Schema, answer: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, answer);
  if (!parsed.success) throw new Refused(503, 'evaluator-away');
  return parsed.output;
}

const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');

/** @param patience milliseconds for which one that does not answer is asked again. */
export function connectEvaluators(places: readonly Place[], patience = PATIENCE): Evaluators {
  if (places.length === 0) throw new RangeError('at least one evaluator');
  const ways = places.map((place) => openWay(place, patience));

  async function answersOf(ask: (post: Post, at: number) => Promise<unknown>): Promise<Answers> {
    const answers: { evaluated: Uint8Array[]; proof: Uint8Array }[] = [];
    for (const answered of await Promise.all(ways.map(ask))) {
      const answer = read(Answered, answered);
      if (!answer.ok) return answer;
      answers.push({ evaluated: answer.evaluated, proof: answer.proof });
    }
    return { ok: true, answers };
  }

  return {
    async keys(area) {
      const all = await Promise.all(
        ways.map(async (post) => read(KeysAnswered, await post('/keys', { area }))),
      );
      const [first] = all;
      // For a moment at midnight two clocks may disagree: nothing is signed or issued then.
      if (!first || all.some(({ day }) => day !== first.day)) throw new Refused(503, 'evaluator-away');
      return {
        day: first.day,
        week: first.week,
        publicKeys: all.map(({ publicKey }) => publicKey),
        tokenKeys: all.map(({ tokenKey }) => tokenKey),
      };
    },
    async issue(area, perEvaluator) {
      if (perEvaluator.length !== ways.length) return { ok: false, why: 'bad-count' };
      return await answersOf((post, at) =>
        post('/issue', { area, blinded: (perEvaluator[at] ?? []).map(base64) }),
      );
    },
    async evaluate(area, tokens, blinded) {
      if (tokens.length !== ways.length) return { ok: false, why: 'bad-token' };
      return await answersOf((post, at) =>
        post('/evaluate', {
          area,
          token: base64(tokens[at] ?? new Uint8Array()),
          blinded: base64(blinded),
        }),
      );
    },
    async evaluateForDesk(ask) {
      const body = { ...ask, blinded: ask.blinded.map(base64), signature: base64(ask.signature) };
      return await answersOf((post) => post('/evaluate-for-desk', body));
    },
  };
}
