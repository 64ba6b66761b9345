/**
 * Searching the directory and asking what is open now, in process and over HTTP, at three sizes; the cost of making the
 * index anew after a change.
 */
import type { Kysely } from 'kysely';
import { type DirectoryTables, takeServices } from '#directory/index.ts';
import { Temporal } from '#kit/clock.ts';
import { synonyms } from '../src/directory/messages/synonyms.ts';
import { spansOf } from '../src/directory/rules/openings.ts';
import { type Ask, makeIndex, search } from '../src/directory/rules/search.ts';
import { publicServices } from '../src/directory/rules/withheld.ts';
import { startApplication } from '../test/support/application.ts';
import { manyServices } from '../test/support/services.ts';
import type { Row } from './row.ts';

const nothing: Ask = {
  text: '',
  need: null,
  openNow: false,
  language: null,
  audience: null,
  access: null,
  free: false,
  near: null,
};
const asks: Ask[] = [
  { ...nothing, need: 'bed', openNow: true },
  { ...nothing, text: 'quiet hous', near: { latitude: 53.23, longitude: -1.43 } },
  { ...nothing, text: 'legall advice', free: true },
  { ...nothing, openNow: true, language: 'ro' },
  { ...nothing, text: 'sleep tonight', openNow: true },
];
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export default async function directory(): Promise<Row[]> {
  const rows: Row[] = [];
  const noon = Temporal.Instant.from('2026-11-24T12:00:00Z');
  for (const size of [500, 5_000, 50_000]) {
    const services = manyServices(size);
    const began = performance.now();
    const { shown } = publicServices(services, '2026-11-24');
    const index = makeIndex(shown, synonyms, ({ schedules }) => spansOf(schedules, noon, 2));
    const made = performance.now() - began;
    const times: number[] = [];
    for (let round = 0; round < 60; round++)
      for (const ask of asks) {
        const start = performance.now();
        search(index, ask, noon.epochMilliseconds);
        if (round >= 10) times.push(performance.now() - start);
      }
    times.sort((a, b) => a - b);
    const name = `${size.toLocaleString('en-GB')} services`;
    rows.push({
      name: `search in process, p95, ${name}`,
      value: at(times, 0.95),
      unit: 'ms',
      ...(size === 5_000 ? { aim: { most: 10 } } : {}),
    });
    rows.push({ name: `index made anew, ${name}`, value: made, unit: 'ms' });
  }
  const app = await startApplication();
  try {
    await takeServices(
      app.database.town as unknown as Kysely<DirectoryTables>,
      'chesterfield',
      manyServices(5_000),
    );
    const bodies = [
      'need=bed&open=yes',
      'text=quiet+hous&near=S40+1',
      'text=legall+advice&free=yes',
      'open=yes&language=ro',
    ];
    const times: number[] = [];
    for (let round = 0; round < 60; round++)
      for (const body of bodies) {
        const start = performance.now();
        const answer = await fetch(`${app.origin}/help`, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        });
        if (!(await answer.text()).includes('class="service"')) throw new Error(`${body} found nothing`);
        if (round >= 10) times.push(performance.now() - start);
      }
    times.sort((a, b) => a - b);
    rows.push({
      name: 'search over HTTP, p95, 5,000 services',
      value: at(times, 0.95),
      unit: 'ms',
      aim: { most: 50 },
    });
  } finally {
    await app.close();
  }
  return rows;
}
