import * as v from 'valibot';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { ActPosted } from '../rules/way-back-act.ts';
import { makeNonce } from '../rules/way-back-nonce.ts';
import { type TakeAct, takeAct } from './take-act.ts';

/** The body of `POST …/way-back`. */
export const Asked = v.strictObject({ locator: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)) });
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/**
 * `POST …/way-back` `{locator}`: 200 `{nonce}` whether or not there is such a code, good today and once.
 * `POST …/way-back/acts` `{envelope, body}`: 200 or 201; 403 another key's signature; 404 no such code, record or file;
 * 409 `replayed`, `nonce-expired`, `sequence` (with `next`), `another-body`, `hidden`; 422 for what is malformed, sealed
 * to others or to an epoch that is over; 503 no room.
 */
export function wayBackHandlers(services: TakeAct): Pick<Handlers, 'apiWayBack' | 'apiWayBackActs'> {
  return {
    apiWayBack: {
      async post(context) {
        if (!v.is(Asked, await context.json())) return problem(422, 'malformed', 'locator');
        return json({ nonce: makeNonce(services.nonceKey, context.area.id, context.today, random) });
      },
    },
    apiWayBackActs: {
      async post(context) {
        const posted = v.safeParse(ActPosted, await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const { envelope, body } = posted.output;
        const taken = await takeAct(services, context.area, context.today, { envelope, body });
        if ('result' in taken) return json(taken.result, taken.status);
        const { status, why, next } = taken;
        if (next === undefined) return problem(status, why);
        return new Response(JSON.stringify({ title: why, status, next }), {
          status,
          headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
        });
      },
    },
  };
}
