import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDLE_MINUTES, minutesAfter, sessionIsIdle } from './session-idle.ts';

test('a session ends at the thirtieth minute, not before', () => {
  const seen = new Date('2026-11-24T10:00:00Z');
  assert.equal(sessionIsIdle(seen, new Date('2026-11-24T10:29:59Z')), false);
  assert.equal(sessionIsIdle(seen, minutesAfter(seen, IDLE_MINUTES)), true);
});
