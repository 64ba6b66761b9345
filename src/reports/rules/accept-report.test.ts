import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { ReportPosted, acceptReport } from './accept-report.ts';

const epochs = new Map([
  [
    'support',
    [
      { number: 3, until: null },
      { number: 2, until: '2026-12-01' },
    ],
  ],
]);
const good = { toOne: true, kib: 4 };
const files = { summary: { toOne: true, kib: 1 }, sealed: good };
const why = (outcome: ReturnType<typeof acceptReport>) => (outcome.ok ? 'accepted' : outcome.why);

test('a record for the current epoch is accepted; a past one until its day', () => {
  assert.equal(why(acceptReport({ desk: 'support', epoch: 3 }, epochs, files, '2026-11-24')), 'accepted');
  assert.equal(why(acceptReport({ desk: 'support', epoch: 2 }, epochs, files, '2026-12-01')), 'accepted');
  assert.equal(
    why(acceptReport({ desk: 'support', epoch: 2 }, epochs, files, '2026-12-02')),
    'epoch-too-old',
  );
});

test('what nobody could open is refused', () => {
  assert.equal(
    why(acceptReport({ desk: 'support', epoch: 3 }, new Map(), files, '2026-11-24')),
    'no-open-desk',
  );
  assert.equal(why(acceptReport({ desk: 'other', epoch: 3 }, epochs, files, '2026-11-24')), 'unknown-desk');
  assert.equal(
    why(acceptReport({ desk: 'support', epoch: 4 }, epochs, files, '2026-11-24')),
    'unknown-epoch',
  );
  for (const file of ['summary', 'sealed'] as const) {
    assert.equal(
      why(
        acceptReport(
          { desk: 'support', epoch: 3 },
          epochs,
          { ...files, [file]: { toOne: false, kib: 4 } },
          '2026-11-24',
        ),
      ),
      'not-sealed',
    );
    assert.equal(
      why(
        acceptReport(
          { desk: 'support', epoch: 3 },
          epochs,
          { ...files, [file]: { toOne: true, kib: null } },
          '2026-11-24',
        ),
      ),
      'not-padded',
    );
  }
});

test('the posted shape takes exactly what the contract says', () => {
  const posted = {
    id: '0b0f6c1e-8d5e-4f3a-9c39-2a7d8f1e6b11',
    desk: 'support',
    epoch: 3,
    summary: 'AAAA',
    sealed: 'AAAA',
    wayBack: {
      locator: '00'.repeat(16),
      recipient: `age1pq1${'q'.repeat(1952)}`,
      verifyKey: '00'.repeat(32),
    },
  };
  assert.ok(v.is(ReportPosted, posted));
  assert.ok(v.is(ReportPosted, { ...posted, attachments: [crypto.randomUUID()] }));
  const wrong: Record<string, unknown>[] = [
    { id: '0b0f6c1e-8d5e-1f3a-9c39-2a7d8f1e6b11' },
    { id: posted.id.toUpperCase() },
    { desk: 'Support; drop' },
    { epoch: 1.5 },
    { epoch: -1 },
    { sealed: 'not base64!' },
    { summary: 'A'.repeat(40_000) },
    { name: 'somebody' },
    { attachments: ['x'] },
    { attachments: [posted.id, posted.id] },
    { attachments: Array.from({ length: 6 }, () => crypto.randomUUID()) },
  ];
  for (const change of wrong)
    assert.equal(v.is(ReportPosted, { ...posted, ...change }), false, JSON.stringify(change).slice(0, 80));
});
