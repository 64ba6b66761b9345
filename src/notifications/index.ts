/** The only door to notifications: who is told that there is something new, how, and what is never said. */
import type { Kysely } from 'kysely';
import type { PinnedRoots } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import type { Handlers } from '#kit/http/index.ts';
import { payWithTokens } from '#warnings/index.ts';
import { type Icons, homeScreenHandlers } from './home-screen/home-screen.page.ts';
import { notifyPage } from './notify/notify.page.ts';
import { stopPage } from './notify/stop.page.ts';
import { SubscribePosted, subscribeHandlers } from './notify/subscribe.api.ts';
import type { Channel, NotificationsTables } from './tables.ts';

export const notificationSchemas = { SubscribePosted };
export { openVapid } from './channels/vapid.ts';
export { readNotifierRecipient, startNotifier } from './notifier/start-notifier.ts';
export { notifyOfFeed } from './queries/queue-of-feed.ts';
export { expireMessages, sweepMessages } from './queries/sweep-messages.ts';
export type { NotificationsTables } from './tables.ts';

export type Notifications = Parameters<typeof payWithTokens>[0] & {
  /** The support zone's. */
  db: Kysely<NotificationsTables>;
  frame: Frame;
  roots: PinnedRoots;
  icons: Icons;
  /** `recipient`: to whom addresses are sealed, null before the notifier's key was ever given. */
  notices: { recipient: string | null; vapidPublicKey: string | null; email: boolean; sms: boolean };
};

/** What can be chosen here: nothing before there is somebody to seal to. */
export function offeredChannels({
  recipient,
  vapidPublicKey,
  email,
  sms,
}: Notifications['notices']): Channel[] {
  if (recipient === null) return [];
  const offered: [Channel, boolean][] = [
    ['push', vapidPublicKey !== null],
    ['email', email],
    ['sms', sms],
  ];
  return offered.filter(([, is]) => is).map(([channel]) => channel);
}

export function notificationHandlers(services: Notifications): Handlers {
  const offered = offeredChannels(services.notices);
  return {
    notify: notifyPage(services, offered),
    notifyStop: stopPage(services),
    ...homeScreenHandlers(services),
    ...subscribeHandlers(services, offered, payWithTokens(services)),
  };
}
