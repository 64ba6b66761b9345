import assert from 'node:assert/strict';
import { createECDH } from 'node:crypto';
import { test } from 'node:test';
import { decryptPush, vapidFault } from '../../../test/support/push-service.ts';
import { encryptPush } from './encrypt-push.ts';
import { openVapid } from './vapid.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
/** RFC 8291, Appendix A. */
const vector = {
  plain: 'When I grow up, I want to be a watermelon',
  serverKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  browserKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  message:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

test('what is encrypted is the vector of RFC 8291 byte for byte, and the receiver of our tests opens it', () => {
  const fixed = { key: bytes(vector.serverKey), salt: bytes(vector.salt) };
  const made = encryptPush(Buffer.from(vector.plain), vector, fixed);
  assert.equal(made.toString('base64url'), vector.message);
  const browser = createECDH('prime256v1');
  browser.setPrivateKey(bytes(vector.browserKey));
  assert.equal(decryptPush(bytes(vector.message), browser, bytes(vector.auth)).toString(), vector.plain);
});

test('every message has one length, whatever it says, and other bytes each time', () => {
  const made = ['', 'a', 'x'.repeat(400)].map((text) => encryptPush(Buffer.from(text), vector));
  assert.deepEqual(new Set(made.map(({ length }) => length)).size, 1);
  const [first, again] = [1, 2].map(() => encryptPush(Buffer.from('a'), vector).toString('hex'));
  assert.notEqual(first, again);
});

test('a point that is not on the curve is refused', () => {
  const off = Buffer.from(bytes(vector.p256dh));
  off.writeUInt8(off.readUInt8(64) ^ 1, 64);
  assert.throws(() => encryptPush(Buffer.from('a'), { ...vector, p256dh: off.toString('base64url') }));
});

test('VAPID holds for one push service for half a day, and for no other', () => {
  const vapid = openVapid(new Uint8Array(32).fill(5), 'mailto:ops@example.org');
  const now = Date.now();
  const origin = 'https://push.example.org';
  const header = vapid.authorization(`${origin}/a`, now);
  assert.equal(vapidFault(header, origin, vapid.publicKey), null);
  assert.equal(vapid.authorization(`${origin}/b`, now + 3_600_000), header);
  assert.notEqual(vapid.authorization(`${origin}/b`, now + 12 * 3_600_000), header);
  assert.equal(vapidFault(header, 'https://other.example.org', vapid.publicKey), 'another audience');
  assert.equal(vapidFault(header, origin, 'x'), 'another application server');
  const forged = header.replace(/\.([\w-]{10})/, (all) => all.toUpperCase());
  assert.notEqual(vapidFault(forged, origin, vapid.publicKey), null);
  const other = openVapid(new Uint8Array(32).fill(6), 'mailto:ops@example.org');
  const stolen = other.authorization(origin, now).replace(other.publicKey, vapid.publicKey);
  assert.equal(vapidFault(stolen, origin, vapid.publicKey), 'a wrong signature');
});
