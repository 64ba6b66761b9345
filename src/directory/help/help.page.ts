import type { Clock, Temporal } from '#kit/clock.ts';
import { type Context, type Handlers, page, permissions } from '#kit/http/index.ts';
import type { Markup } from '#kit/html/markup.ts';
import type { Frame } from '#guide/index.ts';
import { type DirectoryWords, wordsIn } from '../messages/index.ts';
import { openingsOf } from '../rules/openings.ts';
import { findPlace } from '../rules/near.ts';
import type { PublicService } from '../rules/public-service.ts';
import { type Ask, search } from '../rules/search.ts';
import { audiences, entrances, needs } from '../rules/service.ts';
import type { ReadShown } from '../shown.ts';
import { type Status, helpView } from './help.view.ts';

const PAGE = 20;
/** Days ahead in which "opens next" is looked for. */
const AHEAD = 14;

const oneOf = <Name extends string>(names: readonly Name[], typed: string): Name | null =>
  names.find((name) => name === typed) ?? null;

/** When it is open, as people ask for it. */
export function statusOf({ schedules }: Pick<PublicService, 'schedules'>, now: Temporal.Instant): Status {
  const [first] = openingsOf(schedules, now, AHEAD);
  if (first === undefined) return null;
  const running = first.opens.epochMilliseconds <= now.epochMilliseconds;
  // Joined with what follows it: day and night is one long opening.
  let until = first.closes;
  if (running)
    for (const next of openingsOf(schedules, now, 3))
      if (
        next.opens.epochMilliseconds <= until.epochMilliseconds &&
        next.closes.epochMilliseconds > until.epochMilliseconds
      )
        until = next.closes;
  const always = until.since(first.opens, { largestUnit: 'hours' }).hours >= 48;
  return running && !first.ring
    ? { open: true, until, always }
    : { open: false, opens: first.opens, ring: first.ring };
}

/** `/help`: what somebody looks for is answered and forgotten; it comes as a POST, so no address or log holds it. */
export function helpPage(services: {
  frame: Frame;
  readShown: ReadShown;
  clock: Clock;
}): Handlers['help'] & object {
  const { frame, readShown, clock } = services;
  // The one page that may ask a phone where it is, and only once "This district" is pressed.
  const headers = { 'permissions-policy': permissions('geolocation') };
  const framed = (context: Context, words: DirectoryWords, main: Markup) =>
    page(frame(context, words.title, main, ['near-here'], { form: 'look' }), { compressed: true, headers });
  const spokenIn = async (area: string): Promise<string[]> => {
    const { index } = await readShown(area);
    return [...new Set(index.services.flatMap(({ languages }) => languages))].toSorted();
  };
  return {
    get: async (context) => {
      const words = wordsIn(context.language);
      const { index, places } = await readShown(context.area.id);
      const main = helpView({
        words,
        prefix: context.prefix,
        fields: new Map(),
        languages: await spokenIn(context.area.id),
        empty: index.services.length === 0,
        places,
      });
      return framed(context, words, main);
    },
    post: async (context: Context) => {
      const words = wordsIn(context.language);
      const { fields } = await context.form();
      const value = (name: string): string => (fields.get(name)?.at(-1) ?? '').slice(0, 200).trim();
      const { index, places } = await readShown(context.area.id);
      const typedPlace = value('near');
      const near = findPlace(
        typedPlace,
        places.flatMap((list) => list.places),
      );
      const need = oneOf(needs, value('need'));
      const shared = {
        words,
        prefix: context.prefix,
        fields,
        languages: await spokenIn(context.area.id),
        places,
        empty: index.services.length === 0,
      };
      // Switching the language brings what was typed along, unanswered.
      if (fields.has('switch')) return framed(context, words, helpView(shared));
      const language = /^[a-z]{2,3}$/.exec(value('language'))?.[0] ?? null;
      const ask: Ask = {
        text: value('text'),
        need,
        openNow: fields.has('open'),
        language,
        audience: oneOf(audiences, value('audience')),
        access: oneOf(entrances, value('access')),
        free: fields.has('free'),
        near,
      };
      const now = clock.now();
      const found = search(index, ask, now.epochMilliseconds);
      const most = Math.min(Math.max(PAGE, Number.parseInt(value('most'), 10) || PAGE), 400);
      const answer = {
        count: found.length,
        shown: found.slice(0, most).map((one) => ({ ...one, status: statusOf(one.service, now) })),
        more: found.length > most ? most + PAGE : null,
        near: near?.name ?? null,
        placeUnknown: typedPlace !== '' && near === null,
      };
      return framed(context, words, helpView({ ...shared, need, answer }));
    },
  };
}
