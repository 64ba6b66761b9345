/**
 * Passkeys with PRF (WebAuthn Level 3, section 10.1.4): one ceremony signs in and gives 32 bytes from which the identity
 * grows that opens the worker's keys. Those bytes never leave this tab.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import { base64, base64urlnopad } from '@scure/base';
import { recipientOf } from '#sealed/age-file.ts';
import { utf8 } from '#sealed/wire.ts';
import { identityFromPrf, sealWorkerKeys } from '#sealed/worker-keys.ts';
import { type Unlocked, deskFetch } from './open-desk.ts';
import { type SignedIn, post, takeChallenge, unlockBundle } from './sign-in.ts';

type Bytes = Uint8Array<ArrayBuffer>;
const encode = (bytes: ArrayBuffer): string => base64urlnopad.encode(new Uint8Array(bytes));
const decode = (text: string): Bytes => base64urlnopad.decode(text) as Bytes;

export const passkeysWork = (): boolean => typeof PublicKeyCredential === 'function';

/** The same for everyone of an area: a passkey must answer before it is known whose it is. */
const prf = (area: string) => ({
  prf: { eval: { first: sha256(utf8(`waymark/passkey-prf/v1/${area}`)) as Bytes } },
});
const challengeOf = async (area: string): Promise<Bytes> => hexToBytes(await takeChallenge(area)) as Bytes;

/** The identity behind what a passkey answered; null where it gave no PRF output. */
function identityIn(credential: PublicKeyCredential, area: string): string | null {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  return first instanceof ArrayBuffer ? identityFromPrf(new Uint8Array(first), area) : null;
}

/** Null when the person said no, took too long, or the device cannot. */
async function ask(area: string, allow?: Bytes): Promise<PublicKeyCredential | null> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: await challengeOf(area),
    userVerification: 'required',
    extensions: prf(area),
    ...(allow === undefined ? {} : { allowCredentials: [{ id: allow, type: 'public-key' }] }),
  };
  const answered = await navigator.credentials.get({ publicKey }).catch(() => null);
  return answered instanceof PublicKeyCredential ? answered : null;
}

/** What both kinds of answer say of the credential. What its extensions gave stays here. */
const named = (credential: PublicKeyCredential) => ({
  id: credential.id,
  rawId: encode(credential.rawId),
  type: credential.type,
  clientExtensionResults: {},
});

/** One touch: the passkey signs the challenge and opens the keys. */
export async function signInWithPasskey(area: string): Promise<SignedIn> {
  try {
    const answered = await ask(area);
    const response = answered?.response;
    if (!answered || !(response instanceof AuthenticatorAssertionResponse))
      return { ok: false, why: 'passkey' };
    const identity = identityIn(answered, area);
    if (identity === null) return { ok: false, why: 'no-prf' };
    const assertion = {
      ...named(answered),
      response: {
        authenticatorData: encode(response.authenticatorData),
        clientDataJSON: encode(response.clientDataJSON),
        signature: encode(response.signature),
      },
    };
    const answer = await post(`/api/areas/${area}/desk/sign-in/passkey`, { assertion });
    if (answer.status === 403) return { ok: false, why: 'no-such-passkey' };
    if (!answer.ok) return { ok: false, why: 'network' };
    return await unlockBundle(area, answer, identity);
  } catch (fault) {
    if (fault instanceof TypeError) return { ok: false, why: 'network' };
    throw fault;
  }
}

export type PasskeyAdded = { ok: true } | { ok: false; why: 'passkey' | 'no-prf' | 'network' | 'refused' };

/** Makes a passkey on this device and gives the server the worker's keys sealed to it, and to nothing else. */
export async function addPasskey(
  { me, keys }: Unlocked,
  area: string,
  known: readonly string[],
): Promise<PasskeyAdded> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: await challengeOf(area),
    rp: { name: 'Waymark' },
    // Shown by the device when it asks which passkey: nothing of the desk or what it does.
    user: { id: utf8(me.worker), name: me.firstName, displayName: me.firstName },
    // Ed25519, ES256, RS256.
    pubKeyCredParams: [-8, -7, -257].map((alg) => ({ alg, type: 'public-key' })),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
    excludeCredentials: known.map((id) => ({ id: decode(id), type: 'public-key' })),
    extensions: prf(area),
  };
  const made = await navigator.credentials.create({ publicKey }).catch(() => null);
  if (!(made instanceof PublicKeyCredential) || !(made.response instanceof AuthenticatorAttestationResponse))
    return { ok: false, why: 'passkey' };
  // Some give the output only when they sign in: then one more touch.
  let identity = identityIn(made, area);
  if (identity === null && made.getClientExtensionResults().prf?.enabled === true) {
    const answered = await ask(area, decode(made.id));
    identity = answered && identityIn(answered, area);
  }
  if (identity === null) return { ok: false, why: 'no-prf' };
  const { attestationObject, clientDataJSON } = made.response;
  const answer = await deskFetch('passkeys', {
    method: 'POST',
    body: {
      credential: {
        ...named(made),
        response: {
          attestationObject: encode(attestationObject),
          clientDataJSON: encode(clientDataJSON),
          transports: made.response.getTransports(),
        },
      },
      bundle: base64.encode(await sealWorkerKeys(keys, [await recipientOf(identity)])),
    },
  });
  return answer.ok ? { ok: true } : { ok: false, why: 'refused' };
}
