import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Frame } from '#guide/index.ts';
import type { Clock } from '#kit/clock.ts';
import type { Context, Handlers } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { factsWords as words } from '../messages/facts.en.ts';
import { readDoubts } from '../queries/doubts.ts';
import { keepService } from '../queries/keep-service.ts';
import { countProposals } from '../queries/proposals.ts';
import { readServices } from '../queries/read-services.ts';
import { checked } from '../rules/change-fact.ts';
import type { Service } from '../rules/service.ts';
import type { DirectoryTables } from '../tables.ts';
import { factPage } from './fact.page.ts';
import { listView } from './facts.view.ts';
import type { Fields } from './read-fields.ts';
import { showFacts } from './show-facts.ts';

/** `/desk/facts`: what is due, in the order in which it hurts; and the pages of its services. No script is needed. */
export function factsPages(services: {
  frame: Frame;
  db: Kysely<DirectoryTables>;
  clock: Clock;
  origin: string;
  random: (length: number) => Uint8Array;
}): Pick<Handlers, 'deskFacts' | 'deskFact'> {
  const { frame, db } = services;
  const list = async (context: Context, more: { fields?: Fields; errors?: Map<string, string> } = {}) => {
    const area = context.area.id;
    const [all, doubts, proposals] = await Promise.all([
      readServices(db, area),
      readDoubts(db, area),
      countProposals(db, area),
    ]);
    const asked = new URL(context.request.url).searchParams;
    const main = listView({
      services: all,
      doubts,
      proposals,
      today: context.today,
      prefix: context.prefix,
      search: (asked.get('q') ?? '').slice(0, 100).trim(),
      only: asked.get('only') ?? '',
      ...more,
    });
    return await showFacts(frame, context, main, more.errors === undefined ? 200 : 422);
  };

  return {
    deskFacts: {
      get: async (context) => await list(context),
      post: async (context) => {
        const { fields } = await context.form();
        const value = (name: string): string => fields.get(name)?.[0]?.trim() ?? '';
        const wanted = ['name', 'organisation', 'description', 'source'];
        const errors = new Map(
          wanted.filter((name) => value(name) === '').map((name) => [name, words.missing]),
        );
        if (errors.size > 0) return await list(context, { fields, errors });
        const made = checked(newService(value, context.today));
        if (!made.ok)
          return await list(context, { fields, errors: new Map([['name', words.refused(made.why)]]) });
        await keepService(db, context.area.id, made.service);
        const location = href('deskFact', context.prefix, { service: made.service.id });
        return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
      },
    },
    deskFact: factPage(services),
  };
}

function newService(value: (name: string) => string, today: string): Service {
  return {
    id: randomUUID(),
    packId: null,
    organisation: { id: randomUUID(), name: value('organisation'), description: null, web: null },
    name: value('name'),
    description: value('description'),
    needs: [],
    audience: ['anyone'],
    access: [],
    free: null,
    cost: null,
    languages: ['en'],
    interpreters: 'unknown',
    expect: null,
    asks: null,
    mustTell: null,
    minimumAge: null,
    maximumAge: null,
    listing: {
      id: 'listing',
      value: true,
      sources: [value('source')],
      checkedBy: null,
      checkedOn: null,
      nextCheck: null,
      state: 'unverified',
    },
    contacts: [],
    schedules: [],
    place: null,
    capacity: null,
    status: 'active',
    modified: today,
    note: null,
    fictional: false,
  };
}
