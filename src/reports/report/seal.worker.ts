/** Reads, checks and seals a report away from the page, so that the page never stands still. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64 } from '@scure/base';
import { verifyDesk } from '#kit/device/verify-desk.ts';
import { verifyAcknowledgement } from '#sealed/acknowledgement.ts';
import { sealAttachment } from '#sealed/attachment.ts';
import { doWork } from '#sealed/proof-of-work.ts';
import { sealRecord } from '#sealed/sealed-record.ts';
import { asDigits, deriveWayBack, generateWayBack } from '#sealed/way-back-code.ts';
import { STRETCH } from '#sealed/stretch.ts';
import { type Bytes, utf8 } from '#sealed/wire.ts';
import type { Ask, Locked, Told } from '../browser/worker-messages.ts';
import { exactWords } from '../rules/exact-words.ts';
import { readContestForm, summariseContest } from '../rules/contest-form.ts';
import { mayAddPictures, mayAddVoice, readReportForm, summarise } from '../rules/report-form.ts';

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const stretch = async (password: Uint8Array, salt: Uint8Array): Promise<Uint8Array> =>
  await scryptAsync(password, salt, STRETCH);

/** What the two forms have in common once they are read. */
function readForm({ kind, fields, language, fromCard }: Extract<Ask, { type: 'seal' }>) {
  if (kind === 'contest') {
    const read = readContestForm(new Map(fields), language);
    if (!read.ok) return read;
    const { body } = read;
    const withPictures = () => ({ body, summary: summariseContest(body) });
    return { ok: true as const, mayAddPictures: false, mayAddVoice: false, kinds: [], withPictures };
  }
  const read = readReportForm(new Map(fields), language);
  if (!read.ok) return read;
  const withPictures = (pictures: string[], voice: string | null) => {
    const body = { ...read.body, pictures, voice, fromCard };
    return { body, summary: summarise(body) };
  };
  return {
    ok: true as const,
    mayAddPictures: mayAddPictures(read.body),
    mayAddVoice: mayAddVoice(read.body),
    kinds: read.body.kinds,
    withPictures,
  };
}

async function sealReport(ask: Extract<Ask, { type: 'seal' }>): Promise<Told['seal']> {
  const { area, desk } = ask;
  const read = readForm(ask);
  if (!read.ok) return { ok: false, why: 'errors', errors: read.errors };
  // Nothing is remembered on the device: that somebody once wrote here is nobody's business.
  const trusted = await verifyDesk({ area, desk, rootFingerprint: ask.rootFingerprint });
  if (!trusted.ok) return { ok: false, why: trusted.why === 'network' ? 'network' : 'refused' };
  const { recipient, number: epoch } = trusted.tip;
  const attachments: { id: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
  for (const picture of read.mayAddPictures ? ask.pictures : []) {
    const id = crypto.randomUUID();
    const bytes = await sealAttachment({ area, id }, picture, 'image/jpeg', [recipient]);
    attachments.push({ id, bytes: new Uint8Array(bytes) });
  }
  const pictures = attachments.map(({ id }) => id);
  const spoken = read.mayAddVoice ? ask.voice : null;
  const voice = spoken && crypto.randomUUID();
  if (spoken !== null && voice !== null) {
    const bytes = await sealAttachment({ area, id: voice }, spoken.bytes, spoken.type, [recipient]);
    attachments.push({ id: voice, bytes: new Uint8Array(bytes) });
  }
  const { body, summary } = read.withPictures(pictures, voice);
  // A code that nobody sees looks the same where it is stored.
  const { id, code } = ask.mine;
  const keys = await deriveWayBack(code, ask.comesBack ? ask.private : null, area, stretch);
  const wayBack = {
    locator: bytesToHex(keys.locator),
    recipient: keys.recipient,
    verifyKey: bytesToHex(keys.verifyKey),
  };
  const files = await sealRecord({ area, record: id, wayBack, summary, body }, recipient);
  const posted = {
    id,
    ...(ask.kind === 'report' ? {} : { kind: ask.kind }),
    desk,
    epoch,
    summary: base64.encode(files.summary),
    sealed: base64.encode(files.body),
    wayBack,
    ...(attachments.length === 0 ? {} : { attachments: attachments.map((one) => one.id) }),
  };
  return {
    ok: true,
    sealed: { id, body: JSON.stringify(posted), attachments },
    code: ask.comesBack ? { indexes: (code.match(/.{4}/g) ?? []).map(Number), digits: asDigits(code) } : null,
    urgent: summary.urgent,
    kinds: read.kinds,
    serviceKey: trusted.statement.serviceKey,
  };
}

async function pinKey(pin: string, salt: Uint8Array): Promise<CryptoKey> {
  const bytes = new Uint8Array(await stretch(utf8(pin.normalize('NFKC')), salt));
  return await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

async function lock(pin: string, text: string): Promise<Locked> {
  const [salt, iv] = [random(16), random(12)];
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await pinKey(pin, salt), utf8(text));
  return { salt: bytesToHex(salt), iv: bytesToHex(iv), sealed: bytesToHex(new Uint8Array(sealed)) };
}

async function unlock(pin: string, { salt, iv, sealed }: Locked): Promise<string | null> {
  try {
    const key = await pinKey(pin, hexToBytes(salt));
    const how = { name: 'AES-GCM', iv: new Uint8Array(hexToBytes(iv)) };
    const plain = await crypto.subtle.decrypt(how, key, new Uint8Array(hexToBytes(sealed)));
    return new TextDecoder().decode(plain);
  } catch {
    return null;
  }
}

async function answer(ask: Ask): Promise<Told[Ask['type']]> {
  switch (ask.type) {
    case 'begin':
      return { id: crypto.randomUUID(), code: generateWayBack(random) };
    case 'read': {
      const read = readReportForm(new Map(ask.fields), ask.language);
      if (!read.ok) return { ok: false, errors: read.errors };
      return { ok: true, exact: exactWords(read.body, ask.labels) };
    }
    case 'seal':
      return await sealReport(ask);
    case 'work':
      return doWork(hexToBytes(ask.challenge), ask.bits);
    case 'check': {
      const bodyHash = bytesToHex(sha256(utf8(ask.body)));
      const { area, id } = ask;
      return verifyAcknowledgement(ask.envelope, hexToBytes(ask.serviceKey), { area, id, bodyHash }) !== null;
    }
    case 'lock':
      return await lock(ask.pin, ask.text);
    case 'unlock':
      return await unlock(ask.pin, ask.kept);
  }
}

addEventListener('message', ({ data }: MessageEvent<{ n: number; ask: Ask }>) => {
  answer(data.ask).then(
    (told) => postMessage({ n: data.n, told }),
    (fault: unknown) => postMessage({ n: data.n, fault: fault instanceof Error ? fault.name : 'fault' }),
  );
});
