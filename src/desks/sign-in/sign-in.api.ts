import type { Kysely } from 'kysely';
import * as v from 'valibot';
import type { Clock } from '#kit/clock.ts';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { labels, readUnverified, verify } from '#sealed/signed.ts';
import { makeChallenge, takeChallenge } from '../queries/challenge.ts';
import { endSession, readTabKey, startSession } from '../queries/session.ts';
import { findWorkerBySignInKey } from '../queries/worker.ts';
import { readSessionCookie, sessionCookie } from '../rules/session-cookie.ts';
import type { DesksTables } from '../tables.ts';
import type { Worker } from '../queries/worker.ts';

export type SignIn = {
  db: Kysely<DesksTables>;
  clock: Clock;
  random: (length: number) => Uint8Array;
};

const hex32 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Statement = v.object({ area: v.string(), challenge: hex32, signInKey: hex32 });

export const nowOf = (clock: Clock): Date => new Date(clock.now().epochMilliseconds);

/** Starts a session and answers with what the browser needs to open this worker's keys. */
export async function signedInAs(
  { db, clock, random }: SignIn,
  area: string,
  worker: Worker,
): Promise<Response> {
  const token = await startSession(db, area, worker.id, nowOf(clock), random);
  return json(
    {
      worker: worker.id,
      firstName: worker.first_name,
      roles: worker.roles,
      bundle: Buffer.from(worker.bundle).toString('base64'),
    },
    200,
    { 'set-cookie': sessionCookie(token) },
  );
}

/**
 * Signing in with the phrase: the browser signs a challenge with a key that grew from the phrase. A wrong phrase, a removed
 * worker, a challenge that was used or is old: one answer for all.
 */
export function signInHandlers(services: SignIn): Handlers {
  const { db, clock, random } = services;
  return {
    apiDeskChallenge: {
      post: async ({ area }) =>
        json({
          challenge: Buffer.from(await makeChallenge(db, area.id, nowOf(clock), random)).toString('hex'),
        }),
    },
    apiDeskSignIn: {
      post: async (context) => {
        const { area } = context;
        const envelope = v.safeParse(v.object({ envelope: v.unknown() }), await context.json());
        if (!envelope.success) return problem(422, 'malformed');
        const claimed = v.safeParse(Statement, readUnverified(envelope.output.envelope, labels.deskSignIn));
        if (!claimed.success || claimed.output.area !== area.id) return problem(422, 'malformed');
        const key = Buffer.from(claimed.output.signInKey, 'hex');
        const fresh = await takeChallenge(
          db,
          area.id,
          Buffer.from(claimed.output.challenge, 'hex'),
          nowOf(clock),
        );
        const worker = await findWorkerBySignInKey(db, area.id, key);
        if (!fresh || !worker || verify(envelope.output.envelope, labels.deskSignIn, [key]) === null)
          return problem(403, 'no-such-worker');
        return await signedInAs(services, area.id, worker);
      },
    },
    apiDeskTabKey: {
      post: async ({ area, request }) => {
        const token = readSessionCookie(request.headers.get('cookie'));
        const key = token === null ? null : await readTabKey(db, area.id, token);
        return key === null
          ? problem(403, 'not-yours')
          : json({ tabKey: Buffer.from(key).toString('base64') });
      },
    },
    apiDeskSignOut: {
      // Open to everyone: who is not signed in is told the same.
      post: async ({ area, request }) => {
        const token = readSessionCookie(request.headers.get('cookie'));
        if (token !== null) await endSession(db, area.id, token);
        return json({ signedOut: true }, 200, { 'set-cookie': sessionCookie(null) });
      },
    },
    apiDeskMe: {
      get: ({ signedIn }) => (signedIn === null ? problem(403, 'not-yours') : json(signedIn)),
    },
  };
}
