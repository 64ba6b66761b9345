import assert from 'node:assert/strict';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import * as chain from './audit-chain.ts';
import { inclusionProof, verifyInclusion } from './merkle.ts';
import { verifyKeyOf } from './signed.ts';

const area = 'testfield';
const record = randomUUID();
const random = (length: number) => new Uint8Array(randomBytes(length));
function rowsOf(count: number): chain.AuditRow[] {
  const rows: chain.AuditRow[] = [];
  for (let i = 0; i < count; i++)
    rows.push(chain.appendRow(area, record, rows, chain.commit(random(32), random(20))));
  return rows;
}

describe('a record’s chain', () => {
  test('holds as written and in no other way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), (count, pick) => {
        const rows = rowsOf(count);
        const at = pick % count;
        const verified = chain.verifyRows(area, record, rows);
        assert.deepEqual(verified.ok && verified.head, rows.at(-1)?.hash);
        const row = rows[at] as chain.AuditRow;
        const refused = (changed: chain.AuditRow[], from = at) =>
          assert.deepEqual(chain.verifyRows(area, record, changed), { ok: false, at: from });
        refused(rows.with(at, { ...row, commitment: random(32) }));
        refused(rows.with(at, { ...row, hash: random(32) }));
        refused(rows.with(at, { ...row, sequence: at }));
        if (at < count - 1) refused(rows.toSpliced(at, 1));
        refused(rows.toSpliced(at, 0, row), at + 1);
        assert.equal(chain.verifyRows(area, randomUUID(), rows).ok, false);
        assert.equal(chain.verifyRows('otherfield', record, rows).ok, false);
      }),
      { numRuns: 40 },
    );
  });

  test('an empty chain has a head of its own for each record', () => {
    const empty = chain.verifyRows(area, record, []);
    assert.deepEqual(empty, { ok: true, head: chain.chainStart(area, record) });
    assert.notDeepEqual(chain.chainStart(area, record), chain.chainStart(area, randomUUID()));
    assert.notDeepEqual(chain.chainStart('a', 'b,c'), chain.chainStart('a,b', 'c'));
  });

  test('a commitment is an HMAC that only its opening opens', () => {
    const [opening, row] = [random(32), random(40)];
    const commitment = chain.commit(opening, row);
    assert.deepEqual(commitment, new Uint8Array(createHmac('sha256', opening).update(row).digest()));
    assert.ok(chain.opens(commitment, opening, row));
    assert.ok(!chain.opens(commitment, random(32), row));
    assert.ok(!chain.opens(commitment, opening, random(40)));
    assert.ok(!chain.opens(commitment, random(31), row));
  });
});

describe('the root of a day', () => {
  const seed = random(32);
  const heads = Array.from({ length: 7 }, () => random(32));

  test('does not depend on the order in which chains were read', () => {
    const once = chain.signAuditRoot(area, '2026-11-24', heads, seed);
    assert.deepEqual(chain.signAuditRoot(area, '2026-11-24', heads.toReversed(), seed), once);
    assert.equal(chain.verifyAuditRoot(once, verifyKeyOf(seed), area)?.size, 7);
    assert.equal(chain.verifyAuditRoot(once, verifyKeyOf(seed), 'otherfield'), null);
    assert.equal(chain.verifyAuditRoot(once, verifyKeyOf(random(32)), area), null);
  });

  test('each chain can be shown to stand in it', () => {
    const signed = chain.verifyAuditRoot(
      chain.signAuditRoot(area, '2026-11-24', heads, seed),
      verifyKeyOf(seed),
      area,
    );
    assert.ok(signed);
    const ordered = chain.orderHeads(heads);
    for (const [index, leaf] of ordered.entries()) {
      const proof = inclusionProof(ordered, index);
      assert.ok(verifyInclusion({ leaf, index, size: signed.size, proof }, hexToBytes(signed.root)));
    }
  });
});
