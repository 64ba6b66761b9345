import type { Kysely } from 'kysely';
import type { Frame } from '#guide/index.ts';
import type { Clock } from '#kit/clock.ts';
import { type Context, type Handlers, Refused } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { factsWords as words } from '../messages/facts.en.ts';
import { readDoubts } from '../queries/doubts.ts';
import { changeService } from '../queries/keep-service.ts';
import { readProposalsOf } from '../queries/proposals.ts';
import { readServices } from '../queries/read-services.ts';
import { readSelfCheck } from '../queries/self-check.ts';
import type { Service } from '../rules/service.ts';
import { publicServices } from '../rules/withheld.ts';
import type { DirectoryTables } from '../tables.ts';
import type { Acts, Asked } from './asked.ts';
import { correctActs } from './correct-acts.ts';
import { type FactShown, factView } from './fact.view.ts';
import { hoursActs } from './hours-acts.ts';
import { plainActs } from './plain-acts.ts';
import { proposalActs } from './proposal-acts.ts';
import { showFacts } from './show-facts.ts';

/** `/desk/facts/{service}`: one service with all its facts, for people of a desk. No script is needed. */
export function factPage(services: {
  frame: Frame;
  db: Kysely<DirectoryTables>;
  clock: Clock;
  origin: string;
  random: (length: number) => Uint8Array;
}): Handlers['deskFact'] & object {
  const { frame, db, clock, origin } = services;
  const acts: Acts = { ...plainActs, ...correctActs, ...hoursActs, ...proposalActs(services.random) };
  const find = async (context: Context): Promise<Service> => {
    const id = context.params['service'] ?? '';
    const found = (await readServices(db, context.area.id)).find((service) => service.id === id);
    if (found === undefined) throw new Refused(404, 'no-such-page');
    return found;
  };
  const show = async (
    context: Context,
    service: Service,
    more: Partial<FactShown> = {},
  ): Promise<Response> => {
    const { prefix, today } = context;
    const area = context.area.id;
    const [all, doubts, proposals, linkUntil] = await Promise.all([
      readServices(db, area),
      readDoubts(db, area),
      readProposalsOf(db, area, service.id),
      readSelfCheck(db, area, service.id, today),
    ]);
    const main = factView({
      service,
      saysTooMuch: publicServices(all, today).leftOut.includes(service.id),
      doubts: doubts.get(service.id) ?? 0,
      proposals,
      linkUntil,
      now: clock.now(),
      stillRight: `${origin}${href('stillRight', prefix, {})}`,
      prefix,
      today,
      ...more,
    });
    return await showFacts(
      frame,
      context,
      main,
      more.errors === undefined && more.refused === undefined ? 200 : 422,
    );
  };

  return {
    get: async (context) => await show(context, await find(context)),
    post: async (context) => {
      const { fields } = await context.form();
      const value = (name: string): string => fields.get(name)?.[0]?.trim() ?? '';
      const act = Object.hasOwn(acts, value('act')) ? acts[value('act')] : undefined;
      if (act === undefined) throw new Refused(422, 'malformed');
      const service = await find(context);
      const by = { by: context.signedIn?.firstName ?? '', today: context.today };
      const back = (): Response =>
        new Response(null, {
          status: 303,
          headers: {
            location: href('deskFact', context.prefix, { service: service.id }),
            'cache-control': 'no-store',
          },
        });
      const change: Asked['change'] = async (work) => {
        await changeService(db, context.area.id, service.id, work);
        return back();
      };
      return await act({
        context,
        db,
        clock,
        service,
        fields,
        value,
        fact: value('fact'),
        source: value('source') === '' ? by.by : value('source'),
        by,
        back,
        change,
        show: async (more) => await show(context, service, more),
        tried: async (work) => {
          const first = work(service);
          if (!first.ok) return await show(context, service, { fields, refused: words.refused(first.why) });
          return await change((now) => {
            const made = work(now);
            return made.ok ? made.service : null;
          });
        },
      });
    },
  };
}
