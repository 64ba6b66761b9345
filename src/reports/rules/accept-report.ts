import * as v from 'valibot';

const base64 = (bytes: number) =>
  v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'base64'), v.maxLength(Math.ceil(bytes / 3) * 4));
const hex = (bytes: number) =>
  v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), `${bytes} bytes in lower-case hex`));

/** A whole report is at most 256 KiB of JSON: pictures travel apart. */
export const MAX_REPORT_BYTES = 256 * 1024;
/** A page that stood open over a change of keys may still send for this many days. */
export const EPOCH_GRACE_DAYS = 7;

export const uuid4 = v.pipe(
  v.string(),
  v.regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    'a lower-case UUID of version 4',
  ),
);

/** The body of `POST /api/areas/{area}/reports`: nothing in it tells what happened, to whom or by whom. */
export const ReportPosted = v.strictObject({
  id: uuid4,
  /** A contest goes to a desk of another organisation than the one that writes warnings. */
  kind: v.optional(v.picklist(['report', 'contest']), 'report'),
  desk: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,39}$/, 'a desk id')),
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1)),
  summary: base64(16 * 1024),
  sealed: base64(MAX_REPORT_BYTES),
  wayBack: v.strictObject({
    locator: hex(16),
    recipient: v.pipe(v.string(), v.regex(/^age1pq1[02-9ac-hj-np-z]{1952}$/, 'a hybrid age recipient')),
    verifyKey: hex(32),
  }),
  /** Pictures that were put before: they belong to this report from now on. */
  attachments: v.optional(
    v.pipe(
      v.array(uuid4),
      v.maxLength(5),
      v.check((ids) => new Set(ids).size === ids.length, 'each once'),
    ),
  ),
});
export type ReportPosted = v.InferOutput<typeof ReportPosted>;

/** What the rule needs to know of a desk's keys. `until` is the ISO date on which a past epoch stops being accepted. */
export type KnownEpoch = { number: number; until: string | null };

export type Refusal = {
  ok: false;
  why: 'no-open-desk' | 'unknown-desk' | 'unknown-epoch' | 'epoch-too-old' | 'not-sealed' | 'not-padded';
};

/** What the server can see of one age file: sealed to exactly one hybrid recipient, and the padded size in KiB. */
export type SealedFile = { toOne: boolean; kib: number | null };

/** Decides whether a report that parsed may be stored. */
export function acceptReport(
  posted: Pick<ReportPosted, 'desk' | 'epoch'>,
  epochs: ReadonlyMap<string, readonly KnownEpoch[]>,
  files: { summary: SealedFile; sealed: SealedFile },
  today: string,
): { ok: true } | Refusal {
  if (epochs.size === 0) return { ok: false, why: 'no-open-desk' };
  const known = epochs.get(posted.desk);
  if (!known) return { ok: false, why: 'unknown-desk' };
  const epoch = known.find(({ number }) => number === posted.epoch);
  if (!epoch) return { ok: false, why: 'unknown-epoch' };
  if (epoch.until !== null && today > epoch.until) return { ok: false, why: 'epoch-too-old' };
  if (!files.summary.toOne || !files.sealed.toOne) return { ok: false, why: 'not-sealed' };
  if (files.summary.kib === null || files.sealed.kib === null) return { ok: false, why: 'not-padded' };
  return { ok: true };
}
