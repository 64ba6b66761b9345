import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Clock, hourOf } from '#kit/clock.ts';
import { CHALLENGE_BYTES, hasWork } from '#sealed/proof-of-work.ts';
import {
  type Load,
  type Marks,
  attachmentMarks,
  isQuarantined,
  reportMarks,
  waitWanted,
  workWanted,
} from './rules/flood.ts';

export type Kind = 'report' | 'attachment';
/** What a sender must show before these bytes are taken. `challenge` is hex. */
export type Wanted = { bits: number; challenge: string };

/**
 * Counts what was stored in this hour, in memory alone and by buckets that nobody can turn back, and says what is
 * asked of the next sender. Every process that shares the secret understands another's challenges and tickets.
 */
export type FloodGate = {
  /** Null when nothing is asked, or when `shown` (the header `waymark-work`) is the work for these bytes. */
  workFor(kind: Kind, bucket: string | null, bodyHash: Uint8Array, shown: string | null): Wanted | null;
  /** Proof that this form was given out, for the field `ticket`; without JavaScript. */
  ticketFor(id: string): string;
  /** Seconds still to wait with this ticket; null when it is not one of ours, or a day old. */
  waitFor(bucket: string | null, id: string, ticket: string): number | null;
  quarantined(bucket: string | null): boolean;
  /** To be told of each that was stored for the first time. */
  stored(kind: Kind, bucket: string | null): void;
};

export type FloodMarks = Record<Kind, Marks>;

export function createFloodGate(options: {
  clock: Clock;
  /** Any secret; what is signed here is kept apart from everything else that it signs. */
  secret: Uint8Array;
  marks?: FloodMarks;
}): FloodGate {
  const { clock, secret, marks = { report: reportMarks, attachment: attachmentMarks } } = options;
  const mac = (...parts: (string | Uint8Array)[]): Buffer => {
    const made = createHmac('sha256', secret).update('waymark/flood/v1');
    for (const part of parts) made.update('\n').update(part);
    return made.digest().subarray(0, CHALLENGE_BYTES);
  };
  let hour = '';
  let counts = new Map<string, number>();
  const key = (kind: Kind, bucket: string | null) => `${kind} ${bucket ?? ''}`;
  function load(kind: Kind, bucket: string | null): Load {
    const now = hourOf(clock.now());
    if (now !== hour) [hour, counts] = [now, new Map()];
    return {
      all: counts.get(kind) ?? 0,
      mine: bucket === null ? null : (counts.get(key(kind, bucket)) ?? 0),
    };
  }
  const challengeIn = (when: string, bits: number, hash: Uint8Array) => mac('work', when, String(bits), hash);
  const seconds = () => Math.floor(clock.now().epochMilliseconds / 1000);
  const signTicket = (id: string, issued: number) => mac('ticket', id, String(issued));

  return {
    workFor(kind, bucket, bodyHash, shown) {
      const bits = workWanted(load(kind, bucket), marks[kind]);
      if (bits === 0) return null;
      const before = hourOf(clock.now().subtract({ hours: 1 }));
      const [, saidBits, challenge, nonce] =
        /^(\d{1,2})\.([0-9a-f]{32})\.(\d{1,10})$/.exec(shown ?? '') ?? [];
      // The price may rise a little between the asking and the paying.
      if (challenge !== undefined && Number(saidBits) >= bits - 1 && Number(nonce) < 2 ** 32) {
        const given = Buffer.from(challenge, 'hex');
        const ours = [hour, before].some((when) =>
          timingSafeEqual(given, challengeIn(when, Number(saidBits), bodyHash)),
        );
        if (ours && hasWork(given, Number(nonce), Number(saidBits))) return null;
      }
      return { bits, challenge: challengeIn(hour, bits, bodyHash).toString('hex') };
    },
    ticketFor(id) {
      const issued = seconds();
      return `${issued.toString(36)}.${signTicket(id, issued).toString('hex')}`;
    },
    waitFor(bucket, id, ticket) {
      const [, issued = '', signature = ''] = /^([0-9a-z]{1,8})\.([0-9a-f]{32})$/.exec(ticket) ?? [];
      const at = Number.parseInt(issued, 36);
      if (signature === '' || !timingSafeEqual(Buffer.from(signature, 'hex'), signTicket(id, at)))
        return null;
      const age = seconds() - at;
      if (age > 86_400) return null;
      return Math.max(0, waitWanted(load('report', bucket), marks.report) - age);
    },
    quarantined: (bucket) => isQuarantined(load('report', bucket), marks.report),
    stored(kind, bucket) {
      load(kind, bucket);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (bucket !== null) counts.set(key(kind, bucket), (counts.get(key(kind, bucket)) ?? 0) + 1);
    },
  };
}
