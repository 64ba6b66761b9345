import * as v from 'valibot';
import { asDialled, isWeb } from './dialled.ts';
import { said, someDay } from './said.ts';
import { Schedule } from './schedule-shape.ts';

/** What somebody comes for, in the order in which the directory asks. */
export const needs = [
  'bed',
  'harm',
  'talk',
  'test',
  'health',
  'money',
  'food',
  'papers',
  'legal',
  'using',
  'training',
  'children',
  'leaving',
] as const;
export type Need = (typeof needs)[number];

export const audiences = [
  'anyone',
  'adults',
  'under-18',
  'women',
  'men',
  'trans',
  'families',
  'migrants',
  'sex-workers',
] as const;
/** How one gets in. */
export const entrances = ['walk-in', 'booked', 'phone', 'online', 'referral'] as const;
export const contactKinds = ['phone', 'text', 'email', 'web'] as const;
export const factStates = ['confirmed', 'unverified', 'wrong', 'stale'] as const;
/**
 * Who learns where it is: everybody; nobody before they have rung (the district at most is said); people of a desk;
 * nobody at all through Waymark. A refuge is never `public`.
 */
export const visibilities = ['public', 'ring-first', 'worker-only', 'never'] as const;

const id = v.pipe(v.string(), v.uuid('a UUID'));
const key = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,59}$/, 'small letters, digits and hyphens'));

/** What can be wrong, with who says so and until when that is believed. Days are ISO dates in Europe/London. */
const provenance = {
  sources: v.pipe(v.array(said), v.minLength(1, 'one source')),
  /** The person who rang or went there; null while nobody has. */
  checkedBy: v.nullable(said),
  checkedOn: v.nullable(someDay),
  /** From the day after it is marked as not confirmed lately; 30 days later it is hidden. */
  nextCheck: v.nullable(someDay),
  state: v.picklist(factStates, 'confirmed, unverified, wrong or stale'),
};
const fact = <Value extends v.GenericSchema>(value: Value) =>
  v.pipe(
    v.strictObject({ id: key, value, ...provenance }),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const one = dataset.value as unknown as Provenance;
      const complain = (where: keyof Provenance, message: string) =>
        addIssue({
          message,
          path: [{ type: 'object', origin: 'value', input: dataset.value as never, key: where, value: null }],
        });
      if (one.state === 'confirmed') {
        if (one.checkedBy === null) complain('checkedBy', 'who checked it: a fact is confirmed by a person');
        if (one.checkedOn === null) complain('checkedOn', 'the day on which it was checked');
        if (one.nextCheck === null) complain('nextCheck', 'the day by which it must be checked again');
      }
      if (one.checkedOn !== null && one.nextCheck !== null && one.nextCheck < one.checkedOn)
        complain('nextCheck', 'a day after checkedOn');
    }),
  );
export type Provenance = {
  sources: string[];
  checkedBy: string | null;
  checkedOn: string | null;
  nextCheck: string | null;
  state: (typeof factStates)[number];
};

const degrees = (most: number) =>
  v.pipe(
    v.number(`a number from -${most} to ${most}`),
    v.minValue(-most, `a number from -${most} to ${most}`),
    v.maxValue(most, `a number from -${most} to ${most}`),
  );
const people = v.pipe(v.number(), v.integer('a whole number'), v.minValue(0, '0 or more'));

export const Contact = v.pipe(
  v.strictObject({
    kind: v.picklist(contactKinds, `one of: ${contactKinds.join(', ')}`),
    /** As dialled or written: E.164 for phone and text. */
    to: said,
    /** Whom one reaches, where there are several. */
    label: v.nullable(said),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { kind, to } = dataset.value;
    const complain = (message: string) =>
      addIssue({
        message,
        path: [{ type: 'object', origin: 'value', input: dataset.value, key: 'to', value: to }],
      });
    if ((kind === 'phone' || kind === 'text') && asDialled(to) !== to)
      complain('a number as it is dialled from abroad, such as +441632960001, or a short one');
    if (kind === 'email' && !v.is(v.pipe(v.string(), v.email()), to)) complain('an e-mail address');
    if (kind === 'web' && !isWeb(to)) complain('an address beginning with https://');
  }),
);
export type Contact = v.InferOutput<typeof Contact>;

export const Address = v.strictObject({
  /** House and street. */
  lines: v.pipe(v.array(said), v.minLength(1, 'one line'), v.maxLength(3)),
  town: said,
  county: said,
  postcode: said,
  latitude: v.nullable(degrees(90)),
  longitude: v.nullable(degrees(180)),
});

/** A service of an area as its keepers know it, in HSDS's sense. Nothing of it is public but by `publicService`. */
export const Service = v.pipe(
  v.strictObject({
    id,
    /** The name of the entry in the area pack; what was made at a desk or imported has none. */
    packId: v.nullable(key),
    organisation: v.strictObject({
      id,
      name: said,
      description: v.nullable(said),
      web: v.nullable(v.pipe(v.string(), v.check(isWeb, 'an address beginning with https://'))),
    }),
    name: said,
    /** What it does, in a sentence or three. */
    description: said,
    needs: v.array(v.picklist(needs, `one of: ${needs.join(', ')}`)),
    audience: v.array(v.picklist(audiences, `one of: ${audiences.join(', ')}`)),
    access: v.array(v.picklist(entrances, `one of: ${entrances.join(', ')}`)),
    /** Null: nobody knows. */
    free: v.nullable(v.boolean('true, false or null')),
    cost: v.nullable(said),
    /** ISO 639-1 codes spoken by people there. */
    languages: v.array(v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/, 'a language code such as en'))),
    interpreters: v.picklist(['yes', 'ask', 'no', 'unknown'], 'yes, ask, no or unknown'),
    expect: v.nullable(said),
    asks: v.nullable(said),
    /** Whether they must pass on what they hear, and when. */
    mustTell: v.nullable(said),
    minimumAge: v.nullable(people),
    maximumAge: v.nullable(people),
    /** That it exists and does what is said above. Unless this is confirmed, nothing of the service is shown. */
    listing: fact(v.literal(true)),
    contacts: v.array(fact(Contact)),
    schedules: v.array(fact(Schedule)),
    place: v.nullable(
      v.strictObject({
        visibility: v.picklist(visibilities, `one of: ${visibilities.join(', ')}`),
        /** A name of the area's own list, such as a part of the town; may be said for `ring-first`. */
        district: v.nullable(said),
        address: v.nullable(fact(Address)),
      }),
    ),
    capacity: v.nullable(
      fact(
        v.pipe(
          v.strictObject({
            of: v.picklist(['beds', 'places'], 'beds or places'),
            maximum: people,
            free: people,
            asAt: someDay,
          }),
          v.forward(
            v.check(({ free, maximum }) => free <= maximum, 'at most as many as there are'),
            ['free'],
          ),
        ),
      ),
    ),
    status: v.picklist(['active', 'retired'], 'active or retired'),
    /** The day of its last change. */
    modified: someDay,
    /** For people of a desk only: why it stands as it does. May hold rejected numbers. */
    note: v.nullable(said),
    /** Made up, for a demonstration or a test; said wherever it is shown. */
    fictional: v.boolean(),
  }),
  v.forward(
    v.check(
      ({ minimumAge, maximumAge }) => minimumAge === null || maximumAge === null || minimumAge <= maximumAge,
      'an age that is not below the least',
    ),
    ['maximumAge'],
  ),
  v.check(({ listing, contacts, schedules, place, capacity }) => {
    const facts = [listing, ...contacts, ...schedules, place?.address, capacity].filter(
      (one) => one !== null && one !== undefined,
    );
    return new Set(facts.map((one) => one.id)).size === facts.length;
  }, 'facts each with an id of its own'),
);
export type Service = v.InferOutput<typeof Service>;
