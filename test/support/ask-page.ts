/** Asks a page as a browser without scripts does: forms as they are sent, redirects not followed. */
import type { TestApplication } from './application.ts';

export type Asked = { status: number; text: string; location: string | null };
export type AskPage = (path: string, form?: Record<string, string | readonly string[]>) => Promise<Asked>;

/** @param cookie of somebody who is signed in */
export const askPages =
  (app: Pick<TestApplication, 'origin'>, cookie = ''): AskPage =>
  async (path, form) => {
    const fields = Object.entries(form ?? {}).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
    );
    const answer = await fetch(`${app.origin}${path}`, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      ...(form === undefined ? {} : { body: new URLSearchParams(fields).toString() }),
    });
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
  };

/** What people read of a page. */
export const plainText = (markup: string): string =>
  markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ');
/** What stands in a field of a page, hidden ones too. */
export const fieldOf = (markup: string, name: string): string =>
  new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"`).exec(markup)?.[1] ?? '';
