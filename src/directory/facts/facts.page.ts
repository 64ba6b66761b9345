import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type DeskPage, deskPage } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import type { Clock } from '#kit/clock.ts';
import { type Context, type Form, type Handlers, Refused } from '#kit/http/index.ts';
import type { Markup } from '#kit/html/markup.ts';
import { href } from '#routes.ts';
import { factsWords as words } from '../messages/facts.en.ts';
import { endDoubt, readDoubts } from '../queries/doubts.ts';
import { changeService, keepService } from '../queries/keep-service.ts';
import { readServices } from '../queries/read-services.ts';
import {
  addFact,
  checked,
  confirmFact,
  correctFact,
  factsOf,
  rejectFact,
  removeFact,
} from '../rules/change-fact.ts';
import { openingsOf } from '../rules/openings.ts';
import type { Service } from '../rules/service.ts';
import type { DirectoryTables } from '../tables.ts';
import { readAbout, readContact, readHours } from './read-fields.ts';
import { type FactShown, factView, listView } from './facts.view.ts';

type Fields = Form['fields'];

/** `/desk/facts`: what is due; and one service with all its facts, for people of a desk. No script is needed. */
export function factsPages(services: {
  frame: Frame;
  db: Kysely<DirectoryTables>;
  clock: Clock;
}): Pick<Handlers, 'deskFacts' | 'deskFact'> {
  const { frame, db, clock } = services;
  const show = (context: Context, main: Markup, status = 200): Response => {
    const desk: DeskPage = { title: words.title, main, rootFingerprint: null, plain: true };
    const answer = deskPage(frame, context, desk);
    return status === 200 ? answer : new Response(answer.body, { status, headers: answer.headers });
  };
  const list = async (context: Context, more: { fields?: Fields; errors?: Map<string, string> } = {}) => {
    const [all, doubts] = await Promise.all([
      readServices(db, context.area.id),
      readDoubts(db, context.area.id),
    ]);
    const main = listView({ services: all, doubts, today: context.today, prefix: context.prefix, ...more });
    return show(context, main, more.errors === undefined ? 200 : 422);
  };
  const find = async (context: Context): Promise<Service> => {
    const id = context.params['service'] ?? '';
    const found = (await readServices(db, context.area.id)).find((service) => service.id === id);
    if (found === undefined) throw new Refused(404, 'no-such-page');
    return found;
  };
  const one = async (context: Context, service: Service, more: Partial<FactShown> = {}) => {
    const doubts = (await readDoubts(db, context.area.id)).get(service.id) ?? 0;
    const next = openingsOf(
      service.schedules.map(({ value }) => value),
      clock.now(),
      60,
    ).slice(0, 3);
    const main = factView({ service, doubts, next, prefix: context.prefix, today: context.today, ...more });
    return show(context, main, more.errors === undefined && more.refused === undefined ? 200 : 422);
  };
  const back = (context: Context, id: string): Response =>
    new Response(null, {
      status: 303,
      headers: { location: href('deskFact', context.prefix, { service: id }), 'cache-control': 'no-store' },
    });

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
        return back(context, made.service.id);
      },
    },
    deskFact: {
      get: async (context) => await one(context, await find(context)),
      post: async (context) => {
        const { fields } = await context.form();
        const value = (name: string): string => fields.get(name)?.[0]?.trim() ?? '';
        const said = { by: context.signedIn?.firstName ?? '', today: context.today };
        const service = await find(context);
        const fact = value('fact');
        const source = value('source') === '' ? said.by : value('source');
        // A change is made on what stands now, under a lock, not on what the page showed.
        const change = async (work: (now: Service) => Service | null): Promise<Response> => {
          await changeService(db, context.area.id, service.id, work);
          return back(context, service.id);
        };
        const tried = async (
          work: (now: Service) => { ok: true; service: Service } | { ok: false; why: string },
        ): Promise<Response> => {
          const first = work(service);
          if (!first.ok) return await one(context, service, { fields, refused: words.refused(first.why) });
          return await change((now) => {
            const made = work(now);
            return made.ok ? made.service : null;
          });
        };
        switch (value('act')) {
          case 'confirm':
            return await change((now) => confirmFact(now, fact, said));
          case 'reject':
            return await change((now) => rejectFact(now, fact, said));
          case 'remove':
            return await change((now) => removeFact(now, fact, said));
          case 'looked':
            await endDoubt(db, context.area.id, service.id);
            return back(context, service.id);
          case 'retire':
          case 'bring-back': {
            const status = value('act') === 'retire' ? 'retired' : 'active';
            return await change((now) => ({ ...now, status, modified: context.today }));
          }
          case 'about':
            return await tried((now) =>
              checked({ ...now, ...readAbout(fields, now), modified: context.today }),
            );
          case 'contact':
          case 'correct': {
            const old = factsOf(service).find(({ id }) => id === fact);
            const kind =
              value('act') === 'contact'
                ? value('kind')
                : String((old?.value as { kind?: string } | undefined)?.kind ?? '');
            const read = readContact(kind, value('to'));
            if (!read.ok)
              return await one(context, service, { fields, errors: new Map([['to', read.why]]), at: fact });
            if (value('act') === 'contact')
              return await tried((now) => addFact(now, 'contacts', read.value, source, context.today));
            if (old === undefined) throw new Refused(404, 'no-such-page');
            if (value('sure') !== 'yes')
              return await one(context, service, {
                fields,
                difference: {
                  fact,
                  before: String((old.value as { to?: string }).to ?? ''),
                  after: read.value.to,
                  source,
                },
                ...(fields.has('asked') ? { errors: new Map([['sure', words.sureMissing]]) } : {}),
              });
            return await tried((now) => correctFact(now, fact, read.value, source, said));
          }
          case 'hours': {
            const read = readHours(fields);
            if (!read.ok) return await one(context, service, { fields, errors: read.errors });
            return await tried((now) => addFact(now, 'schedules', read.value, source, context.today));
          }
          default:
            throw new Refused(422, 'malformed');
        }
      },
    },
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
