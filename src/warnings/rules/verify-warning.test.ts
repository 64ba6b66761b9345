import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { EpochStatement } from '#sealed/epoch-chain.ts';
import { type Envelope, coSign, labels, sign, verifyKeyOf } from '#sealed/signed.ts';
import { verifyWarning } from './verify-warning.ts';
import type { WarningStatement } from './warning-statement.ts';

const [ada, bea, ghost] = [1, 2, 3].map(() => new Uint8Array(randomBytes(32))) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const member = (seed: Uint8Array) => ({ verifyKey: Buffer.from(verifyKeyOf(seed)).toString('hex') });
const chains = new Map([
  ['support', [{ members: [member(ada), member(bea)] }] as unknown as readonly EpochStatement[]],
]);
const id = '0f'.repeat(16);
const place = { area: 'testfield', id };
const statement: WarningStatement = {
  version: 1,
  area: 'testfield',
  id,
  desk: 'support',
  epoch: 0,
  severity: 2,
  kinds: ['robbery'],
  text: 'It was reported that this person takes money back.',
  hint: '123',
  language: 'en',
  expires: '2027-02-22',
};
const text = (warning: Envelope, corrections: Envelope[] = []) =>
  new TextEncoder().encode(JSON.stringify({ warning, corrections }));
const signed = coSign(sign(labels.warning, statement, ada), bea);

test('two members of the desk make a warning', () => {
  const read = verifyWarning(text(signed), place, chains);
  assert.ok(read.ok);
  assert.deepEqual(read.statement, statement);
  assert.equal(read.expires, '2027-02-22');
});

test('one member, one member twice, a ghost beside a member, or another label do not', () => {
  const alone = sign(labels.warning, statement, ada);
  for (const envelope of [
    alone,
    coSign(alone, ada),
    coSign(alone, ghost),
    coSign(sign(labels.withdrawal, statement, ada), bea),
  ]) {
    const read = verifyWarning(text(envelope), place, chains);
    assert.ok(!read.ok && (read.why === 'signature' || read.why === 'malformed'));
  }
});

test('a warning shown under another id, area or desk is refused', () => {
  assert.deepEqual(verifyWarning(text(signed), { ...place, id: '00'.repeat(16) }, chains), {
    ok: false,
    why: 'another-place',
  });
  assert.deepEqual(verifyWarning(text(signed), place, new Map()), { ok: false, why: 'unknown-desk' });
});

test('a member may correct and renew; a stranger may not, and nobody may correct another warning by it', () => {
  const correction = {
    version: 1,
    area: 'testfield',
    id,
    desk: 'support',
    epoch: 0,
    text: 'A white car.',
    expires: '2027-03-01',
  };
  const good = verifyWarning(text(signed, [sign(labels.correction, correction, bea)]), place, chains);
  assert.ok(good.ok && good.expires === '2027-03-01' && good.corrections[0]?.text === 'A white car.');
  const bad = verifyWarning(text(signed, [sign(labels.correction, correction, ghost)]), place, chains);
  assert.deepEqual(bad, { ok: false, why: 'signature' });
  const other = sign(labels.correction, { ...correction, id: '11'.repeat(16) }, bea);
  assert.deepEqual(verifyWarning(text(signed, [other]), place, chains), { ok: false, why: 'another-place' });
});
