import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Frame } from '#guide/index.ts';
import type { Markup } from '#kit/html/markup.ts';
import { type Context, type Form, type Handlers, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { stillRightWordsIn } from '../messages/still-right.ts';
import { readServices } from '../queries/read-services.ts';
import { findSelfCheck, useSelfCheck } from '../queries/self-check.ts';
import { type Proposed, readProposals } from '../rules/proposal.ts';
import { readCode } from '../rules/self-check-code.ts';
import type { Service } from '../rules/service.ts';
import { type ToldService, rejectedWays, stillRight, toldService } from '../rules/still-right.ts';
import { publicServices } from '../rules/withheld.ts';
import { sayContact } from '../say.ts';
import type { DirectoryTables } from '../tables.ts';
import { codeView, deadView, thanksView, toldView } from './still-right.view.ts';

type Opened = { code: Uint8Array; told: ToldService; all: readonly Service[] };
type Answer = (service: Service) => { service: Service; proposals: readonly Proposed[] };

/** What was shown, so that an answer to something else is noticed. */
const digestOf = (told: ToldService): string =>
  createHash('sha256').update(JSON.stringify(told)).digest('base64url');

/**
 * `/still-right#code`: what we say of a service, for somebody there, without an account. The code stands behind the #
 * and in bodies of forms only, so that no log of a proxy, no referrer and nobody who fetches links for safety ever has
 * it; a GET shows nothing and uses nothing up. No script is needed: the code can be typed.
 */
export function stillRightPages(services: {
  frame: Frame;
  db: Kysely<DirectoryTables>;
}): Pick<Handlers, 'stillRight' | 'stillRightThanks'> {
  const { frame, db } = services;
  const show = (context: Context, main: Markup, status = 200): Response => {
    const { title } = stillRightWordsIn(context.language);
    const framed = frame(context, title, main, ['still-right'], { form: 'still-right' });
    return page(framed, { status, headers: { 'x-robots-tag': 'noindex, noarchive' } });
  };
  const open = async (context: Context, typed: string): Promise<Opened | null> => {
    const code = readCode(typed);
    const id = code === null ? null : await findSelfCheck(db, context.area.id, code, context.today);
    if (code === null || id === null) return null;
    const all = await readServices(db, context.area.id);
    const service = all.find((one) => one.id === id);
    const told = service === undefined ? null : toldService(service, all, context.today);
    return told === null ? null : { code, told, all };
  };

  return {
    stillRight: {
      get: (context) => show(context, codeView(stillRightWordsIn(context.language), context.prefix)),
      post: async (context) => {
        const words = stillRightWordsIn(context.language);
        const { prefix, today } = context;
        const { fields } = await context.form();
        const value = (name: string): string => fields.get(name)?.at(-1)?.trim() ?? '';
        if (fields.has('switch') && !fields.has('seen'))
          return show(context, codeView(words, prefix, value('code')));
        const opened = await open(context, value('code'));
        // Used, old, taken back, of another area, mistyped: nobody learns which.
        const dead = () => show(context, deadView(words, prefix, value('code')), 404);
        if (opened === null) return dead();
        const { code, told, all } = opened;
        const seen = digestOf(told);
        const shown = (
          more: { fields?: Form['fields']; errors?: Map<string, string>; note?: string },
          status: number,
        ) =>
          show(context, toldView({ words, prefix, told, today, seen, code: value('code'), ...more }), status);
        const act = value('act');
        // Another language, or Enter in a field: what was typed is still there.
        if (act !== 'right' && act !== 'change') return shown(fields.has('seen') ? { fields } : {}, 200);
        if (value('seen') !== seen) {
          // What changed it may have been this very link: a second press came while the first was at work.
          const still = await open(context, value('code'));
          return still === null ? dead() : shown({ fields, note: words.changed }, 409);
        }
        let answer: Answer;
        if (act === 'right') {
          // A machine that presses every button has ticked nothing.
          if (value('sure') !== 'yes')
            return shown({ fields, errors: new Map([['sure', words.right.sureMissing]]) }, 422);
          answer = (service) => {
            const { service: now, left } = stillRight(service, told, today);
            const rest: Proposed[] = left.map((fact) => ({ fact, kind: 'still-right', said: '' }));
            return { service: now, proposals: rest };
          };
        } else {
          const read = readProposals(told, value, {
            today,
            rejected: rejectedWays(all, publicServices(all, today).shown),
            offered: sayContact,
          });
          if (!read.ok) {
            const errors = new Map([...read.errors].map(([name, why]) => [name, words.wrong[why]]));
            return shown({ fields, errors }, 422);
          }
          const { proposals } = read;
          if (proposals.length === 0)
            return shown({ fields, errors: new Map([['words', words.change.nothing]]) }, 422);
          answer = (service) => ({ service, proposals });
        }
        // A colleague may be correcting it at this very moment: then it is looked at again.
        const used = await useSelfCheck(db, { area: context.area.id, code, today }, (service) => {
          const now = toldService(service, all, today);
          return now !== null && digestOf(now) === seen ? answer(service) : null;
        });
        if (used === 'dead') return dead();
        if (used === 'changed') {
          const again = await open(context, value('code'));
          if (again === null) return dead();
          const anew = {
            words,
            prefix,
            told: again.told,
            today,
            seen: digestOf(again.told),
            code: value('code'),
          };
          return show(context, toldView({ ...anew, fields, note: words.changed }), 409);
        }
        const location = href('stillRightThanks', prefix, {});
        return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
      },
    },
    stillRightThanks: {
      get: (context) => {
        const words = stillRightWordsIn(context.language);
        return page(frame(context, words.title, thanksView(words)));
      },
    },
  };
}
