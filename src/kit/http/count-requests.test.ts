import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingClock } from '#kit/clock.ts';
import { countRequests } from './count-requests.ts';

test('only a whole hour is told, and then the next one', () => {
  const clock = standingClock('2026-11-24T12:10:00Z');
  const { count, text } = countRequests(clock);
  count('report', 'GET', 200);
  count('report', 'GET', 204);
  count('report', 'POST', 422);
  assert.doesNotMatch(text(), /route=/);
  clock.advance({ hours: 1 });
  assert.match(text(), /waymark_requests_in_hour\{route="report",method="GET",status="2xx"\} 2\n/);
  assert.match(text(), /method="POST",status="4xx"\} 1\n/);
  clock.advance({ hours: 1 });
  assert.doesNotMatch(text(), /route=/);
});
