/** A record made anew for another desk, in this browser: what is given, its pictures drawn anew, all sealed to that desk alone. */
import { base64 } from '@scure/base';
import { bytesToHex } from '@noble/hashes/utils.js';
import { makeSmall } from '#kit/device/make-small.ts';
import { pageData } from '#kit/device/page-data.ts';
import { verifyDesk } from '#kit/device/verify-desk.ts';
import {
  type ContestBody,
  type ReportBody,
  fieldsForLiaison,
  fieldsSaid,
  releaseFields,
  releaseText,
  releasedBody,
  summarise,
  summariseContest,
  wholeBody,
} from '#reports/browser.ts';
import { generateIdentity, recipientOf } from '#sealed/age-file.ts';
import { sealAttachment } from '#sealed/attachment.ts';
import { type WayBackPublic, sealRecord } from '#sealed/sealed-record.ts';
import { verifyKeyOf } from '#sealed/signed.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import type { HandOver, Liaison } from '../rules/hand-over.ts';
import { fetchAttachment } from './fetch-attachment.ts';
import { textWords } from './give-to-others.ts';
import { type DeskPageData, type OpenedDesk, deskFetch } from './open-desk.ts';
import type { OpenedRecord } from './open-record.ts';

export type DeskToHandTo = { id: string; name: string; liaisons: Liaison[] };
export type Body = ReportBody | ContestBody;
/** What is posted beside the note to her; and what she reads of it. */
export type HandedOver = {
  posted: Record<string, unknown>;
  fields: string[];
  text: string;
  /** Pictures and voice notes that could not be made anew and stayed behind. */
  leftOut: number;
};

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Ids of pictures and of the voice note under which they lie at the other desk; those that could not be made anew are missing. */
async function sealFiles(
  opened: OpenedDesk,
  record: OpenedRecord<Body>,
  ids: readonly string[],
  recipient: string,
): Promise<Map<string, string>> {
  const sealed = new Map<string, string>();
  for (const old of ids) {
    const file = await fetchAttachment(opened, record, old, 'hand-over');
    // Whoever seals a picture draws it anew; a sound cannot be, and stays what she recorded.
    const bytes =
      file?.type === 'image/jpeg'
        ? await makeSmall(new Blob([new Uint8Array(file.bytes)], { type: file.type }))
        : (file?.bytes ?? null);
    if (file === null || bytes === null) continue;
    const id = crypto.randomUUID();
    const answer = await deskFetch(`${opened.desk}/records/${record.id}/hand-over/${id}`, {
      method: 'PUT',
      body: await sealAttachment({ area: opened.area, id }, bytes, file.type, [recipient]),
    });
    if (!answer.ok) throw new TypeError('a picture was not taken');
    sealed.set(old, id);
  }
  return sealed;
}

/** The public half of a way back that nobody holds: what is released without her contact leads nowhere. */
async function nobodysWayBack(): Promise<WayBackPublic> {
  return {
    locator: bytesToHex(random(16)),
    recipient: await recipientOf(generateIdentity(random)),
    verifyKey: bytesToHex(verifyKeyOf(random(32))),
  };
}

type Given = { body: Body; summary: unknown; fields: string[]; text: string; leftOut: number };

/** The whole report, with a file for each of its files. */
async function giveWhole(
  record: OpenedRecord<Body>,
  body: ReportBody,
  files: (ids: readonly string[]) => Promise<Map<string, string>>,
): Promise<Given> {
  const ids = [...body.pictures, ...(body.voice === null ? [] : [body.voice])];
  const sealed = await files(ids);
  const whole = wholeBody(body, record.takenBack, sealed);
  const fields = fieldsSaid(whole);
  const text = [
    releaseText(
      whole,
      releaseFields.filter((field) => fields.includes(field)),
      textWords,
    ),
    ...(whole.safeContact === '' ? [] : [`${words.body.safe}: ${whole.safeContact}`]),
  ].join('\n\n');
  return { body: whole, summary: summarise(whole), fields, text, leftOut: ids.length - sealed.size };
}

/** What she released to the police, and no more. */
async function giveReleased(
  record: OpenedRecord<Body>,
  body: ReportBody,
  desk: DeskToHandTo,
  files: (ids: readonly string[]) => Promise<Map<string, string>>,
): Promise<Given> {
  const allowed = fieldsForLiaison(body, desk.liaisons, record.takenBack);
  const ids = allowed.includes('pictures') ? body.pictures : [];
  const sealed = await files(ids);
  const part = releasedBody(body, allowed, sealed);
  const said: readonly string[] = fieldsSaid(part);
  return {
    body: part,
    summary: summarise(part),
    fields: allowed.filter((field) => said.includes(field)),
    text: releaseText(part, allowed, textWords),
    leftOut: ids.length - sealed.size,
  };
}

function giveContest(body: ContestBody): Given {
  const said = {
    identifiers: body.identifiers.map(({ text }) => text).join('; '),
    story: body.story,
    contact: body.contact,
  };
  const fields = (Object.keys(said) as (keyof typeof said)[]).filter((field) => said[field] !== '');
  return {
    body,
    summary: summariseContest(body),
    fields,
    text: fields.map((field) => `${textWords.fields[field]}: ${said[field]}`).join('\n\n'),
    leftOut: 0,
  };
}

/** Null where the keys of the other desk do not hold. Throws a TypeError where no answer came. */
export async function sealHandOver(
  opened: OpenedDesk,
  record: OpenedRecord<Body>,
  desk: DeskToHandTo,
  as: HandOver,
): Promise<HandedOver | null> {
  const { rootFingerprint } = pageData<DeskPageData>();
  const { area } = opened;
  const verified = await verifyDesk({ area, desk: desk.id, rootFingerprint, remember: true });
  if (!verified.ok) return null;
  const { recipient, number } = verified.tip;
  const { body } = record;
  const files = async (ids: readonly string[]) => await sealFiles(opened, record, ids, recipient);
  const given = !('kinds' in body)
    ? giveContest(body)
    : as === 'released'
      ? await giveReleased(record, body, desk, files)
      : await giveWhole(record, body, files);
  const cut = as === 'released' && !given.fields.includes('contact') ? await nobodysWayBack() : null;
  const id = crypto.randomUUID();
  const sealed = await sealRecord(
    { area, record: id, wayBack: cut ?? record.wayBack, summary: given.summary, body: given.body },
    recipient,
  );
  const { body: now, fields, text, leftOut } = given;
  const attachments = 'kinds' in now ? [...now.pictures, ...(now.voice === null ? [] : [now.voice])] : [];
  return {
    posted: {
      id,
      desk: desk.id,
      as,
      epoch: number,
      summary: base64.encode(sealed.summary),
      sealed: base64.encode(sealed.body),
      attachments,
      wayBack: cut,
    },
    fields,
    text,
    leftOut,
  };
}
