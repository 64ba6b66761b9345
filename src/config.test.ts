import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';

const read = (environment: Record<string, string | undefined>) => readConfig(environment, '/srv/waymark');
const recipient = `age1pq1${'q'.repeat(1952)}`;

void test('nothing set is a Waymark on this machine only', () => {
  const result = read({});
  assert.ok(result.ok);
  assert.deepEqual(result.config, {
    host: '127.0.0.1',
    port: 8080,
    origin: 'http://localhost:8080',
    onionOrigin: null,
    trustProxy: 0,
    dataDir: '/srv/waymark/data',
    keysDir: '/srv/waymark/data-keys',
    databaseUrl: null,
    areaPacks: ['/srv/waymark/areas/chesterfield'],
    smtpUrl: null,
    mailFrom: null,
    vapidSubject: null,
    smsUrl: null,
    smsHookSecret: null,
    voiceUrl: null,
    oprfUrls: [],
    watchdogUrl: null,
    backupRecipient: null,
    keysBackupRecipient: null,
    metricsPort: null,
    notifierKey: null,
    pushServices: ['fcm.googleapis.com', 'push.services.mozilla.com', 'notify.windows.com', 'push.apple.com'],
  });
  assert.ok(Object.isFrozen(result.config));
});

void test('an empty variable is not set, and the keys lie beside another DATA_DIR', () => {
  const result = read({ PORT: '', DATA_DIR: '/var/town', AREA_PACKS: ' areas/a , /b', UNKNOWN: 'x' });
  assert.ok(result.ok);
  assert.equal(result.config.port, 8080);
  assert.equal(result.config.keysDir, '/var/town-keys');
  assert.deepEqual(result.config.areaPacks, ['/srv/waymark/areas/a', '/b']);
});

void test('a port moves the origin with it', () => {
  const result = read({ PORT: '9000' });
  assert.ok(result.ok && result.config.origin === 'http://localhost:9000');
});

for (const [name, value] of [
  ['PORT', '0'],
  ['PORT', '70000'],
  ['PORT', '80a'],
  ['HOST', 'a b'],
  ['ORIGIN', 'https://town.example.org/'],
  ['ORIGIN', 'http://town.example.org'],
  ['ORIGIN', 'http://127.0.0.1:8080'],
  ['ORIGIN', 'https://[::1]'],
  ['ORIGIN', 'https://Town.example.org'],
  ['ORIGIN', 'town.example.org'],
  ['ONION_ORIGIN', 'http://short.onion'],
  ['TRUST_PROXY', 'yes'],
  ['DATABASE_URL', 'mysql://hush@localhost/waymark'],
  ['DATABASE_URL', 'postgres://hush@localhost'],
  ['DATABASE_URL', 'postgres://hush@localhost/Way"mark'],
  ['AREA_PACKS', ' , '],
  ['SMTP_URL', 'https://hush@localhost'],
  ['MAIL_FROM', 'hush'],
  ['VAPID_SUBJECT', 'hush'],
  ['SMS_URL', 'hush'],
  ['SMS_HOOK_SECRET', 'hush'],
  ['VOICE_URL', 'ftp://hush'],
  ['OPRF_URL', 'https://a.example.org,https://b.example.org,https://c.example.org'],
  ['OPRF_URL', 'http://a.example.org'],
  ['WATCHDOG_URL', 'hush'],
  ['BACKUP_RECIPIENT', 'age1qqhush'],
  ['KEYS_BACKUP_RECIPIENT', 'hush'],
  ['METRICS_PORT', '-1'],
  ['METRICS_PORT', '8080'],
  ['KEYS_DIR', 'data/keys'],
  ['KEYS_DIR', '/srv'],
  ['KEYS_DIR', 'data'],
] as const)
  void test(`${name}=${value} is refused by name, without repeating it`, () => {
    const result = read({ [name]: value });
    assert.ok(!result.ok);
    assert.ok(result.why.startsWith(`${name} is wrong: expected `), result.why);
    assert.ok(!result.why.includes('hush') && !result.why.includes('\n'));
  });

void test('values that belong together are held against each other', () => {
  const lonely = read({ SMTP_URL: 'smtp://localhost:2525' });
  assert.ok(!lonely.ok && lonely.why.startsWith('MAIL_FROM is wrong'));
  const same = read({ BACKUP_RECIPIENT: recipient, KEYS_BACKUP_RECIPIENT: recipient });
  assert.ok(!same.ok && same.why.startsWith('KEYS_BACKUP_RECIPIENT is wrong'));
});

void test('a whole production environment is taken', () => {
  const result = read({
    HOST: '::',
    ORIGIN: 'https://town.example.org',
    ONION_ORIGIN: `http://${'a2'.repeat(28)}.onion`,
    TRUST_PROXY: '1',
    DATABASE_URL: 'postgres://admin:secret@db.example.org:5432/waymark?sslmode=require',
    SMTP_URL: 'smtps://mail.example.org',
    MAIL_FROM: 'desk@example.org',
    VAPID_SUBJECT: 'mailto:desk@example.org',
    SMS_URL: 'https://sms.example.org/send',
    SMS_HOOK_SECRET: 'x'.repeat(32),
    VOICE_URL: 'https://voice.example.org',
    OPRF_URL: 'https://a.example.org, https://b.example.org',
    WATCHDOG_URL: 'https://watch.example.org',
    BACKUP_RECIPIENT: recipient,
    METRICS_PORT: '9100',
  });
  assert.ok(result.ok, result.ok ? '' : result.why);
  assert.deepEqual(result.config.oprfUrls, ['https://a.example.org', 'https://b.example.org']);
});
