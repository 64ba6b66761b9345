import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import * as v from 'valibot';

/** Everything that the environment decides. Paths are absolute; null means not set. */
export type Config = Readonly<{
  host: string;
  port: number;
  /** Without a slash at the end; every printed link begins with it. */
  origin: string;
  onionOrigin: string | null;
  /** How many proxies in front of us add to X-Forwarded-For; 0 believes none. */
  trustProxy: number;
  dataDir: string;
  keysDir: string;
  /** Null: PostgreSQL is started by us, in `dataDir`. */
  databaseUrl: string | null;
  areaPacks: readonly string[];
  smtpUrl: string | null;
  mailFrom: string | null;
  vapidSubject: string | null;
  smsUrl: string | null;
  /** The notifier's private key; `-`: it comes as the first line of standard input. */
  notifierKey: string | null;
  /** Hosts that members' browsers may name as their push service, with what lies below each. */
  pushServices: readonly string[];
  smsHookSecret: string | null;
  voiceUrl: string | null;
  /** One or two; empty: a child process of ours holds the key. */
  oprfUrls: readonly string[];
  watchdogUrl: string | null;
  backupRecipient: string | null;
  keysBackupRecipient: string | null;
  metricsPort: number | null;
}>;
export type ConfigRead = { ok: true; config: Config } | { ok: false; why: string };

const parsed = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
const hasScheme =
  (...schemes: string[]) =>
  (text: string): boolean => {
    const url = parsed(text);
    return url !== null && schemes.includes(url.protocol) && (url.hostname !== '' || url.pathname.length > 1);
  };
/** Blinded elements and tokens go this way: nobody on it may put requests together. */
const isSafeWay = (text: string): boolean =>
  hasScheme('https:')(text) ||
  (hasScheme('http:')(text) && ['127.0.0.1', '[::1]', 'localhost'].includes(parsed(text)?.hostname ?? ''));
const isGovUkNotify = (text: string): boolean => {
  const url = parsed(text);
  return (
    url?.protocol === 'govuk-notify:' && url.hostname !== '' && url.username !== '' && url.password !== ''
  );
};
/** Who delivers for Chrome, Firefox, Edge and Safari. */
const usualPushServices = [
  'fcm.googleapis.com',
  'push.services.mozilla.com',
  'notify.windows.com',
  'push.apple.com',
];
const list = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
const number =
  (least: number, most: number) =>
  (text: string): boolean =>
    /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most;

function isOrigin(text: string): boolean {
  const url = parsed(text);
  if (url === null || url.origin !== text) return false;
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && /(^|\.)localhost$/.test(url.hostname));
}

function isDatabase(text: string): boolean {
  const url = parsed(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && /^\/[a-z_][a-z0-9_]*$/.test(url.pathname);
}

const is = (test: (text: string) => boolean, expected: string) =>
  v.optional(v.pipe(v.string(), v.check(test, expected)));
const port = is(number(1, 65_535), 'a port from 1 to 65535');
const web = is(hasScheme('https:', 'http:'), 'an address such as https://gateway.example.org/send');
const recipient = is(
  (text) => /^age1pq1[02-9ac-hj-np-z]{1900,2000}$/.test(text),
  'a hybrid age recipient (age1pq1…)',
);

const variables = v.object({
  HOST: is((text) => isIP(text) !== 0 || /^[a-z0-9][a-z0-9.-]*$/i.test(text), 'an address such as 127.0.0.1'),
  PORT: port,
  ORIGIN: is(
    isOrigin,
    'https:// and a host name, or http://localhost and a port, with no path and no slash at the end (passkeys refuse IP addresses)',
  ),
  ONION_ORIGIN: is((text) => /^http:\/\/[a-z2-7]{56}\.onion$/.test(text), 'http://, 56 letters and .onion'),
  TRUST_PROXY: is(number(0, 5), 'how many proxies stand in front, 0 to 5'),
  DATA_DIR: is((text) => !text.includes('\0'), 'a folder'),
  KEYS_DIR: is((text) => !text.includes('\0'), 'a folder'),
  DATABASE_URL: is(isDatabase, 'postgres://user:password@host:5432/name, the name in small letters'),
  AREA_PACKS: is((text) => list(text).length > 0, 'one or more folders, separated by commas'),
  SMTP_URL: is(hasScheme('smtp:', 'smtps:'), 'smtp:// or smtps:// and a host'),
  MAIL_FROM: is((text) => v.is(v.pipe(v.string(), v.email()), text), 'an e-mail address'),
  VAPID_SUBJECT: is(hasScheme('mailto:', 'https:'), 'mailto: and an e-mail address, or https://'),
  SMS_URL: is(
    (text) => isSafeWay(text) || isGovUkNotify(text),
    'https:// and a gateway (http:// only on this machine), or govuk-notify://template:key@host',
  ),
  NOTIFIER_KEY: is(
    (text) => text === '-' || /^AGE-SECRET-KEY-PQ-1[02-9AC-HJ-NP-Z]{58}$/.test(text),
    'what `npm run notifier-key` prints, or - for a line on standard input',
  ),
  PUSH_SERVICES: is(
    (text) => list(text).length > 0 && list(text).every((host) => /^[a-z0-9][a-z0-9.-]*$/.test(host)),
    'names of hosts, separated by commas',
  ),
  SMS_HOOK_SECRET: is((text) => text.length >= 32, 'at least 32 characters'),
  VOICE_URL: web,
  OPRF_URL: is(
    (text) => [1, 2].includes(list(text).length) && list(text).every(isSafeWay),
    'one or two addresses that begin with https:// (http:// only on this machine), separated by a comma',
  ),
  WATCHDOG_URL: web,
  BACKUP_RECIPIENT: recipient,
  KEYS_BACKUP_RECIPIENT: recipient,
  METRICS_PORT: port,
});

const inside = (folder: string, other: string): boolean => `${folder}/`.startsWith(`${other}/`);

/** What no variable can say alone. Answers the name and what is expected. */
function disagreement(config: Config): [string, string] | null {
  if (inside(config.keysDir, config.dataDir) || inside(config.dataDir, config.keysDir))
    return ['KEYS_DIR', 'a folder beside DATA_DIR, neither of them inside the other'];
  if (config.smtpUrl !== null && config.mailFrom === null)
    return ['MAIL_FROM', 'an e-mail address, since SMTP_URL is set'];
  if (config.backupRecipient !== null && config.backupRecipient === config.keysBackupRecipient)
    return [
      'KEYS_BACKUP_RECIPIENT',
      'another recipient than BACKUP_RECIPIENT: one person must not open both',
    ];
  if (config.metricsPort === config.port) return ['METRICS_PORT', 'another port than PORT'];
  return null;
}

/**
 * Reads the environment; an empty variable counts as not set. A refusal is one line with the variable and
 * what is expected, never with what was there: it may be a password.
 * @param folder relative paths are taken from here.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): ConfigRead {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, text]) => text !== undefined && text.trim() !== ''),
  );
  const result = v.safeParse(variables, given, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    return {
      ok: false,
      why: `${v.getDotPath(issue) ?? 'The environment'} is wrong: expected ${issue.message}.`,
    };
  }
  const read = result.output;
  const portNumber = Number(read.PORT ?? 8080);
  const dataDir = resolve(folder, read.DATA_DIR ?? 'data');
  const config: Config = Object.freeze({
    host: read.HOST ?? '127.0.0.1',
    port: portNumber,
    origin: read.ORIGIN ?? `http://localhost:${portNumber}`,
    onionOrigin: read.ONION_ORIGIN ?? null,
    trustProxy: Number(read.TRUST_PROXY ?? 0),
    dataDir,
    keysDir: resolve(folder, read.KEYS_DIR ?? `${dataDir}-keys`),
    databaseUrl: read.DATABASE_URL ?? null,
    areaPacks: Object.freeze(
      list(read.AREA_PACKS ?? join('areas', 'chesterfield')).map((one) => resolve(folder, one)),
    ),
    smtpUrl: read.SMTP_URL ?? null,
    mailFrom: read.MAIL_FROM ?? null,
    vapidSubject: read.VAPID_SUBJECT ?? null,
    smsUrl: read.SMS_URL ?? null,
    notifierKey: read.NOTIFIER_KEY ?? null,
    pushServices: Object.freeze(
      read.PUSH_SERVICES === undefined ? usualPushServices : list(read.PUSH_SERVICES),
    ),
    smsHookSecret: read.SMS_HOOK_SECRET ?? null,
    voiceUrl: read.VOICE_URL ?? null,
    oprfUrls: Object.freeze(list(read.OPRF_URL ?? '')),
    watchdogUrl: read.WATCHDOG_URL ?? null,
    backupRecipient: read.BACKUP_RECIPIENT ?? null,
    keysBackupRecipient: read.KEYS_BACKUP_RECIPIENT ?? null,
    metricsPort: read.METRICS_PORT === undefined ? null : Number(read.METRICS_PORT),
  });
  const wrong = disagreement(config);
  return wrong === null
    ? { ok: true, config }
    : { ok: false, why: `${wrong[0]} is wrong: expected ${wrong[1]}.` };
}
