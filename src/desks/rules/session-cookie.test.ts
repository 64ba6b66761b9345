import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSessionCookie, sessionCookie } from './session-cookie.ts';

const token = 'a'.repeat(43);

test('a session is read back from what was set, among other cookies', () => {
  const set = sessionCookie(token).split(';')[0] ?? '';
  assert.equal(readSessionCookie(`other=1; ${set}; more=2`), token);
});

test('what is no token of ours is no session', () => {
  for (const header of [null, '', 'waymark=1', '__Host-waymark=short', `__Host-waymark=${'é'.repeat(43)}`])
    assert.equal(readSessionCookie(header), null);
});

test('the cookie is for this host alone, never for scripts, never from another site', () => {
  for (const word of ['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/'])
    assert.ok(sessionCookie(token).includes(word), word);
  assert.ok(!sessionCookie(token).includes('Domain'));
  assert.ok(sessionCookie(null).includes('Max-Age=0'));
});
