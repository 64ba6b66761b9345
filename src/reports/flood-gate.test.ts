import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { standingClock } from '#kit/clock.ts';
import { doWork } from '#sealed/proof-of-work.ts';
import { createFloodGate } from './flood-gate.ts';

const marks = { report: { all: 20, mine: 4 }, attachment: { all: 20, mine: 4 } };
const make = (secret = new Uint8Array(32).fill(1)) => {
  const clock = standingClock('2026-11-24T12:00:00Z');
  return { clock, gate: createFloodGate({ clock, secret, marks }) };
};
const pay = ({ bits, challenge }: { bits: number; challenge: string }) =>
  `${bits}.${challenge}.${doWork(Buffer.from(challenge, 'hex'), bits)}`;

test('who sends most is asked first; others of a calm hour are asked nothing; the next hour is calm again', () => {
  const { clock, gate } = make();
  for (let i = 0; i < 4; i++) gate.stored('report', 'loud');
  const hash = randomBytes(32);
  assert.ok(gate.workFor('report', 'loud', hash, null));
  assert.ok(gate.quarantined('loud'));
  for (const bucket of ['quiet', null]) {
    assert.equal(gate.workFor('report', bucket, hash, null), null);
    assert.equal(gate.quarantined(bucket), false);
  }
  assert.equal(gate.workFor('attachment', 'loud', hash, null), null);
  clock.advance({ hours: 1 });
  assert.equal(gate.workFor('report', 'loud', hash, null), null);
});

test('work pays for the very bytes it was done for, in this hour and the next, in any process of the same secret', () => {
  const { clock, gate } = make();
  const other = createFloodGate({ clock, secret: new Uint8Array(32).fill(1), marks });
  for (const one of [gate, other]) for (let i = 0; i < 4; i++) one.stored('report', 'loud');
  const hash = randomBytes(32);
  const wanted = gate.workFor('report', 'loud', hash, null) ?? assert.fail();
  const shown = pay(wanted);
  assert.equal(gate.workFor('report', 'loud', hash, shown), null);
  assert.equal(other.workFor('report', 'loud', hash, shown), null);
  assert.ok(gate.workFor('report', 'loud', randomBytes(32), shown));
  const forged = [
    '0.00.1',
    '',
    'x',
    shown.replace(/^\d+/, '1'),
    `${wanted.bits}.${'00'.repeat(16)}.1`,
    shown.replace(/\d+$/, '4294967296'),
  ];
  for (const header of forged) assert.ok(gate.workFor('report', 'loud', hash, header), header);
  for (const hours of [1, 1]) {
    clock.advance({ hours });
    for (let i = 0; i < 4; i++) gate.stored('report', 'loud');
    assert.equal(
      gate.workFor('report', 'loud', hash, shown) === null,
      clock.now().toString() < '2026-11-24T14',
    );
  }
});

test('without JavaScript a form that was just given out waits, one that was really written in does not', () => {
  const { clock, gate } = make();
  const ticket = gate.ticketFor('id');
  assert.equal(gate.waitFor('loud', 'id', ticket), 0);
  for (let i = 0; i < 4; i++) gate.stored('report', 'loud');
  assert.ok((gate.waitFor('loud', 'id', ticket) ?? 0) > 0);
  assert.equal(gate.waitFor('quiet', 'id', ticket), 0);
  clock.advance({ seconds: 40 });
  assert.equal(gate.waitFor('loud', 'id', ticket), 0);
  assert.equal(gate.waitFor('loud', 'another', ticket), null);
  assert.equal(gate.waitFor('loud', 'id', `${ticket}0`), null);
  clock.advance({ days: 2 });
  assert.equal(gate.waitFor('loud', 'id', ticket), null);
});
