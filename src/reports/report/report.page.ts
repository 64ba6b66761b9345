import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { type DesksTables, readStoredHash } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import type { AreaPack } from '#kit/area-pack.ts';
import { type Clock, zone } from '#kit/clock.ts';
import { isAway } from '#kit/database/is-away.ts';
import type { DiskRoom } from '#kit/disk-room.ts';
import { type Context, type Form, type Handlers, Refused, page } from '#kit/http/index.ts';
import type { Log } from '#kit/log.ts';
import type { MakePicture } from '#kit/re-encode-picture.ts';
import { Busy } from '#kit/fair-queue.ts';
import type { StretchFor } from '#kit/stretch-pool.ts';
import { href } from '#routes.ts';
import { asDigits, asWords, generateWayBack, readWayBack } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { hashTyped, isCode, readCarried } from '../carried.ts';
import type { FloodGate } from '../flood-gate.ts';
import { wordsIn } from '../messages/index.ts';
import type { ReportWords } from '../messages/words.ts';
import { deskReadsNow } from '../rules/desk-reads-now.ts';
import { mayStore } from '../rules/flood.ts';
import { exactWords, labelsOf } from '../rules/exact-words.ts';
import { type ReportBody, mayAddPictures, readReportForm, summarise } from '../rules/report-form.ts';
import { bucketWhenSealed, keepReport } from './keep-report.ts';
import { pageDataOf } from './page-data.ts';
import { type DeskShown, type FormShown, closedView, reportView } from './report.view.ts';
import { thanksView } from './thanks.view.ts';
import type { TrustedDesk } from './trust-desks.ts';
import { wayBackOf } from './way-back-of.ts';

export type ReportPage = {
  db: Kysely<DesksTables>;
  pool: Pool;
  frame: Frame;
  clock: Clock;
  log: Log;
  flood: FloodGate;
  diskRoom: () => Promise<DiskRoom>;
  stretch: StretchFor;
  makePicture: MakePicture;
  pinnedRoot: (area: string) => string | null;
  openDesks: (area: AreaPack) => Promise<TrustedDesk[]>;
};

type Fields = Form['fields'];
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
/** `/report`: the form, and what takes it where the browser does not seal. */
export function reportPage(services: ReportPage): Handlers['report'] & object {
  const { frame, flood } = services;

  function desksShown(context: Context, open: readonly TrustedDesk[]): DeskShown[] {
    const { desks, organisations } = context.area;
    return desks
      .filter(({ id }) => open.some((one) => one.id === id))
      .map((desk) => ({
        ...desk,
        runBy: organisations.find(({ id }) => id === desk.organisation)?.name ?? '',
      }));
  }

  function closed(context: Context, words: ReportWords): Response {
    const links = (['help', 'rights', 'out'] as const).map((name) => ({
      text: words.closed.links[name],
      address: href('guide', context.prefix, { name }),
    }));
    return page(frame(context, words.closed.title, closedView(words, links)), { status: 503 });
  }

  function form(
    context: Context,
    open: readonly TrustedDesk[],
    more: Partial<FormShown> & { hidden: FormShown['hidden'] },
    status = 200,
  ): Response {
    const words = wordsIn(context.language);
    const shown = desksShown(context, open);
    const action = href('report', context.prefix, {});
    const main = reportView({ words, action, desks: shown, ...more });
    const data = pageDataOf({
      words,
      context,
      desks: shown,
      fresh: more.fields === undefined,
      rootFingerprint: services.pinnedRoot(context.area.id),
    });
    const made = frame(context, words.title, main, ['report'], { form: 'report', workers: ['seal'], data });
    // At the first visit nothing that somebody wrote stands beside the code, so nothing can be guessed by length.
    return page(made, {
      status,
      compressed: more.fields === undefined,
      headers: status === 429 || status === 503 ? { 'retry-after': '30' } : {},
    });
  }

  const fresh = (): FormShown['hidden'] => {
    const id = randomUUID();
    return { id, code: generateWayBack(random), ticket: flood.ticketFor(id) };
  };

  return {
    async get(context) {
      const open = await services.openDesks(context.area);
      if (open.length === 0) return closed(context, wordsIn(context.language));
      return form(context, open, { hidden: fresh() });
    },

    async post(context) {
      const words = wordsIn(context.language);
      const { fields, files, tooLarge = false } = await context.form({ skim: true });
      if (fields.has('typed')) return await compared(services, context, words, fields);
      const open = await services.openDesks(context.area);
      if (open.length === 0) return closed(context, words);
      const sent = readCarried(fields);
      const hidden = sent ?? fresh();
      const again = { fields, hidden, chooseAgain: tooLarge || files.length > 0 };
      if (fields.has('switch')) return form(context, open, again);
      if (tooLarge) {
        const errors = new Map([['pictures', words.pictures.tooLarge]]);
        return form(context, open, { ...again, errors }, 413);
      }
      const read = readReportForm(fields, context.language);
      if (fields.has('show'))
        return form(context, open, {
          ...again,
          ...(read.ok ? { exact: exactWords(read.body, labelsOf(words)) } : {}),
        });
      if (sent === null) return form(context, open, { ...again, notice: words.errors.stale }, 422);
      const desk = open.find(({ id }) => id === fields.get('desk')?.[0]);
      const errors = new Map<string, string>();
      if (desk === undefined) errors.set('desk', words.errors.desk);
      if (!read.ok) for (const { field, why } of read.errors) errors.set(field, words.errors[why]);
      else if (files.length > 0 && !mayAddPictures(read.body))
        errors.set('pictures', noPictures(words, read.body));
      else if (files.length > 5) errors.set('pictures', words.pictures.tooMany);
      if (errors.size > 0 || desk === undefined || !read.ok)
        return form(context, open, { ...again, errors }, 422);

      const { body } = read;
      const done = (already: boolean) =>
        thanks(services, context, words, { body, desk: desk.id, fields, already });
      const bodyHash = hashTyped(sent.code, fields, files);
      try {
        const before = await readStoredHash(services.pool, context.area.id, sent.id);
        if (before) return await done(!timingSafeEqual(before.bodyHash, bodyHash));
        const bucket = context.bucket();
        const wait = flood.waitFor(bucket, sent.id, sent.ticket);
        if (wait === null)
          return form(context, open, { ...again, hidden: fresh(), notice: words.errors.stale }, 422);
        if (wait > 0) return form(context, open, { ...again, notice: words.errors.wait(wait) }, 429);
        const kib = bucketWhenSealed({ area: context.area.id, id: sent.id }, body);
        const room = mayStore(await services.diskRoom(), kib, files.length);
        if (!room.ok) return form(context, open, { ...again, notice: words.errors[room.why] }, 503);
        const pictures: Uint8Array[] = [];
        for (const { name, bytes } of files) {
          const made = await services.makePicture(bytes, bucket);
          if (!made.ok && made.why === 'busy')
            return form(context, open, { ...again, notice: words.errors.busy }, 503);
          if (!made.ok) {
            errors.set('pictures', `${words.pictures.undecodable(name)} ${words.pictures.choose}`);
            return form(context, open, { ...again, errors }, 422);
          }
          pictures.push(made.jpeg);
        }
        const wayBack = await wayBackOf(fields, sent.code, context.area.id, services.stretch(bucket));
        const { stored } = await keepReport(services.pool, {
          area: context.area.id,
          id: sent.id,
          day: context.today,
          desk,
          body,
          pictures,
          wayBack,
          bodyHash,
          quarantined: flood.quarantined(bucket),
        });
        if (stored.ok && stored.first) flood.stored('report', bucket);
        if (!stored.ok && stored.why === 'attachment-missing')
          throw new Error('a picture that was just stored is gone');
        return await done(!stored.ok);
      } catch (error) {
        if (error instanceof Busy) return form(context, open, { ...again, notice: words.errors.busy }, 503);
        if (!isAway(error)) throw error;
        services.log.error('report-not-stored', { error });
        return form(context, open, { ...again, notice: words.errors.database }, 503);
      }
    },
  };
}

function noPictures({ pictures }: ReportWords, { under18, wishes }: ReportBody): string {
  if (under18) return pictures.none18;
  return wishes.warnOnly ? pictures.noneWarnOnly : pictures.noneBlackmail;
}

function readsNow(context: Context, clock: Clock, desk: string): boolean {
  const now = clock.now().toZonedDateTimeISO(zone);
  const time = now.toPlainTime().toString().slice(0, 5);
  const times = context.area.desks.find(({ id }) => id === desk)?.reads;
  return deskReadsNow(times, now.dayOfWeek, time);
}

const harm: readonly ReportBody['kinds'][number][] = ['violence', 'sexual-violence', 'condom'];

async function thanks(
  services: ReportPage,
  context: Context,
  words: ReportWords,
  sent: { body: ReportBody; desk: string; fields: Fields; already: boolean },
): Promise<Response> {
  const { body, desk, fields } = sent;
  const never = fields.get('come-back')?.[0] === 'no';
  const urgent = summarise(body).urgent && !readsNow(context, services.clock, desk);
  return await showThanks(services, context, words, {
    desk,
    code: never ? '' : (fields.get('code')?.[0] ?? ''),
    urgent,
    health: body.kinds.length === 0 || body.kinds.some((kind) => harm.includes(kind)),
    already: sent.already,
  });
}

type Thanked = { desk: string; code: string; urgent: boolean; health: boolean; already: boolean };

async function showThanks(
  { frame }: ReportPage,
  context: Context,
  words: ReportWords,
  { desk: id, code, urgent, health, already }: Thanked,
  said?: 'right' | 'wrong',
): Promise<Response> {
  const desk = context.area.desks.find((one) => one.id === id);
  const list = await loadWords();
  const main = thanksView({
    words,
    desk: desk ?? { name: '', hours: '', answersWithin: '' },
    code: code === '' ? null : { words: asWords(code, list), digits: asDigits(code) },
    urgent,
    health,
    already,
    compare: {
      action: href('report', context.prefix, {}),
      hidden: {
        desk: id,
        code,
        urgent: urgent ? 'yes' : '',
        health: health ? 'yes' : '',
        already: already ? 'yes' : '',
      },
      ...(said === undefined ? {} : { said }),
    },
  });
  return page(frame(context, words.thanks.title, main));
}

/** The code, typed back once: the same page again, and whether it is right. */
async function compared(
  services: ReportPage,
  context: Context,
  words: ReportWords,
  fields: Fields,
): Promise<Response> {
  const one = (name: string) => fields.get(name)?.[0] ?? '';
  const code = one('code');
  const list = await loadWords();
  if (!isCode(code)) throw new Refused(422, 'not-a-form');
  const typed = readWayBack(one('typed'), list);
  const right = typed.ok && typed.code === code;
  const thanked = {
    desk: one('desk'),
    code,
    urgent: one('urgent') === 'yes',
    health: one('health') === 'yes',
    already: one('already') === 'yes',
  };
  // Empty is skipping.
  return await showThanks(
    services,
    context,
    words,
    thanked,
    one('typed').trim() === '' ? undefined : right ? 'right' : 'wrong',
  );
}
