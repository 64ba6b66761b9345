import * as v from 'valibot';

const base64url = v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(8_192));
/** What a passkey's PRF gives opens the worker's keys: an answer that brings any extension's result along is refused. */
const noResults = v.strictObject({});

/** A WebAuthn assertion as JSON (Level 3, section 5.1.7). */
export const Assertion = v.strictObject({
  id: base64url,
  rawId: base64url,
  type: v.literal('public-key'),
  response: v.strictObject({
    authenticatorData: base64url,
    clientDataJSON: base64url,
    signature: base64url,
    userHandle: v.optional(base64url),
  }),
  clientExtensionResults: noResults,
});
export type Assertion = v.InferOutput<typeof Assertion>;

/** A new passkey, with the worker's keys sealed to what its PRF gives. */
export const PasskeyPosted = v.strictObject({
  credential: v.strictObject({
    id: base64url,
    rawId: base64url,
    type: v.literal('public-key'),
    response: v.strictObject({
      attestationObject: base64url,
      clientDataJSON: base64url,
      transports: v.optional(
        v.pipe(
          v.array(v.picklist(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])),
          v.maxLength(7),
        ),
      ),
    }),
    clientExtensionResults: noResults,
  }),
  bundle: v.pipe(v.string(), v.base64(), v.maxLength(8_192)),
});
export type PasskeyPosted = v.InferOutput<typeof PasskeyPosted>;
