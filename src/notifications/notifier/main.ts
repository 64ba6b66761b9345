/**
 * The process that can open addresses. Its key comes as one line of JSON on standard input, from whoever gave it to the
 * application, and is on no disk; when that input ends, whoever started us is gone and so are we.
 */
import { createInterface } from 'node:readline';
import { systemClock } from '#kit/clock.ts';
import { openPool } from '#kit/database/pools.ts';
import type { Connection } from '#kit/database/roles.ts';
import { openLog } from '#kit/log.ts';
import { openMail } from '#kit/mail/open-mail.ts';
import { openTexts } from '../channels/send-text.ts';
import { openVapid } from '../channels/vapid.ts';
import { runQueue } from './run-queue.ts';
import { createSendOne } from './send-one.ts';

export type Start = {
  connection: Connection;
  /** `AGE-SECRET-KEY-PQ-1…` */
  identity: string;
  origin: string;
  /** Null: this service does not send that way. `key`: hex. */
  vapid: { key: string; subject: string } | null;
  mail: { smtpUrl: string; from: string } | null;
  smsUrl: string | null;
  pushServices: readonly string[];
  /** Milliseconds, for a test that kills; the usual where unsaid. */
  lease?: number;
  patience?: number;
};

// A terminal's Ctrl+C reaches every process of the group: the application asks us to end when it has finished.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

let stop: () => Promise<void> = async () => undefined;
const lines = createInterface({ input: process.stdin });
lines.once('line', (line) => serve(JSON.parse(line) as Start));
lines.once('close', () => void stop().finally(() => process.exit(0)));

function serve(start: Start): void {
  const { connection, identity, origin, vapid, mail, smsUrl, pushServices, lease, patience } = start;
  const { pool, close } = openPool(connection, { max: 6 });
  const log = openLog(systemClock);
  const sendOne = createSendOne({
    pool,
    clock: systemClock,
    identity,
    origin,
    vapid: vapid === null ? null : openVapid(Buffer.from(vapid.key, 'hex'), vapid.subject),
    mail: mail === null ? null : openMail(mail),
    text: smsUrl === null ? null : openTexts(smsUrl, patience),
    pushServices,
    ...(patience === undefined ? {} : { patience }),
  });
  const options = { pool, clock: systemClock, log, sendOne, ...(lease === undefined ? {} : { lease }) };
  const queue = runQueue(options);
  stop = async () => {
    await queue.stop();
    await close();
  };
  console.log('ready');
}
