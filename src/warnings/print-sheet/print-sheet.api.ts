import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { ownDesk } from '#desks/index.ts';
import { asDesks } from '#kit/database/pools.ts';
import { type Handlers, json, problem } from '#kit/http/index.ts';
import { bytes } from '../evaluate/evaluate.api.ts';
import { countPrinted, keepPrinted, readPrinted } from '../queries/printed-lists.ts';
import { MOST_COPIES, destroyBy } from '../rules/printed-list.ts';
import type { WarningsTables } from '../tables.ts';

const count = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(MOST_COPIES));
const Printed = v.strictObject({
  list: bytes(16),
  copies: count(1),
  destroyBy: v.pipe(v.string(), v.isoDate()),
});
const Counted = v.strictObject({ cameBack: count(0), lost: count(0) });

/** Sheets of warnings on paper: how many went out, came back or were lost. What stands on them never comes here. */
export function printHandlers({ db }: { db: Kysely<WarningsTables> }): Handlers {
  return {
    apiDeskPrinted: {
      get: async (context) => {
        const desk = ownDesk(context);
        const rows = await asDesks(db, [desk], async (tx) => await readPrinted(tx, context.area.id));
        return json({
          sheets: rows.map(({ number, list, printed_day, destroy_by, copies, came_back, lost }) => ({
            number,
            list: Buffer.from(list).toString('hex'),
            printed: printed_day,
            destroyBy: destroy_by,
            copies,
            cameBack: came_back,
            lost,
          })),
        });
      },
      post: async (context) => {
        const desk = ownDesk(context);
        const posted = v.safeParse(Printed, await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const { today, area } = context;
        const sheet = { ...posted.output, area: area.id, desk, today };
        // Never later than paper may be about.
        if (sheet.destroyBy < today || sheet.destroyBy > destroyBy(today, []))
          return problem(422, 'malformed');
        const number = await asDesks(db, [desk], async (tx) => await keepPrinted(tx, sheet));
        return json({ number }, 201);
      },
    },
    apiDeskPrintedOne: {
      put: async (context) => {
        const desk = ownDesk(context);
        const posted = v.safeParse(Counted, await context.json());
        if (!posted.success) return problem(422, 'malformed');
        const number = Number(context.params['number']);
        if (!Number.isInteger(number) || number < 1) return problem(404, 'no-such-sheet');
        const done = await asDesks(
          db,
          [desk],
          async (tx) => await countPrinted(tx, context.area.id, number, posted.output),
        );
        if (done === 'no-such-sheet') return problem(404, done);
        return done === 'more' ? problem(409, 'more-than-went-out') : json({ counted: true });
      },
    },
  };
}
