import type { Form } from '#kit/http/index.ts';
import type { Stretch } from '#kit/stretch-pool.ts';
import { generateIdentity, recipientOf } from '#sealed/age-file.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import { type WayBackKeys, deriveWayBack } from '#sealed/way-back-code.ts';

type Stored = Pick<WayBackKeys, 'locator' | 'recipient' | 'verifyKey'>;
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/**
 * What is stored of a form's way back. Whoever does not want to come back gets keys that nobody has: stored, they look the
 * same, and nothing has to be stretched for them.
 */
export async function wayBackOf(
  fields: Form['fields'],
  code: string,
  area: string,
  stretch: Stretch,
): Promise<Stored> {
  if (fields.get('come-back')?.[0] !== 'no')
    return await deriveWayBack(code, fields.get('private')?.[0] ?? null, area, stretch);
  return {
    locator: random(16),
    recipient: await recipientOf(generateIdentity(random)),
    verifyKey: verifyKeyOf(random(32)),
  };
}
