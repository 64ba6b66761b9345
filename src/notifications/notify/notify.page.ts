import type { Frame } from '#guide/index.ts';
import { type Context, type Handler, page } from '#kit/http/index.ts';
import { sayDay } from '#kit/languages/languages.ts';
import { behindPin } from '#warnings/index.ts';
import { notifyWords } from '../messages/index.ts';
import { confirm } from '../queries/confirm.ts';
import { type Looked, look } from '../queries/look.ts';
import { stop } from '../queries/stop.ts';
import { CONFIRM_LENGTH, STOP_LENGTH, readCode } from '../rules/codes.ts';
import type { Channel } from '../tables.ts';
import type { Notifications } from '../index.ts';
import { type Said, notifyView } from './notify.view.ts';

/**
 * `/notify`: switches messages on, with JavaScript, since the browser locks the address and pays with a card's token; takes
 * the code that came to an address, and stops, without.
 */
export function notifyPage(
  { db, frame, roots, notices }: Pick<Notifications, 'db' | 'roots' | 'notices'> & { frame: Frame },
  offered: readonly Channel[],
): { get: Handler; post: Handler } {
  const show = (context: Context, said: Said = {}, status = 200): Response => {
    const { words, spoken } = notifyWords(context.language);
    const { area, prefix, today } = context;
    const main = notifyView({ words, spoken, prefix, offered, said });
    const { errors, done, here, working, sending, channel } = words;
    // Without a way to be told there is no script, and nothing to open.
    const [scripts, shown] =
      offered.length === 0 ? [[], main] : [['notify'], behindPin(context.language, main)];
    const framed = frame(context, words.title, shown, scripts, {
      mainLanguage: spoken,
      data: {
        area: area.id,
        desks: area.desks.map(({ id }) => id),
        rootFingerprint: roots.read(area.id),
        today,
        language: spoken,
        prefix,
        recipient: notices.recipient,
        vapidPublicKey: notices.vapidPublicKey,
        words: { errors, done, here, working, sending, channel },
      },
    });
    return page(framed, { status });
  };
  const say = (context: Context, looked: Looked | null): string[] => {
    const { words, spoken } = notifyWords(context.language);
    const { kept } = words;
    if (looked === null) return [kept.nothing];
    const states = looked.messages.map(({ state, day }) =>
      kept.states[state].replace('{day}', day === null ? '' : sayDay(day, spoken)),
    );
    return [kept[looked.state], kept.by[looked.channel], ...(states.length === 0 ? [kept.none] : states)];
  };
  return {
    get: (context) => show(context),
    post: async (context) => {
      const { words } = notifyWords(context.language);
      const { fields } = await context.form();
      const value = (name: string): string => fields.get(name)?.at(-1)?.trim().slice(0, 100) ?? '';
      const { id: area } = context.area;
      if (value('act') === 'confirm') {
        const typed = value('code');
        const code = readCode(typed, CONFIRM_LENGTH);
        if (code !== null && (await confirm(db, area, code)))
          return show(context, { good: words.confirm.right });
        return show(context, { confirm: { typed, error: words.confirm.wrong } }, 422);
      }
      const typed = value('stop');
      const code = readCode(typed, STOP_LENGTH);
      if (code === null) return show(context, { stop: { typed, error: words.stop.wrong } }, 422);
      if (value('act') === 'look') {
        const kept = say(context, await look(db, area, code));
        return show(context, { stop: { typed }, kept });
      }
      await stop(db, area, code);
      return show(context, { good: words.stop.done });
    },
  };
}
