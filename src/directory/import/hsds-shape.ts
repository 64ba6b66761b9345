/**
 * What we take of a service as HSDS 3.0, HSDS 3.1 and our own feed say it. Properties that we do not name are left aside.
 * Cells of a CSV are text: a number or a yes may be written as one.
 */
import * as v from 'valibot';
import { asDialled, isWeb } from '../rules/dialled.ts';
import { isRule } from '../rules/schedule-shape.ts';
import { said, someDay } from '../rules/said.ts';
import { kinds, taxonomies, type Term } from '../hsds/taxonomies.ts';

const id = v.pipe(v.string('a UUID'), v.trim(), v.toLowerCase(), v.uuid('a UUID'));
/** Line ends of other systems and tabs are no reason to refuse a text. */
const words = v.pipe(
  v.string('some text'),
  v.transform((text) => text.replaceAll('\r\n', '\n').replaceAll('\t', ' ')),
  said,
);
const text = v.optional(words);
const list = <Item extends v.GenericSchema>(item: Item) => v.optional(v.array(item, 'a list'), []);
const number = v.union(
  [v.number(), v.pipe(v.string(), v.trim(), v.regex(/^-?\d{1,9}(?:\.\d{1,20})?$/), v.transform(Number))],
  'a number',
);
const people = v.pipe(number, v.integer('a whole number'), v.minValue(0, '0 or more'));
const degrees = (most: number) =>
  v.pipe(
    number,
    v.minValue(-most, `a number from -${most} to ${most}`),
    v.maxValue(most, `a number from -${most} to ${most}`),
  );
const yesOrNo = v.union(
  [
    v.boolean(),
    v.pipe(
      v.string(),
      v.trim(),
      v.toLowerCase(),
      v.picklist(['true', 'false']),
      v.transform((said) => said === 'true'),
    ),
  ],
  'true or false',
);
const web = v.pipe(
  v.string('an address beginning with https://'),
  v.trim(),
  v.transform((address) => (/^[a-z][a-z+.-]*:/i.test(address) ? address : `https://${address}`)),
  v.check(isWeb, 'an address beginning with https://'),
);
const email = v.pipe(v.string('an e-mail address'), v.trim(), v.email('an e-mail address'));
/** Of an instant, its day as it is written. */
const day = v.pipe(
  v.string('a date such as 2026-11-23'),
  v.trim(),
  v.transform((said) => said.replace(/T.*$/, '')),
  someDay,
);
const days = v.optional(
  v.union(
    [
      v.array(day),
      v.pipe(
        v.string(),
        v.transform((said) => said.split(',')),
        v.array(day),
      ),
    ],
    'dates such as 2026-11-23',
  ),
  [],
);
/** HSDS lets an offset follow; the wall clock of the place is what is meant. 24:00 is the end of the day. */
const time = v.pipe(
  v.string('a time such as 09:30'),
  v.trim(),
  v.regex(
    /^(?:([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?|24:00(?::00)?)(?:Z|[+-]\d{2}(?::?\d{2})?)?$/,
    'a time such as 09:30',
  ),
  v.transform((said) => said.slice(0, 5)),
);

const Phone = v.object({
  id: v.optional(id),
  number: v.pipe(
    v.union([v.string(), v.pipe(v.number(), v.transform(String))], 'a telephone number such as 01632 960001'),
    v.transform((typed) => asDialled(typed) ?? ''),
    v.minLength(1, 'a telephone number such as 01632 960001'),
  ),
  type: v.optional(v.pipe(v.string(), v.trim(), v.toLowerCase()), 'voice'),
  description: text,
});

const rulePart = (pattern: RegExp, expected: string) =>
  v.optional(
    v.pipe(
      v.string(expected),
      v.transform((said) => said.replaceAll(' ', '').toUpperCase()),
      v.regex(pattern, expected),
    ),
  );
const Hours = v.pipe(
  v.object({
    id: v.optional(id),
    valid_from: v.optional(day),
    valid_to: v.optional(day),
    dtstart: v.optional(day),
    freq: rulePart(/^(?:DAILY|WEEKLY|MONTHLY)$/, 'WEEKLY or MONTHLY'),
    interval: v.optional(people),
    count: v.optional(people),
    until: v.optional(day),
    byday: rulePart(/^[-+\dA-Z,]+$/, 'days such as MO,TH or 2MO'),
    bymonthday: rulePart(/^[-\d,]+$/, 'days of the month such as 1,15'),
    wkst: rulePart(/^[A-Z]{2}$/, 'a day such as MO'),
    opens_at: v.optional(time),
    closes_at: v.optional(time),
    description: text,
    rrule: v.optional(
      v.pipe(
        v.string(),
        v.transform((rule) => rule.replace(/^RRULE:/, '')),
      ),
    ),
    overnight: v.optional(yesOrNo, false),
    timezone_name: v.optional(v.literal('Europe/London', 'Europe/London')),
    exdate: days,
    rdate: days,
    bank_holidays: v.optional(v.picklist(['open', 'closed', 'ring'], 'open, closed or ring'), 'ring'),
  }),
  v.forward(
    v.check(
      ({ valid_from: from, valid_to: to }) => from === undefined || to === undefined || from <= to,
      'a day on or after valid_from',
    ),
    ['valid_to'],
  ),
  v.forward(
    v.check(({ opens_at: opens, closes_at: closes, overnight }) => {
      if (opens === undefined || closes === undefined) return true;
      return closes === '24:00' ? !overnight : overnight === closes <= opens;
    }, 'a time after it opens; over night, overnight: true says so, and midnight is 24:00'),
    ['closes_at'],
  ),
  v.forward(
    v.check((hours) => {
      const rule = ruleOf(hours);
      return rule === null || isRule(rule);
    }, 'a rule by week or month, such as WEEKLY with days such as MO,TH'),
    ['freq'],
  ),
);

type Rule = {
  freq?: string | undefined;
  interval?: number | undefined;
  count?: number | undefined;
  until?: string | undefined;
  byday?: string | undefined;
  bymonthday?: string | undefined;
  wkst?: string | undefined;
  rrule?: string | undefined;
};
/** As RFC 5545 has it; null: once. */
export function ruleOf({
  freq,
  interval,
  count,
  until,
  byday,
  bymonthday,
  wkst,
  rrule,
}: Rule): string | null {
  if (rrule !== undefined) return rrule;
  if (freq === undefined && byday === undefined) return null;
  return [
    `FREQ=${freq ?? 'WEEKLY'}`,
    ...(interval === undefined || interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...(count === undefined ? [] : [`COUNT=${count}`]),
    ...(until === undefined ? [] : [`UNTIL=${until.replaceAll('-', '')}`]),
    ...(byday === undefined ? [] : [`BYDAY=${byday}`]),
    ...(bymonthday === undefined ? [] : [`BYMONTHDAY=${bymonthday}`]),
    ...(wkst === undefined ? [] : [`WKST=${wkst}`]),
  ].join(';');
}

const Location = v.object({
  location_type: v.optional(v.string(), 'physical'),
  name: text,
  latitude: v.optional(degrees(90)),
  longitude: v.optional(degrees(180)),
  visibility: v.optional(
    v.picklist(['public', 'ring-first', 'worker-only', 'never'], 'public, ring-first, worker-only or never'),
  ),
  addresses: list(
    v.object({
      id: v.optional(id),
      address_1: words,
      address_2: text,
      city: words,
      region: text,
      state_province: text,
      postal_code: words,
    }),
  ),
  phones: list(Phone),
});

const TermNamed = v.object({
  id: v.optional(v.string()),
  name: v.optional(v.string(), ''),
  code: v.optional(v.string()),
  term: v.optional(v.string()),
  taxonomy: v.optional(v.string()),
  taxonomy_id: v.optional(v.string()),
});
type AttributeNamed = {
  link_type?: string | undefined;
  taxonomy_term_id?: string | undefined;
  taxonomy_term?: v.InferOutput<typeof TermNamed> | undefined;
};
/** The term of ours that is meant; null where it is said to be ours and we have none such; undefined where it is nobody's of ours. */
export function termMeant({
  link_type: link,
  taxonomy_term_id: id_,
  taxonomy_term: term,
}: AttributeNamed): Term | null | undefined {
  const known = taxonomies.flatMap(({ terms }) => terms).find((one) => one.id === (term?.id ?? id_));
  if (known !== undefined || term === undefined) return known;
  const says = (one: (typeof taxonomies)[number]): boolean =>
    one.id === term.taxonomy_id ||
    one.name === term.taxonomy ||
    (term.taxonomy === undefined &&
      term.taxonomy_id === undefined &&
      one.kind === kinds.find((kind) => kind === link));
  const taxonomy = taxonomies.find(says);
  if (taxonomy === undefined) return undefined;
  const code = term.code ?? term.term;
  return (
    taxonomy.terms.find((one) =>
      code === undefined ? one.name === term.name || one.code === term.name : one.code === code,
    ) ?? null
  );
}
const Attribute = v.pipe(
  v.object({
    link_type: v.optional(v.string()),
    taxonomy_term_id: v.optional(v.string()),
    taxonomy_term: v.optional(TermNamed),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || termMeant(dataset.value) !== null) return;
    const of = taxonomies.find(
      ({ id: own, name, kind }) =>
        own === dataset.value.taxonomy_term?.taxonomy_id ||
        name === dataset.value.taxonomy_term?.taxonomy ||
        kind === dataset.value.link_type,
    );
    addIssue({
      message: `one of: ${(of?.terms ?? []).map(({ code }) => code).join(', ')}`,
      path: [
        {
          type: 'object',
          origin: 'value',
          input: dataset.value,
          key: 'taxonomy_term',
          value: dataset.value.taxonomy_term,
        },
      ],
    });
  }),
);

export const HsdsService = v.object({
  id,
  name: words,
  description: text,
  url: v.optional(web),
  email: v.optional(email),
  status: v.optional(
    v.picklist(
      ['active', 'inactive', 'defunct', 'temporarily closed'],
      'active, inactive, defunct or temporarily closed',
    ),
    'active',
  ),
  interpretation_services: text,
  application_process: text,
  eligibility_description: text,
  fees: text,
  fees_description: text,
  alert: text,
  free: v.optional(yesOrNo),
  what_to_expect: text,
  what_they_ask: text,
  must_tell: text,
  minimum_age: v.optional(people),
  maximum_age: v.optional(people),
  fictional: v.optional(yesOrNo, false),
  organization: v.object({
    id,
    name: words,
    description: text,
    website: v.optional(web),
    phones: list(Phone),
  }),
  phones: list(Phone),
  contacts: list(v.object({ id: v.optional(id), name: text, email: v.optional(email), phones: list(Phone) })),
  additional_urls: list(v.object({ id: v.optional(id), label: text, url: web })),
  schedules: list(Hours),
  languages: list(v.object({ code: v.optional(v.string()), name: text })),
  cost_options: list(v.object({ amount: v.optional(number) })),
  capacities: list(
    v.object({
      id: v.optional(id),
      unit: v.optional(v.object({ name: v.optional(v.string(), ''), identifier: v.optional(v.string()) })),
      available: people,
      maximum: v.optional(people),
      updated: v.optional(day),
    }),
  ),
  attributes: list(Attribute),
  service_at_locations: list(
    v.object({ location: v.optional(Location), phones: list(Phone), schedules: list(Hours) }),
  ),
});
export type HsdsService = v.InferOutput<typeof HsdsService>;
export type HsdsPhone = v.InferOutput<typeof Phone>;
