import { type IncomingMessage, type Server, createServer } from 'node:http';
import * as v from 'valibot';
import type { Log } from '#kit/log.ts';
import type { Evaluator } from './open-evaluator.ts';

const MOST = 64 * 1024;

const bytes = v.pipe(
  v.string(),
  v.base64(),
  v.transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
);
const area = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,39}$/));
const batch = v.pipe(v.array(bytes), v.maxLength(32));
const asked = {
  keys: v.object({ area }),
  issue: v.object({ area, blinded: batch }),
  evaluate: v.object({ area, token: bytes, blinded: bytes }),
  'evaluate-for-desk': v.object({
    area,
    desk: v.string(),
    worker: v.string(),
    day: v.pipe(v.string(), v.isoDate()),
    blinded: batch,
    signature: bytes,
  }),
};

/** Bytes travel as base64. Not by a replacer of JSON.stringify: Buffer's own toJSON would come before it. */
function encode(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, encode(one)]));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST) return undefined;
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return undefined;
  }
}

async function act(evaluator: Evaluator, path: string, body: unknown): Promise<unknown> {
  switch (path) {
    case '/keys':
      return evaluator.keys(v.parse(asked.keys, body).area);
    case '/issue': {
      const ask = v.parse(asked.issue, body);
      return await evaluator.issue(ask.area, ask.blinded);
    }
    case '/evaluate': {
      const ask = v.parse(asked.evaluate, body);
      return await evaluator.evaluate(ask.area, ask.token, ask.blinded);
    }
    case '/evaluate-for-desk':
      return await evaluator.evaluateForDesk(v.parse(asked['evaluate-for-desk'], body));
    default:
      return undefined;
  }
}

/** POST with JSON on four paths; 200 with the answer or the refusal, 400 for what is malformed, 404, 500. */
export function serveEvaluator(evaluator: Evaluator, log: Pick<Log, 'error'>): Server {
  return createServer({ requestTimeout: 10_000, keepAliveTimeout: 60_000 }, (request, response) => {
    const answer = (status: number, body: unknown): void => {
      const text = JSON.stringify(body);
      response.writeHead(status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      });
      response.end(text);
    };
    readBody(request)
      .then(async (body) => await act(evaluator, request.url ?? '', body))
      .then(
        (result) => (result === undefined ? answer(404, {}) : answer(200, encode(result))),
        (error: unknown) => {
          if (error instanceof v.ValiError) return answer(400, {});
          log.error('evaluation-failed', { error });
          answer(500, {});
        },
      );
  });
}
