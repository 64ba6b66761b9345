import { randomUUID, timingSafeEqual } from 'node:crypto';
import { readStoredHash } from '#desks/index.ts';
import { isAway } from '#kit/database/is-away.ts';
import { type Context, type Form, type Handlers, page } from '#kit/http/index.ts';
import { Busy } from '#kit/fair-queue.ts';
import { href } from '#routes.ts';
import { asDigits, asWords, generateWayBack } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { type Carried, hashTyped, readCarried } from '../carried.ts';
import { contestWordsIn } from '../messages/contest.ts';
import { bucketWhenSealed, keepTyped } from '../report/keep-report.ts';
import { pageDataOf } from '../report/page-data.ts';
import type { ReportPage } from '../report/report.page.ts';
import type { DeskShown } from '../report/report.view.ts';
import { thanksView } from '../report/thanks.view.ts';
import type { TrustedDesk } from '../report/trust-desks.ts';
import { wayBackOf } from '../report/way-back-of.ts';
import { contestDesks } from '../rules/contest-desks.ts';
import { mayStore } from '../rules/flood.ts';
import { readContestForm, summariseContest } from '../rules/contest-form.ts';
import { type ContestShown, contestClosedView, contestView } from './contest.view.ts';

type Fields = Form['fields'];
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** `/contest`: a record like a report, to a desk of another organisation. Nothing here can see a warning. */
export function contestPage(services: Omit<ReportPage, 'makePicture'>): Handlers['contest'] & object {
  const { frame, flood } = services;

  async function readers(context: Context): Promise<TrustedDesk[]> {
    const open = await services.openDesks(context.area);
    const ids = contestDesks(
      context.area,
      open.map(({ id }) => id),
    );
    return open.filter(({ id }) => ids.includes(id));
  }

  function closed(context: Context): Response {
    const { contest } = contestWordsIn(context.language);
    return page(frame(context, contest.title, contestClosedView(contest)), { status: 503 });
  }

  function form(
    context: Context,
    open: readonly TrustedDesk[],
    more: Pick<ContestShown, 'hidden'> & Partial<ContestShown>,
    status = 200,
  ): Response {
    const { contest, words } = contestWordsIn(context.language);
    const { area, prefix } = context;
    const desks: DeskShown[] = area.desks
      .filter(({ id }) => open.some((one) => one.id === id))
      .map((desk) => ({
        ...desk,
        runBy: area.organisations.find(({ id }) => id === desk.organisation)?.name ?? '',
      }));
    const main = contestView({
      contest,
      words,
      desks,
      action: href('contest', prefix, {}),
      compare: href('report', prefix, {}),
      ...more,
    });
    const fresh = more.fields === undefined;
    const data = pageDataOf({
      words,
      context,
      desks,
      fresh,
      rootFingerprint: services.pinnedRoot(area.id),
    });
    const made = frame(context, contest.title, main, ['contest'], {
      form: 'contest',
      workers: ['seal'],
      data,
    });
    return page(made, {
      status,
      compressed: fresh,
      headers: status === 429 || status === 503 ? { 'retry-after': '30' } : {},
    });
  }

  async function thanks(
    context: Context,
    desk: string,
    fields: Fields,
    code: string,
    already: boolean,
  ): Promise<Response> {
    const { words } = contestWordsIn(context.language);
    const comesBack = fields.get('come-back')?.[0] !== 'no';
    const list = await loadWords();
    const main = thanksView({
      words,
      desk: context.area.desks.find(({ id }) => id === desk) ?? { name: '', hours: '', answersWithin: '' },
      code: comesBack ? { words: asWords(code, list), digits: asDigits(code) } : null,
      urgent: false,
      health: false,
      already,
      compare: { action: href('report', context.prefix, {}), hidden: { desk, code } },
    });
    return page(frame(context, words.thanks.title, main));
  }

  const fresh = (): Carried => {
    const id = randomUUID();
    return { id, code: generateWayBack(random), ticket: flood.ticketFor(id) };
  };

  return {
    async get(context) {
      const open = await readers(context);
      return open.length === 0 ? closed(context) : form(context, open, { hidden: fresh() });
    },

    async post(context) {
      const { words } = contestWordsIn(context.language);
      const { fields } = await context.form();
      const open = await readers(context);
      if (open.length === 0) return closed(context);
      const sent = readCarried(fields);
      const again = { fields, hidden: sent ?? fresh() };
      if (fields.has('switch')) return form(context, open, again);
      if (sent === null) return form(context, open, { ...again, notice: words.errors.stale }, 422);
      const read = readContestForm(fields, context.language);
      const desk = open.find(({ id }) => id === fields.get('desk')?.[0]);
      const errors = new Map<string, string>();
      if (desk === undefined) errors.set('desk', words.errors.desk);
      if (!read.ok) for (const { field, why } of read.errors) errors.set(field, words.errors[why]);
      if (desk === undefined || !read.ok) return form(context, open, { ...again, errors }, 422);

      const area = context.area.id;
      const bodyHash = hashTyped(sent.code, fields, []);
      const done = (already: boolean) => thanks(context, desk.id, fields, sent.code, already);
      try {
        const before = await readStoredHash(services.pool, area, sent.id);
        if (before) return await done(!timingSafeEqual(before.bodyHash, bodyHash));
        const bucket = context.bucket();
        const wait = flood.waitFor(bucket, sent.id, sent.ticket);
        if (wait === null)
          return form(context, open, { ...again, hidden: fresh(), notice: words.errors.stale }, 422);
        if (wait > 0) return form(context, open, { ...again, notice: words.errors.wait(wait) }, 429);
        const kib = bucketWhenSealed({ area, id: sent.id }, read.body);
        const room = mayStore(await services.diskRoom(), kib, 0);
        if (!room.ok) return form(context, open, { ...again, notice: words.errors[room.why] }, 503);
        const wayBack = await wayBackOf(fields, sent.code, area, services.stretch(bucket));
        const { stored } = await keepTyped(services.pool, {
          area,
          id: sent.id,
          day: context.today,
          desk,
          kind: 'contest',
          body: read.body,
          summary: summariseContest(read.body),
          wayBack,
          bodyHash,
          quarantined: flood.quarantined(bucket),
          attachments: [],
        });
        if (stored.ok && stored.first) flood.stored('report', bucket);
        return await done(!stored.ok);
      } catch (error) {
        if (error instanceof Busy) return form(context, open, { ...again, notice: words.errors.busy }, 503);
        if (!isAway(error)) throw error;
        services.log.error('contest-not-stored', { error });
        return form(context, open, { ...again, notice: words.errors.database }, 503);
      }
    },
  };
}
