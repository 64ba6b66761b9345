import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { open, seal } from './age-file.ts';
import { combineRecovery, generateRecovery, splitRecovery } from './recovery.ts';

const recovery = await generateRecovery(randomBytes);
const shares = await splitRecovery(recovery);
const [a, b, c] = shares as [string, string, string];

describe('offline recovery', () => {
  test('any two of three shares bring the identity back, in any order; so do all three', async () => {
    for (const some of [
      [a, b],
      [b, a],
      [a, c],
      [c, b],
      [a, b, c],
    ])
      assert.deepEqual(await combineRecovery(some), { ok: true, ...recovery });
    const file = await seal(new Uint8Array([7]), [recovery.recipient]);
    const back = await combineRecovery([c, a]);
    assert.ok(back.ok);
    assert.deepEqual(await open(file, back.identity), { ok: true, plain: new Uint8Array([7]) });
  });

  test('a share is seventeen groups of four without letters that can be misread', () => {
    for (const share of shares) assert.match(share, /^([0-9A-HJKMNP-TV-Z]{4} ){16}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  test('may be typed in lower case, without spaces, with O for 0 and L for 1', async () => {
    const typed = a.toLowerCase().replaceAll(' ', '-').replaceAll('0', 'o').replaceAll('1', 'l');
    assert.deepEqual(await combineRecovery([typed, b.replaceAll(' ', '')]), { ok: true, ...recovery });
  });

  test('every mistyped letter is noticed, and which share it is in', async () => {
    for (let at = 0; at < b.length; at++) {
      if (b[at] === ' ') continue;
      const wrong = b.slice(0, at) + (b[at] === 'A' ? 'B' : 'A') + b.slice(at + 1);
      assert.deepEqual(await combineRecovery([a, wrong]), { ok: false, why: 'checksum', at: 2 });
    }
    assert.deepEqual(await combineRecovery([a.slice(0, -1), b]), { ok: false, why: 'length', at: 1 });
    assert.deepEqual(await combineRecovery([a, `${b.slice(0, -1)}U`]), { ok: false, why: 'checksum', at: 2 });
  });

  test('one share, the same share, and shares that do not belong together say so', async () => {
    assert.deepEqual(await combineRecovery([]), { ok: false, why: 'too-few' });
    assert.deepEqual(await combineRecovery([a]), { ok: false, why: 'too-few' });
    assert.deepEqual(await combineRecovery([a, a]), { ok: false, why: 'same-share' });
    const [stranger] = await splitRecovery(await generateRecovery(randomBytes));
    assert.deepEqual(await combineRecovery([a, stranger ?? '']), { ok: false, why: 'different-sets' });
    const again = await splitRecovery(recovery);
    const foreign = again.find((share) => share.slice(-12) !== a.slice(-12)) ?? '';
    const mixed = await combineRecovery([a, foreign]);
    assert.equal(mixed.ok, false);
  });
});
