/**
 * What the service worker does with a push message: shows the words that the member chose, and opens a page of ours when
 * they are pressed. It asks nobody for anything, so that a message that arrives starts no request.
 */

export type Shown = { title: string; body: string; open: string };
type Notices = {
  showNotification(
    title: string,
    options: { body: string; tag: string; data: { open: string } },
  ): Promise<void>;
};
type Windows = { openWindow(address: string): Promise<unknown> };

/** A message that cannot be read still has to show something: browsers end a subscription that shows nothing. */
function readShown(text: string | undefined): Shown {
  try {
    const { title, body, open } = JSON.parse(text ?? '') as Partial<Record<keyof Shown, unknown>>;
    if (typeof title === 'string' && typeof body === 'string' && typeof open === 'string')
      return { title, body, open };
  } catch {
    // Shown as nothing in particular.
  }
  return { title: 'Waymark', body: '', open: '/' };
}

/** @param text of the push message. One tag for all: a newer message takes the place of an older one. */
export async function showPush(notices: Notices, text: string | undefined): Promise<void> {
  const { title, body, open } = readShown(text);
  await notices.showNotification(title, { body, tag: 'waymark', data: { open } });
}

/** @param data of the notice that was pressed @param origin ours: nothing else is opened */
export async function openPressed(windows: Windows, data: unknown, origin: string): Promise<void> {
  const { open } = (data ?? {}) as { open?: unknown };
  const url = new URL(typeof open === 'string' ? open : '/', origin);
  await windows.openWindow(url.origin === origin ? url.href : `${origin}/`);
}
