/** The warnings of a desk that stand: withdrawn, renewed and corrected here. */
import { hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { type OpenedDesk, deskFetch, make, press, writingField, written } from '#desks/browser.ts';
import { get } from '#kit/device/get.ts';
import { openText, sealText } from '#sealed/bundle/seal-text.ts';
import { labels, sign } from '#sealed/signed.ts';
import { utf8 } from '#sealed/wire.ts';
import type { DeskFeed } from './feed.ts';
import { warningsWords as words } from '../messages/desk.en.ts';
import { verifyWarning } from '../rules/verify-warning.ts';

export const Standing = v.object({
  id: v.string(),
  state: v.picklist(['waiting', 'published']),
  publishOn: v.string(),
  expires: v.string(),
  nonce: v.string(),
  sealed: v.string(),
});
export type Standing = v.InferOutput<typeof Standing>;

type Shown = {
  opened: OpenedDesk;
  feed: DeskFeed['feed'];
  standing: readonly Standing[];
  /** ISO date until which a corrected or renewed warning stands. */
  expires: string;
  /** Called after each act. `isFeedOld`: the feed has turned since the page was opened. */
  done(ok: boolean, isFeedOld: boolean): Promise<void>;
};

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Lists them, each with what may be done about it. */
export async function showStanding(shown: Shown): Promise<void> {
  const { opened, feed } = shown;
  const place = get('standing');
  place.replaceChildren();
  const chains = new Map([[opened.desk, opened.chain]]);
  for (const standing of shown.standing) {
    const sealed = {
      warning: hexToBytes(standing.id) as Uint8Array<ArrayBuffer>,
      nonce: base64.decode(standing.nonce) as Uint8Array<ArrayBuffer>,
      sealed: base64.decode(standing.sealed) as Uint8Array<ArrayBuffer>,
    };
    const text = await openText(feed, sealed);
    const read = text && verifyWarning(text.text, { area: opened.area, id: standing.id }, chains);
    if (!text || read?.ok !== true) {
      place.append(make('li', `${words.unsigned} (${read?.ok === false ? read.why : 'sealed'})`));
      continue;
    }
    const corrections = JSON.parse(new TextDecoder().decode(text.text)) as {
      warning: unknown;
      corrections: unknown[];
    };
    const facts = make(
      'p',
      standing.state === 'waiting' ? words.waits(standing.publishOn) : words.until(read.expires),
    );
    facts.className = 'record__facts';
    place.append(
      make(
        'li',
        written(read.statement.text),
        ...read.corrections.map((correction) => written(correction.text)),
        facts,
        press(words.withdraw, 'link', () => {
          if (confirm(words.withdrawAsk)) void change(shown, standing, { act: 'withdraw' });
        }),
        ' ',
        press(
          words.renew,
          'link',
          () =>
            void correct(shown, standing, corrections, read.corrections.at(-1)?.text ?? read.statement.text),
        ),
        correcting(shown, standing, corrections),
      ),
    );
  }
  if (shown.standing.length === 0) place.append(make('li', words.noneStanding));
}

function correcting(
  shown: Shown,
  standing: Standing,
  signed: { warning: unknown; corrections: unknown[] },
): HTMLElement {
  const { group, field } = writingField(`correct-${standing.id}`, words.correctText);
  const done = press(words.correctDo, 'govuk-button govuk-button--secondary', () => {
    if (field.value.trim() !== '') void correct(shown, standing, signed, field.value.trim());
  });
  return make('details', make('summary', words.correct), group, done);
}

async function correct(
  shown: Shown,
  standing: Standing,
  signed: { warning: unknown; corrections: unknown[] },
  text: string,
): Promise<void> {
  const { opened, feed, expires } = shown;
  const correction = {
    version: 1,
    area: opened.area,
    id: standing.id,
    desk: opened.desk,
    epoch: opened.tip.number,
    text,
    expires,
  };
  const envelope = sign(labels.correction, correction, opened.keys.signingSeed);
  const plain = utf8(JSON.stringify({ ...signed, corrections: [...signed.corrections, envelope] }));
  const sealed = await sealText(feed, hexToBytes(standing.id), plain, random);
  await change(shown, standing, {
    act: 'correct',
    nonce: base64.encode(sealed.nonce),
    sealed: base64.encode(sealed.sealed),
    feedEpoch: feed.epoch,
    expires,
  });
}

async function change({ opened, done }: Shown, standing: Standing, body: object): Promise<void> {
  const answer = await deskFetch(`${opened.desk}/warnings/${standing.id}`, { method: 'POST', body });
  await done(answer.ok, answer.status === 409);
}
