/**
 * The device's half of asking the evaluators: blind, ask, check the proof against the keys that the area's root signed,
 * unblind. What was asked never leaves the device; an answer under another key is none.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { fetchAgain } from '#kit/device/fetch-again.ts';
import { cardRequestBytes } from '#sealed/blind/card-request.ts';
import { joinOutputs } from '#sealed/blind/derive-tag.ts';
import { finishTokens, prepareTokens } from '#sealed/blind/token.ts';
import { type Blinded, MAX_BATCH, blind, finish } from '#sealed/blind/voprf.ts';
import { type Bytes, utf8 } from '#sealed/wire.ts';

/**
 * `unproven`: an evaluator did not prove its answer; `other-keys`: not the keys that the root signed; `network`: no
 * answer; else what the service refused: `spent`, `bad-token`, `too-many-today`, `no-such-card`, `another-day` …
 */
export type Refused = { ok: false; why: string };

export type EvaluationKeys = v.InferOutput<typeof Keys>;

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const bytes = v.pipe(
  v.string(),
  v.base64(),
  v.transform((text) => base64.decode(text)),
);
const Keys = v.object({
  /** The evaluators' day: a phone's own clock may be wrong, and requests are signed for a day. */
  day: v.pipe(v.string(), v.isoDate()),
  week: v.number(),
  publicKeys: v.pipe(v.array(Hex), v.minLength(1), v.maxLength(2)),
  tokenKeys: v.pipe(v.array(Hex), v.minLength(1), v.maxLength(2)),
});
export const Answers = v.object({ answers: v.array(v.object({ evaluated: v.array(bytes), proof: bytes })) });
const Evaluated = v.object({ evaluated: v.array(bytes), proofs: v.array(bytes) });
const Problem = v.object({ title: v.string() });

/** What an answer holds, or why it holds nothing. */
export async function read<Shape extends v.GenericSchema>(
  answer: Response,
  shape: Shape,
): Promise<{ ok: true; value: v.InferOutput<Shape> } | Refused> {
  try {
    const body: unknown = await answer.json();
    const value = v.safeParse(shape, body);
    if (answer.ok && value.success) return { ok: true, value: value.output };
    return { ok: false, why: v.is(Problem, body) ? body.title : 'network' };
  } catch {
    return { ok: false, why: 'network' };
  }
}

/** Without the cookie: who asks is told by a signature or a token alone. Each of these may be sent twice. */
async function post<Shape extends v.GenericSchema>(
  path: string,
  body: object,
  shape: Shape,
): Promise<{ ok: true; value: v.InferOutput<Shape> } | Refused> {
  const init: RequestInit = {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await fetchAgain(path, init, { attempts: 3 }).catch(() => null);
  return answer === null ? { ok: false, why: 'network' } : await read(answer, shape);
}

/** The keys as the service says them; they count only where a signed statement or bundle says the same. */
export async function readEvaluationKeys(area: string): Promise<EvaluationKeys | null> {
  // A copy that was kept over midnight would name yesterday.
  const asked = fetch(`/api/areas/${area}/evaluation-keys`, { credentials: 'omit', cache: 'no-store' });
  const answer = await asked.catch(() => null);
  const keys = answer === null ? null : await read(answer, Keys);
  return keys?.ok === true ? keys.value : null;
}

/** Each evaluator's proof is checked; their outputs for one element become its `y`. */
export function joinAll(
  pending: Blinded[],
  answers: readonly { evaluated: Uint8Array[]; proof: Uint8Array }[],
  publicKeys: readonly string[],
): { ok: true; outputs: Bytes[] } | Refused {
  if (answers.length !== publicKeys.length) return { ok: false, why: 'unproven' };
  const each: Bytes[][] = [];
  for (const [index, key] of publicKeys.entries()) {
    const answer = answers[index];
    const finished = answer === undefined ? null : finish(pending, answer, hexToBytes(key));
    if (finished?.ok !== true) return { ok: false, why: 'unproven' };
    each.push(finished.outputs);
  }
  return {
    ok: true,
    outputs: pending.map((_, at) => joinOutputs(each.map((outputs) => outputs[at] ?? new Uint8Array()))),
  };
}

/** A card as it signs; `locator` is 16 bytes. */
export type CardKeys = { area: string; locator: Uint8Array; signingSeed: Uint8Array };

/**
 * A card's batch for a day: `count` payments of one token for each evaluator. `tokenKeys` come from the signed bundle,
 * never from the answer of the day: a key made for one card would know that card's tokens again.
 */
export async function requestTokens(
  card: CardKeys,
  day: string,
  tokenKeys: readonly string[],
  count = MAX_BATCH,
): Promise<{ ok: true; payments: Bytes[][] } | Refused> {
  const { area, locator, signingSeed } = card;
  const pending = tokenKeys.map((key) => prepareTokens(count, area, hexToBytes(key), random));
  const blinded = pending.map((batch) => batch.map((one) => one.blinded));
  const signature = base64.encode(
    ed25519.sign(cardRequestBytes({ area, locator, day, blinded }), signingSeed),
  );
  const body = {
    locator: bytesToHex(locator),
    day,
    blinded: blinded.map((batch) => batch.map((one) => base64.encode(one))),
    signature,
  };
  const sent = await post(`/api/areas/${area}/tokens`, body, Answers);
  if (!sent.ok) return sent;
  const made: Bytes[][] = [];
  for (const [index, key] of tokenKeys.entries()) {
    const answer = sent.value.answers[index];
    const finished = answer ? finishTokens(pending[index] ?? [], answer, hexToBytes(key)) : null;
    if (finished?.ok !== true) return { ok: false, why: 'unproven' };
    made.push(finished.tokens);
  }
  return {
    ok: true,
    payments: Array.from({ length: count }, (_, at) => made.map((tokens) => tokens[at] ?? new Uint8Array())),
  };
}

/**
 * Evaluates one canonical identifier and pays with one token for each evaluator. `publicKeys` are those that the area's
 * root signed. A lost answer is asked for again with the same element, which costs nothing.
 */
export async function spendToken(
  area: string,
  payment: readonly Uint8Array[],
  canonical: string,
  publicKeys: readonly string[],
): Promise<{ ok: true; y: Bytes } | Refused> {
  const pending = [blind(utf8(canonical), random)];
  const body = {
    tokens: payment.map((token) => base64.encode(token)),
    blinded: base64.encode(pending[0]?.blinded ?? new Uint8Array()),
  };
  const sent = await post(`/api/areas/${area}/evaluate`, body, Evaluated);
  if (!sent.ok) return sent;
  const { evaluated, proofs } = sent.value;
  const answers = evaluated.map((one, index) => ({
    evaluated: [one],
    proof: proofs[index] ?? new Uint8Array(),
  }));
  const joined = joinAll(pending, answers, publicKeys);
  const [y] = joined.ok ? joined.outputs : [];
  return joined.ok && y ? { ok: true, y } : { ok: false, why: 'unproven' };
}
