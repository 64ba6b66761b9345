import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import * as v from 'valibot';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { isSealedTo } from '#sealed/age-file.ts';
import { takeChallenge } from '../queries/challenge.ts';
import { addPasskey, countPasskey, findPasskey, readPasskeys, removePasskey } from '../queries/passkey.ts';
import { findWorker } from '../queries/worker.ts';
import { Assertion, PasskeyPosted } from '../rules/passkey-posted.ts';
import { type SignIn, nowOf, signedInAs } from '../sign-in/sign-in.api.ts';

/** Ed25519, ES256, RS256; the library's own default asks Node for an experimental one. */
const supportedAlgorithmIDs = [-8, -7, -257];
/** Enough for every device of one person. */
const MOST_PASSKEYS = 10;

/** The library throws whatever does not verify; for us that is a refusal. */
async function verified<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work();
  } catch (fault) {
    if (fault instanceof Error) return null;
    throw fault;
  }
}

/**
 * Passkeys (WebAuthn Level 3): a second way to sign in and, by their PRF, to open the same keys. The server checks the
 * signature; what the PRF gives never comes here.
 */
export function passkeysHandlers(services: SignIn & { origins: readonly string[] }): Handlers {
  const { db, clock } = services;
  const expectedOrigin = [...services.origins];
  const expectedRPID = expectedOrigin.map((origin) => new URL(origin).hostname);
  const ours = (area: string) => ({
    expectedOrigin,
    expectedRPID,
    requireUserVerification: true,
    expectedChallenge: async (challenge: string) =>
      await takeChallenge(db, area, Buffer.from(challenge, 'base64url'), nowOf(clock)),
  });
  return {
    apiDeskPasskeySignIn: {
      post: async (context) => {
        const area = context.area.id;
        const parsed = v.safeParse(v.strictObject({ assertion: Assertion }), await context.json());
        if (!parsed.success) return problem(422, 'malformed');
        const { assertion } = parsed.output;
        const { userHandle, ...signed } = assertion.response;
        const passkey = await findPasskey(db, area, assertion.id);
        const worker = passkey && (await findWorker(db, area, passkey.worker));
        if (!passkey || worker?.state !== 'active') return problem(403, 'no-such-worker');
        const { publicKey, counter } = passkey;
        const answer = await verified(() =>
          verifyAuthenticationResponse({
            ...ours(area),
            response: {
              ...assertion,
              response: userHandle === undefined ? signed : { ...signed, userHandle },
            },
            credential: { id: assertion.id, publicKey, counter },
          }),
        );
        if (answer?.verified !== true) return problem(403, 'no-such-worker');
        await countPasskey(db, area, assertion.id, answer.authenticationInfo.newCounter);
        return await signedInAs(services, area, { ...worker, bundle: passkey.bundle });
      },
    },
    apiDeskPasskeys: {
      get: async ({ area, signedIn }) =>
        json({ passkeys: await readPasskeys(db, area.id, signedIn?.worker ?? '') }),
      post: async (context) => {
        const area = context.area.id;
        const worker = context.signedIn?.worker ?? '';
        const parsed = v.safeParse(PasskeyPosted, await context.json());
        if (!parsed.success) return problem(422, 'malformed');
        const { credential, bundle: posted } = parsed.output;
        const bundle = Buffer.from(posted, 'base64');
        if (!(await isSealedTo(bundle, 1))) return problem(422, 'not-sealed');
        if ((await readPasskeys(db, area, worker)).length >= MOST_PASSKEYS) return problem(409, 'too-many');
        const { transports = [], ...response } = credential.response;
        const answer = await verified(() =>
          verifyRegistrationResponse({
            ...ours(area),
            supportedAlgorithmIDs,
            response: { ...credential, response },
          }),
        );
        if (answer?.verified !== true) return problem(422, 'not-signed');
        const { id, publicKey, counter } = answer.registrationInfo.credential;
        const day = context.today;
        const added = { credential: id, worker, publicKey, counter, transports, bundle, day };
        return (await addPasskey(db, area, added)) ? json({ id }, 201) : problem(409, 'already-there');
      },
      delete: async (context) => {
        const parsed = v.safeParse(v.strictObject({ id: v.string() }), await context.json());
        if (!parsed.success) return problem(422, 'malformed');
        await removePasskey(db, context.area.id, context.signedIn?.worker ?? '', parsed.output.id);
        return json({ removed: true });
      },
    },
  };
}
