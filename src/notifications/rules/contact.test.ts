import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONFIRM_LENGTH, STOP_LENGTH, confirmCode, readCode, showCode, stopCode } from './codes.ts';
import { isPushService, parseContact, readMobile } from './contact.ts';

const common = {
  v: 1,
  sender: 'notes',
  subject: 'note',
  language: 'ro',
  prefix: '/a/littleford/ro',
  quiet: { from: 22, to: 8 },
  never: [7],
  stop: 'a2'.repeat(8),
};
const parse = (value: unknown) => parseContact(new TextEncoder().encode(JSON.stringify(value)));

test('a mobile of the UK is read however it is typed, and nothing else is', () => {
  for (const typed of ['07700 900123', '+44 7700 900123', '0044 (0)7700-900123', '+44 (0) 7700 900 123'])
    assert.equal(readMobile(typed), '+447700900123', typed);
  for (const typed of [
    '01632 960001',
    '0900 123 4567',
    '+1 202 555 0100',
    '07700 90012',
    '07',
    '',
    '070 1234 5678',
  ])
    assert.equal(readMobile(typed), null, typed);
});

test('what was sealed is taken only if the page could have made it', () => {
  const mail = { ...common, channel: 'email', to: 'a.b+c@mail.example.org' };
  assert.deepEqual(parse(mail), mail);
  for (const [field, value] of [
    ['to', 'a@example.org\r\nBcc: b@example.org'],
    ['to', 'a@example.org,b@example.org'],
    ['to', '"a b"@example.org'],
    ['to', 'a@localhost'],
    ['sender', 'Your bank'],
    ['subject', 'warning'],
    ['prefix', '//elsewhere.example.org'],
    ['prefix', '/en/../x'],
    ['stop', 'short'],
    ['never', [1, 2, 3, 4, 5, 6, 7]],
    ['quiet', { from: 22, to: 24 }],
    ['card', 7],
    ['v', 2],
  ] as const)
    assert.equal(parse({ ...mail, [field]: value }), null, `${field} ${JSON.stringify(value)}`);
  assert.equal(parse({ ...common, channel: 'sms', to: '+12025550100' }), null);
  assert.equal(parse(null), null);
  assert.equal(parseContact(new Uint8Array([0xff])), null);
});

test('only a push service that we know is posted to', () => {
  const services = ['push.apple.com', '127.0.0.1'];
  const at = (endpoint: string) => isPushService(endpoint, services);
  assert.ok(
    at('https://web.push.apple.com/x') && at('https://push.apple.com/x') && at('http://127.0.0.1:9/x'),
  );
  for (const endpoint of [
    'http://web.push.apple.com/x',
    'https://evilpush.apple.com.example.org/',
    'https://notpush.apple.com/',
    'https://user:word@push.apple.com/',
    'https://169.254.169.254/latest',
    'http://localhost:5432/',
    'file:///etc/hosts',
    'x',
  ])
    assert.ok(!at(endpoint), endpoint);
  assert.ok(!isPushService('http://127.0.0.1:9/x', ['push.apple.com']));
});

test('codes survive being typed', () => {
  const bytes = new Uint8Array([255, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const [code, length] of [
    [stopCode(bytes), STOP_LENGTH],
    [confirmCode(bytes), CONFIRM_LENGTH],
  ] as const) {
    assert.equal(code.length, length);
    assert.equal(readCode(` ${showCode(code).toUpperCase()} `, length), code);
  }
  assert.equal(readCode('l0ok', 4), 'look');
  for (const wrong of ['', 'abc', 'abcd efgh i', 'abcdefg!', 'ăbcdefgh'])
    assert.equal(readCode(wrong, 8), null, wrong);
});
