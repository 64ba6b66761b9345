import { factsWords as words } from '../messages/facts.en.ts';
import { endDoubt } from '../queries/doubts.ts';
import { endStillRight } from '../queries/proposals.ts';
import { checked, confirmFact, rejectFact, removeFact } from '../rules/change-fact.ts';
import type { Service } from '../rules/service.ts';
import type { Acts, Asked } from './asked.ts';
import { readAbout } from './read-fields.ts';

/** What a person of ours says of a fact answers what the service itself said of it. */
async function decided(
  { db, context, service, fact, change }: Asked,
  work: (now: Service) => Service | null,
): Promise<Response> {
  await endStillRight(db, context.area.id, service.id, fact);
  return await change(work);
}

/** One press each. */
export const plainActs: Acts = {
  confirm: async (asked) => await decided(asked, (now) => confirmFact(now, asked.fact, asked.by)),
  reject: async (asked) => await decided(asked, (now) => rejectFact(now, asked.fact, asked.by)),
  remove: async (asked) => await decided(asked, (now) => removeFact(now, asked.fact, asked.by)),
  looked: async ({ db, context, service, back }) => {
    await endDoubt(db, context.area.id, service.id);
    return back();
  },
  'looked-right': async ({ db, context, service, back }) => {
    await endStillRight(db, context.area.id, service.id, null);
    return back();
  },
  retire: async ({ change, by }) =>
    await change((now) => ({ ...now, status: 'retired', modified: by.today })),
  'bring-back': async ({ change, by }) =>
    await change((now) => ({ ...now, status: 'active', modified: by.today })),
  about: async ({ tried, fields, show, value, by }) => {
    const errors = new Map(
      ['name', 'description'].filter((name) => value(name) === '').map((name) => [name, words.missing]),
    );
    if (errors.size > 0) return await show({ fields, errors });
    return await tried((now) => checked({ ...now, ...readAbout(fields, now), modified: by.today }));
  },
};
