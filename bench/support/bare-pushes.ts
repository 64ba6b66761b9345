/** What a notifier's work costs without a queue: two processes that seal and post, `hands` at a time each. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { composePush } from '#notifications/notifier/compose.ts';
import { openVapid } from '#notifications/index.ts';
import { sendPush } from '#notifications/channels/send-push.ts';
import type { PushContact } from '#notifications/rules/contact.ts';
import { usual } from '../../test/support/notices.ts';
import type { PushSubscriptionMade } from '../../test/support/push-service.ts';

type Work = { subscriptions: PushSubscriptionMade[]; hands: number; vapidKey: string };

/** Messages in a second. */
export async function barePushes(
  subscriptions: readonly PushSubscriptionMade[],
  { hands, vapidKey }: { hands: number; vapidKey: Uint8Array },
): Promise<number> {
  const half = subscriptions.length / 2;
  const program = fileURLToPath(import.meta.url);
  const children = await Promise.all(
    [subscriptions.slice(0, half), subscriptions.slice(half)].map(async (mine) => {
      const child = fork(program);
      await once(child, 'message');
      return { child, mine };
    }),
  );
  const began = performance.now();
  await Promise.all(
    children.map(async ({ child, mine }) => {
      child.send({ subscriptions: mine, hands, vapidKey: Buffer.from(vapidKey).toString('hex') } as Work);
      const [failed] = (await once(child, 'message')) as [number];
      if (failed > 0) throw new Error(`${failed} were not taken`);
      child.disconnect();
    }),
  );
  return subscriptions.length / ((performance.now() - began) / 1000);
}

async function work({ subscriptions, hands, vapidKey }: Work): Promise<number> {
  const vapid = openVapid(Buffer.from(vapidKey, 'hex'), 'mailto:ops@example.org');
  let [at, failed] = [0, 0];
  await Promise.all(
    Array.from({ length: hands }, async () => {
      for (let one = subscriptions[at++]; one !== undefined; one = subscriptions[at++]) {
        const contact: PushContact = { ...usual, channel: 'push', ...one, stop: 'a'.repeat(16) };
        const options = { vapid, topic: 'bare', ttl: 60, now: Date.now() };
        const { kind } = await sendPush(contact, composePush(contact), options);
        if (kind !== 'handed-over') failed += 1;
      }
    }),
  );
  return failed;
}

if (import.meta.main) {
  process.once('message', (given) => void work(given as Work).then((failed) => process.send?.(failed)));
  process.send?.('ready');
}
