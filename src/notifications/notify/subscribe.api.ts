import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { isSealedTo } from '#sealed/age-file.ts';
import { boundElement } from '#sealed/blind/bind-spend.ts';
import { Tokens, type payWithTokens } from '#warnings/index.ts';
import { subscribe } from '../queries/subscribe.ts';
import { subscriptionBytes } from '../rules/subscription-bytes.ts';
import { type Channel, type NotificationsTables, channels } from '../tables.ts';

const hexOf = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));

/** `sealed`: an age file to the notifier with a `Contact`, padded; `stop`: SHA-256 of the stop code. */
export const SubscribePosted = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)),
  channel: v.picklist(channels),
  sealed: v.pipe(v.string(), v.base64(), v.maxLength(11_000)),
  stop: hexOf(32),
  tokens: Tokens,
});

/** Takes a sealed address for one token. Which card it is from is not in the request, nor anywhere here. */
export function subscribeHandlers(
  { db }: { db: Kysely<NotificationsTables> },
  offered: readonly Channel[],
  pay: ReturnType<typeof payWithTokens>,
): Handlers {
  return {
    apiNotifications: {
      post: async (context) => {
        const posted = v.safeParse(SubscribePosted, await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const { id, channel, stop, tokens } = posted.output;
        if (!offered.includes(channel)) return problem(409, 'no-such-channel');
        const sealed = new Uint8Array(Buffer.from(posted.output.sealed, 'base64'));
        if (sealed.length > 8192 || !(await isSealedTo(sealed, 1))) return problem(422, 'not-sealed');
        const subscription = {
          area: context.area.id,
          id,
          channel,
          sealed,
          stopHash: new Uint8Array(Buffer.from(stop, 'hex')),
        };
        const refused = await pay(context, tokens, boundElement(subscriptionBytes(subscription)));
        if (refused !== null) return refused;
        await subscribe(db, subscription, context.today);
        return json({ state: channel === 'push' ? 'active' : 'asked' }, 201);
      },
    },
  };
}
