import { href } from '#routes.ts';
import type { Context } from '#kit/http/index.ts';
import type { ReportWords } from '../messages/words.ts';
import type { ReadingTimes } from '../rules/desk-reads-now.ts';
import { type Labels, labelsOf } from '../rules/exact-words.ts';
import type { DeskShown } from './report.view.ts';

/** What the page's script gets: public facts and words, nothing that anybody wrote. */
export type ReportData = {
  area: string;
  language: string;
  /** Nothing stands on the page that was typed before: a draft of this tab may be brought back. */
  fresh: boolean;
  /** 32 hex digits; null where no root is pinned, and then nothing is sent. */
  rootFingerprint: string | null;
  desks: { id: string; name: string; hours: string; answersWithin: string; reads: ReadingTimes | null }[];
  /** Every desk of the area, those too that take no reports. */
  everyDesk: string[];
  addresses: { reports: string; attachment: string };
  labels: Labels;
  words: ReturnType<typeof wordsForScript>;
};

function wordsForScript(words: ReportWords) {
  const { errors, pictures, voice, exact, wayBack, card, draft, thanks, already, refused } = words;
  return {
    exact: {
      heading: exact.heading,
      warn: exact.warn,
      police: exact.police,
      'ugly-mugs': exact['ugly-mugs'],
      nothing: exact.nothing,
      recall: `${exact.beside} ${exact.recall}`,
    },
    errors: {
      summary: errors.summary,
      'too-long': errors['too-long'],
      'too-long-for-warning': errors['too-long-for-warning'],
      'nothing-said': errors['nothing-said'],
      'not-an-option': errors['not-an-option'],
      desk: errors.desk,
      'only-short': errors['only-short'],
      'no-room': errors['no-room'],
      database: errors.database,
    },
    error: words.error,
    voice,
    card: { none: card.none, failed: card.failed },
    pictures: {
      undecodable: pictures.undecodable('{name}'),
      tooMany: pictures.tooMany,
      preparing: pictures.preparing('{at}', '{of}'),
      sending: pictures.sending('{at}', '{of}'),
    },
    compare: { right: wayBack.right, wrong: wayBack.wrong },
    draft,
    refused,
    already,
    thanks: {
      title: thanks.title,
      heading: thanks.heading,
      urgentHeading: thanks.urgentHeading,
      desk: thanks.desk('{name}'),
      read: thanks.read('{within}', '{hours}'),
      receipt: thanks.receipt,
      receiptHint: thanks.receiptHint,
      unproved: thanks.unproved,
    },
    sending: words.sending,
    working: words.working,
    waiting: words.waiting,
    queued: words.queued,
    lost: words.lost,
    retry: words.retry,
    send: words.send,
  };
}

export function pageDataOf(page: {
  words: ReportWords;
  context: Context;
  desks: readonly DeskShown[];
  rootFingerprint: string | null;
  fresh: boolean;
}): ReportData {
  const { area, language } = page.context;
  return {
    area: area.id,
    language,
    fresh: page.fresh,
    rootFingerprint: page.rootFingerprint,
    desks: page.desks.map(({ id, name, hours, answersWithin }) => ({
      id,
      name,
      hours,
      answersWithin,
      reads: area.desks.find((desk) => desk.id === id)?.reads ?? null,
    })),
    everyDesk: area.desks.map(({ id }) => id),
    addresses: {
      reports: href('apiReports', '', { area: area.id }),
      // Braces are not to be encoded here: the script puts the id in their place.
      attachment: href('apiAttachment', '', { area: area.id, uuid: '' }) + '{uuid}',
    },
    labels: labelsOf(page.words),
    words: wordsForScript(page.words),
  };
}
