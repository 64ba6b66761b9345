import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liaisonsOf, mayHandOver } from './hand-over.ts';

test('a desk is a liaison’s where its pack says so or one of its people is one', () => {
  assert.deepEqual(liaisonsOf(undefined, ['desk-worker', 'desk-lead']), []);
  assert.deepEqual(liaisonsOf('police', []), ['police']);
  assert.deepEqual(liaisonsOf(undefined, ['desk-worker', 'slavery-liaison']), ['slavery']);
  assert.deepEqual(liaisonsOf('police', ['slavery-liaison']), ['police', 'slavery']);
});

test('a liaison never gets the whole, read or unread, and a desk of support no parts', () => {
  assert.deepEqual(mayHandOver('released', ['police']), { ok: true });
  for (const as of ['handed-over', 'passed-on'] as const) {
    assert.deepEqual(mayHandOver(as, ['police']), { ok: false, why: 'liaison' });
    assert.deepEqual(mayHandOver(as, ['slavery']), { ok: false, why: 'liaison' });
    assert.deepEqual(mayHandOver(as, []), { ok: true });
  }
  assert.deepEqual(mayHandOver('released', []), { ok: false, why: 'no-liaison' });
});
