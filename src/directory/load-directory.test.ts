/** A fault in a pack's services or places stops the start with one line: the file, the line, and what is expected. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadDirectory } from './load-directory.ts';
import { exampleService } from './rules/example-service.fixture.ts';

let folder: string;
before(() => void (folder = mkdtempSync(join(tmpdir(), 'waymark-pack-'))));
after(() => rmSync(folder, { recursive: true }));

const hours = {
  rrule: 'FREQ=WEEKLY;BYDAY=TU',
  dtstart: '2026-01-06',
  opens: '09:00',
  closes: '17:00',
  overnight: false,
  timezone: 'Europe/London',
  except: [],
  also: [],
  bankHolidays: 'closed',
  validFrom: null,
  validTo: null,
  description: null,
};
const good = () => {
  const service = exampleService();
  const schedules = [{ ...service.listing, id: 'hours', value: hours }];
  const other = { ...service, id: '3f0f5a3e-8a3f-4f5e-9a51-0a4f9d4b6a09', packId: 'other' };
  return [{ ...service, packId: 'example', schedules }, other];
};
function why(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  const loaded = loadDirectory(folder);
  rmSync(join(folder, name));
  return loaded.ok ? `accepted ${loaded.pack.services.length}` : loaded.why;
}

test('a folder without services has none, and one with two has two', () => {
  assert.deepEqual(loadDirectory(folder), { ok: true, pack: { services: [], places: [] } });
  assert.equal(why('services.json', JSON.stringify(good())), 'accepted 2');
});

test('each fault of a service is told with its line', () => {
  const text = JSON.stringify(good(), null, 2);
  for (const [before, fault, expected] of [
    ['"+441632960001"', '"banana"', /contacts\.0\.value\.to: expected a number as it is dialled/],
    ['"closes": "17:00"', '"closes": "08:00"', /schedules\.0\.value\.closes: expected a time after it opens/],
    ['"opens": "09:00"', '"opens": "banana"', /schedules\.0\.value\.opens: expected a time such as 09:30/],
    ['"FREQ=WEEKLY;BYDAY=TU"', '"every Tuesday"', /rrule: expected an RRULE/],
    ['"latitude": 53.2', '"latitude": 100', /latitude: expected a number from -90 to 90/],
    ['"talk"', '"a pony"', /needs\.0: expected one of: bed/],
    ['"A warm room."', '"<script>alert(1)</script>"', /description: expected plain text without/],
    ['"checkedOn": "2026-11-01"', '"checkedOn": "2026-02-30"', /checkedOn: expected a d/],
    ['"+441632960002"', '"01632 960002"', /contacts\.1\.value\.to: expected a number/],
  ] as const) {
    const broken = text.replace(before, fault);
    const line = broken.slice(0, broken.indexOf(fault)).split('\n').length;
    const said = why('services.json', broken);
    assert.ok(said.startsWith(`${basename(folder)}/services.json:${line}: 0.`), `${fault}: ${said}`);
    assert.match(said, expected);
  }
  const turned = text
    .replace('"validFrom": null', '"validFrom": "2026-12-01"')
    .replace('"validTo": null', '"validTo": "2026-11-01"');
  const at = turned.slice(0, turned.indexOf('"2026-11-01",\n          "description"')).split('\n').length;
  assert.equal(
    why('services.json', turned),
    `${basename(folder)}/services.json:${at}: 0.schedules.0.value.validTo: expected a day on or after validFrom.`,
  );
});

test('an id that another service has, and what is no JSON, are told with their line', () => {
  const [first, second] = good();
  const twice = JSON.stringify([first, { ...second, id: first?.id }], null, 2);
  const line = twice.slice(0, twice.lastIndexOf(first?.id ?? '')).split('\n').length;
  assert.equal(
    why('services.json', twice),
    `${basename(folder)}/services.json:${line}: 1.id: expected one that no other service has.`,
  );
  const named = JSON.stringify([first, { ...second, packId: 'example' }], null, 2);
  assert.match(why('services.json', named), /: 1\.packId: expected one that no other/);
  assert.match(why('services.json', '[\n{"id": 1,,}]'), /services\.json:2: not JSON/);
  assert.match(why('services.json', ''), /services\.json:1: not JSON/);
});

test('a place is said coarsely or not at all', () => {
  const place = (latitude: number) =>
    JSON.stringify(
      { attribution: 'made up', places: [{ name: 'North', latitude, longitude: -1.4 }] },
      null,
      1,
    );
  assert.equal(why('places.json', place(53.2)), 'accepted 0');
  assert.match(
    why('places.json', place(53.2345)),
    /places\.json:\d+: places\.0\.latitude: expected at most two decimals/,
  );
  assert.match(why('places.json', place(100)), /latitude: expected/);
});
