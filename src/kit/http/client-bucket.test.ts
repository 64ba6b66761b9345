import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { standingClock } from '#kit/clock.ts';
import { createBuckets, networkOf, senderAddress } from './client-bucket.ts';

test('neighbours share a network; strangers and nonsense do not', () => {
  assert.equal(networkOf('192.0.2.7'), networkOf('::ffff:192.0.2.200'));
  assert.notEqual(networkOf('192.0.2.7'), networkOf('192.0.3.7'));
  assert.equal(networkOf('2001:db8:1:2200::1'), networkOf('2001:DB8:1:22ff:a::b%eth0'));
  assert.notEqual(networkOf('2001:db8:1:2200::1'), networkOf('2001:db8:1:2300::1'));
  assert.equal(networkOf('2001:db8::1'), '20010db8000000');
  assert.equal(networkOf('::1'), '00000000000000');
  for (const nonsense of ['', 'localhost', '1.2.3', '1.2.3.4, 5.6.7.8'])
    assert.equal(networkOf(nonsense), null);
});

test('only what our own proxies wrote is believed', () => {
  const sender = {
    remoteAddress: '10.0.0.1',
    forwardedFor: '203.0.113.9, 198.51.100.7',
    host: 'example.org',
  };
  assert.equal(senderAddress(sender, 0), '10.0.0.1');
  assert.equal(senderAddress(sender, 1), '198.51.100.7');
  assert.equal(senderAddress({ ...sender, forwardedFor: null }, 1), null);
});

test('a bucket lasts an hour, is no address, and the onion address has none', () => {
  const clock = standingClock('2026-11-24T12:10:00Z');
  const bucket = createBuckets({ clock, random: randomBytes, trustProxy: 0 });
  const from = (remoteAddress: string, host = 'example.org') =>
    bucket({ remoteAddress, forwardedFor: null, host });
  const first = from('192.0.2.7');
  assert.match(first ?? '', /^[0-9a-f]{24}$/);
  assert.equal(from('192.0.2.8'), first);
  assert.notEqual(from('192.0.3.8'), first);
  clock.advance({ hours: 1 });
  assert.notEqual(from('192.0.2.7'), first);
  assert.equal(from('192.0.2.7', `${'a'.repeat(56)}.onion`), null);
});
