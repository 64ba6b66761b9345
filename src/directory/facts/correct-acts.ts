import { Refused } from '#kit/http/index.ts';
import { factsWords as words } from '../messages/facts.en.ts';
import { addAddress, addCapacity, addFact, correctFact, factsOf } from '../rules/change-fact.ts';
import { sayContact } from '../say.ts';
import type { Acts, Asked } from './asked.ts';
import {
  type Fields,
  type Read,
  fieldsOf,
  readAddress,
  readCapacity,
  readContact,
  readVisibility,
} from './read-fields.ts';
import { type FactKind, kindOf, sayAddress, sayCapacity, sayFact } from './say-fact.ts';

/** The new value of a fact, and how it is said. */
function readValue(
  kind: FactKind | null,
  { fields, fact, service, by }: Asked,
): Read<{ value: unknown; said: string }> {
  const and = <Value>(
    read: Read<Value>,
    say: (value: Value) => string,
  ): Read<{ value: unknown; said: string }> =>
    read.ok ? { ok: true, value: { value: read.value, said: say(read.value) } } : read;
  if (kind === 'address') return and(readAddress(fields), sayAddress);
  if (kind === 'capacity') return and(readCapacity(fields, by.today), sayCapacity);
  const label = service.contacts.find(({ id }) => id === fact)?.value.label ?? null;
  return and(readContact(kind ?? '', fields, label), sayContact);
}

export const carried = (fields: Fields, names: readonly string[]): [string, string][] =>
  names.map((name) => [name, fields.get(name)?.[0] ?? '']);

/** A new fact is written down and waits for a check; a correction is shown beside what stands, and then said to be sure. */
export const correctActs: Acts = {
  contact: async (asked) => {
    const { fields, value, source, tried, show, by } = asked;
    const read = readContact(value('kind'), fields);
    if (!read.ok) return await show({ fields, errors: read.errors });
    return await tried((now) => addFact(now, 'contacts', read.value, source, by.today));
  },
  address: async (asked) => {
    const { fields, service, source, tried, show, by } = asked;
    const read = readAddress(fields);
    const visibility = service.place?.visibility ?? readVisibility(fields);
    const errors = new Map(read.ok ? [] : read.errors);
    if (visibility === null) errors.set('visibility', words.chooseOne);
    if (!read.ok || visibility === null) return await show({ fields, errors });
    return await tried((now) => addAddress(now, read.value, visibility, source, by.today));
  },
  capacity: async ({ fields, source, tried, show, by }) => {
    const read = readCapacity(fields, by.today);
    if (!read.ok) return await show({ fields, errors: read.errors });
    return await tried((now) => addCapacity(now, read.value, source, by.today));
  },
  correct: async (asked) => {
    const { fields, fact, service, source, by, show, value, tried } = asked;
    const kind = kindOf(service, fact);
    if (kind === null || !factsOf(service).some(({ id }) => id === fact))
      throw new Refused(404, 'no-such-page');
    const read = readValue(kind, asked);
    if (!read.ok) return await show({ fields, errors: read.errors, at: fact });
    if (value('sure') === 'yes')
      return await tried((now) => correctFact(now, fact, read.value.value, source, by));
    return await show({
      fields,
      difference: {
        act: 'correct',
        fact,
        before: sayFact(service, fact, by.today),
        after: read.value.said,
        source,
        carry: carried(fields, fieldsOf[kind] ?? []),
        sure: true,
      },
      ...(fields.has('asked') ? { errors: new Map([['sure', words.sureMissing]]) } : {}),
    });
  },
};
