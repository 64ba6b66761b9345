import { createHash, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { AuditAct, MessageValue, readChain, readRoot, storeAttachment } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import { isAway } from '#kit/database/is-away.ts';
import { html } from '#kit/html/markup.ts';
import { type Context, type Form, type Handlers, page } from '#kit/http/index.ts';
import { isLanguage, sayDay } from '#kit/languages/languages.ts';
import type { Log } from '#kit/log.ts';
import type { MakePicture } from '#kit/re-encode-picture.ts';
import { Busy } from '#kit/fair-queue.ts';
import type { StretchFor } from '#kit/stretch-pool.ts';
import { href } from '#routes.ts';
import { splitHeader } from '#sealed/age-file.ts';
import { rootFingerprint } from '#sealed/area-statement.ts';
import { verifyChain } from '#sealed/epoch-chain.ts';
import { deriveWayBack, readWayBack } from '#sealed/way-back-code.ts';
import { loadWords } from '#sealed/words.ts';
import { wordsIn as reportWordsIn } from '../messages/index.ts';
import { wayBackWordsIn } from '../messages/way-back.ts';
import { makeNonce } from '../rules/way-back-nonce.ts';
import { codeFault } from './code-fault.ts';
import { codeView } from './code.view.ts';
import { pieceToMarkup } from './piece-to-markup.ts';
import { type RoomShown, doneText, roomView, wrongText } from './room.view.ts';
import { type Transport, speakWayBack } from './speak-way-back.ts';
import { type TakeAct, takeAct } from './take-act.ts';
import type { WayBackData } from './way-back-data.ts';

export type WayBackPage = TakeAct & {
  pool: Pool;
  frame: Frame;
  log: Log;
  stretch: StretchFor;
  makePicture: MakePicture;
  pinnedRoot: (area: string) => string | null;
};

/** What may have been passed on, by its name in a release. */
const fieldNames = (language: string): Readonly<Record<string, string>> => ({
  ...reportWordsIn(language).wishes.fields,
  ...wayBackWordsIn(language).releases.also,
});

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** `/back`: the code is asked for and, where the browser does not open anything itself, used for this one answer. */
export function wayBackPage(services: WayBackPage): Handlers['back'] & object {
  const { frame, pinnedRoot } = services;

  function dataOf(context: Context): WayBackData {
    const { area, language, prefix } = context;
    return {
      area: area.id,
      language,
      rootFingerprint: pinnedRoot(area.id),
      words: wayBackWordsIn(language),
      desks: area.desks.map(({ id, name }) => ({ id, name })),
      fields: fieldNames(language),
      addresses: {
        page: href('back', prefix, {}),
        complain: complain(context),
        nonce: href('apiWayBack', '', { area: area.id }),
        acts: href('apiWayBackActs', '', { area: area.id }),
        attachment: href('apiAttachment', '', { area: area.id, uuid: '' }) + '{uuid}',
      },
    };
  }

  function ask(
    context: Context,
    more: { fields?: Form['fields']; wrong?: string; notice?: string } = {},
    status = 200,
  ): Response {
    const words = wayBackWordsIn(context.language);
    const main = codeView({ words, action: href('back', context.prefix, {}), ...more });
    const made = frame(context, words.title, main, ['way-back'], {
      form: 'back',
      workers: ['stretch'],
      data: dataOf(context),
    });
    return page(made, {
      status,
      compressed: more.fields === undefined,
      headers: status === 503 ? { 'retry-after': '30' } : {},
    });
  }

  async function answer(context: Context, { fields, files, tooLarge }: Form): Promise<Response> {
    const words = wayBackWordsIn(context.language);
    const one = (name: string): string => fields.get(name)?.[0] ?? '';
    const read = readWayBack(one('code'), await loadWords());
    // Only the language was changed, before there was a code.
    if (!read.ok && fields.has('switch')) return ask(context, { fields });
    if (!read.ok) return ask(context, { fields, wrong: codeFault(words, read) }, 422);
    const { area } = context;
    const bucket = context.bucket();
    const keys = await deriveWayBack(read.code, one('private'), area.id, services.stretch(bucket));
    const speaker = speakWayBack({
      area: area.id,
      keys,
      schemas: { message: MessageValue, act: AuditAct },
      transport: transportOf(services, context),
    });
    let room = await speaker.read();
    if (!room.ok) {
      const gone = room.why === 'no-such-code' || room.why === 'signature';
      return ask(context, { fields, wrong: wrongText(words, room.why) }, gone ? 404 : 409);
    }
    if (tooLarge) return show(context, room, { text: words.errors['too-large'], wrong: true }, fields, 413);
    if (one('act') === 'file') {
      const bytes = await speaker.picture(one('record'), one('file'));
      const made = bytes && (await services.makePicture(bytes, bucket));
      if (made?.ok === true)
        return new Response(new Uint8Array(made.jpeg), {
          headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' },
        });
      return show(context, room, { text: words.talk.pictureFailed, wrong: true }, fields);
    }
    if (['', 'read'].includes(one('act')) || fields.has('switch'))
      return show(context, room, undefined, fields);

    const pictures: Uint8Array[] = [];
    for (const { bytes } of files) {
      const made = await services.makePicture(bytes, bucket);
      if (!made.ok) {
        const text = made.why === 'busy' ? words.errors.busy : words.errors.picture;
        return show(context, room, { text, wrong: true }, fields, 422);
      }
      pictures.push(made.jpeg);
    }
    const done = await speaker.perform(room.conversations, one, pictures);
    if (!done.ok) return show(context, room, { text: wrongText(words, done.why), wrong: true }, fields, 422);
    room = await speaker.read();
    if (!room.ok) return ask(context, { fields, wrong: wrongText(words, room.why) }, 404);
    const text = doneText(words, done.done, context.today, (day) => sayDay(day, spoken(context)));
    return show(context, room, { text, wrong: false }, fields);
  }

  function show(
    context: Context,
    room: Pick<RoomShown, 'today' | 'conversations'>,
    notice: RoomShown['notice'],
    fields: Form['fields'],
    status = 200,
  ): Response {
    const one = (name: string): string => fields.get(name)?.[0] ?? '';
    const words = wayBackWordsIn(context.language);
    const names = fieldNames(context.language);
    const pieces = roomView({
      words,
      today: room.today,
      conversations: room.conversations,
      sayDay: (day) => sayDay(day, spoken(context)),
      deskName: (id) => context.area.desks.find((desk) => desk.id === id)?.name ?? id,
      fieldName: (field) => names[field] ?? field,
      action: href('back', context.prefix, {}),
      complain: complain(context),
      hidden: { code: one('code'), private: one('private') },
      formId: randomUUID,
      ...(notice ? { notice } : {}),
      ...(notice?.wrong === true
        ? { typed: { record: one('record'), act: one('act'), text: one('text'), message: one('message') } }
        : {}),
    });
    const main = html`<p class="care">${words.seen}</p>
      ${pieces.map(pieceToMarkup)}`;
    return page(frame(context, words.title, main, [], { form: 'again' }), { status });
  }

  return {
    get: (context) => ask(context),
    async post(context) {
      const form = await context.form({ skim: true });
      try {
        return await answer(context, form);
      } catch (error) {
        const { errors } = wayBackWordsIn(context.language);
        if (error instanceof Busy) return ask(context, { fields: form.fields, notice: errors.busy }, 503);
        if (!isAway(error)) throw error;
        services.log.error('way-back-away', { error });
        return ask(context, { fields: form.fields, notice: errors.network }, 503);
      }
    },
  };
}

const spoken = ({ language }: Context) => (isLanguage(language) ? language : 'en');
const complain = ({ prefix }: Context): string => href('report', prefix, {});

/** The same acts without a network between: what is signed here is taken by the rules that hold for everyone. */
function transportOf(services: WayBackPage, { area, today }: Context): Transport {
  return {
    nonce: async () => makeNonce(services.nonceKey, area.id, today, random),
    async act(posted) {
      const taken = await takeAct(services, area, today, posted);
      if ('result' in taken) return { ok: true, result: taken.result };
      return { ok: false, why: taken.why, ...(taken.next === undefined ? {} : { next: taken.next }) };
    },
    async put(id, sealed) {
      const parts = splitHeader(sealed);
      if (!parts) throw new Error('sealed without a header');
      const bodyHash = createHash('sha256').update(sealed).digest();
      await storeAttachment(services.pool, { area: area.id, id, day: today, sealed: parts, bodyHash });
      return true;
    },
    serviceKey: () => null,
    async chainOf(desk) {
      const shown = await readRoot(services.db, area.id);
      const root = shown && new Uint8Array(Buffer.from(shown.verifyKey, 'hex'));
      if (root === null || rootFingerprint(root) !== services.pinnedRoot(area.id)) return null;
      const verified = verifyChain(await readChain(services.db, area.id, desk), root, {
        area: area.id,
        desk,
      });
      return verified.ok ? verified.epochs : null;
    },
  };
}
