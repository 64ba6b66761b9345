import assert from 'node:assert/strict';
import { test } from 'node:test';
import { from, sent, uuid } from './foreign-service.fixture.ts';
import { takeIn } from './take-in.ts';

test('tables are put together, and a row that is wrong is told with its own file and line', async () => {
  const files = (change: Record<string, string> = {}) =>
    Object.entries({
      'services.csv': `\uFEFFid,organization_id,name,description,minimum_age,email\r\n${uuid(1)},${uuid(900)},"Night ""Room""","Two\r\nlines",18,\r\n${uuid(2)},${uuid(900)},Day Room,,,\r\n`,
      'organizations.csv': `id,name,description\n${uuid(900)},Example County,\n`,
      'phones.csv': `id,service_id,number,type\n${uuid(11)},${uuid(1)},01632 960001,voice\n${uuid(12)},${uuid(2)},01632 960002,voice\n`,
      'schedules.csv': `id,service_id,freq,interval,byday,dtstart,opens_at,closes_at\n${uuid(13)},${uuid(1)},WEEKLY,2,"MO,TU",2026-01-05,09:00,17:00\n`,
      'service_at_location.csv': `id,service_id,location_id\n${uuid(14)},${uuid(1)},${uuid(15)}\n${uuid(18)},${uuid(2)},${uuid(15)}\n`,
      'locations.csv': `id,location_type,name,latitude,longitude\n${uuid(15)},physical,House,53.2,-1.4\n`,
      'addresses.csv': `id,location_id,address_1,city,state_province,postal_code\n${uuid(16)},${uuid(15)},1 Example Street,Exampleton,Derbyshire,S40 1AA\n`,
      'languages.csv': `id,service_id,code,name\n${uuid(17)},${uuid(1)},ro,Romanian\n`,
      'cost_options.csv': `id,service_id,amount\n${uuid(19)},${uuid(1)},0\n`,
      ...change,
    }).map(([name, text]) => sent(name, text));
  const { outcomes, refused } = await takeIn(files(), from);
  assert.deepEqual(refused, []);
  const [night, day] = outcomes;
  assert.ok(night?.kind === 'taken' && day?.kind === 'taken', JSON.stringify(outcomes));
  assert.deepEqual(
    [night.service.name, night.service.description, night.service.free, night.service.languages],
    ['Night "Room"', 'Two\nlines', true, ['ro']],
  );
  assert.equal(night.service.schedules[0]?.value.rrule, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU');
  assert.equal(day.service.place?.address?.value.lines[0], '1 Example Street');
  for (const [name, before, after, line, why, others] of [
    ['phones.csv', '01632 960002', 'banana', 3, /phones\.0\.number: expected a telephone/, 1],
    ['schedules.csv', '09:00', '18:00', 2, /closes_at: expected a time after it opens/, 1],
    ['locations.csv', '53.2', '100', 2, /latitude: expected a number from -90 to 90/, 0],
    ['services.csv', `${uuid(2)},`, '42,', 4, /^id: expected a UUID/, 1],
    ['services.csv', '18,', 'old,', 2, /^minimum_age: expected a number/, 1],
    ['services.csv', 'Day Room', '<b>Day</b>', 4, /^name: expected plain text/, 1],
  ] as const) {
    const [file] = files().filter((one) => one.name === name);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file?.bytes).replace(before, after);
    const said = await takeIn(files({ [name]: text }), from);
    const bad = said.outcomes.flatMap((one) => (one.kind === 'refused' ? one.reasons : []));
    const reason = bad.find((one) => why.test(one.why));
    assert.ok(reason, `${name} ${after}: ${JSON.stringify(bad)}`);
    assert.deepEqual([reason.file, reason.line], [name, line], `${name} ${after}`);
    assert.equal(said.outcomes.filter(({ kind }) => kind === 'taken').length, others, `${name} ${after}`);
  }
  const stray = await takeIn(
    files({ 'phones.csv': `id,service_id,number\n${uuid(11)},${uuid(77)},01632 960001\n` }),
    from,
  );
  assert.deepEqual(stray.refused, [
    { file: 'phones.csv', line: 2, why: 'service_id: expected the id of something in these files' },
  ]);
});
