import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { standingClock, Temporal, type Clock } from '#kit/clock.ts';
import { openLog } from '#kit/log.ts';
import { openJobs, owedDay, type Jobs } from './jobs.ts';

void test('a nightly job owes the last day whose hour has come in London, over a change of the clocks', () => {
  const owed = (now: string, hour: number) => owedDay(Temporal.Instant.from(now), hour);
  assert.equal(owed('2026-11-24T02:59:59Z', 3), '2026-11-23');
  assert.equal(owed('2026-11-24T03:00:00Z', 3), '2026-11-24');
  assert.equal(owed('2026-07-01T01:59:59Z', 3), '2026-06-30');
  assert.equal(owed('2026-07-01T02:00:00Z', 3), '2026-07-01');
  // 01:00 to 02:00 does not exist on 29 March: the job is owed when the clock has jumped past it.
  assert.equal(owed('2026-03-29T00:59:59Z', 1), '2026-03-28');
  assert.equal(owed('2026-03-29T01:00:00Z', 1), '2026-03-29');
});

void describe('periodic work', () => {
  let db: TestDatabase;
  before(async () => {
    db = await createTestDatabase();
  });
  after(async () => await db.drop());

  const lines: string[] = [];
  const log = openLog(standingClock('2026-11-24T12:00:00Z'), { write: (line) => void lines.push(line) });
  const running: Jobs[] = [];
  const open = (clock: Clock = standingClock('2026-11-24T12:00:00Z')): Jobs => {
    const jobs = openJobs({ pool: db.pools.sweep, clock, log, random: () => 0, glance: 10 });
    running.push(jobs);
    return jobs;
  };
  afterEach(async () => {
    for (const jobs of running.splice(0)) await jobs.stop();
  });

  void test('is done by one process at a time', async () => {
    let at = 0;
    let most = 0;
    let turns = 0;
    const work = async () => {
      at += 1;
      most = Math.max(most, at);
      turns += 1;
      await pause(30);
      at -= 1;
    };
    open().every('together', { milliseconds: 1 }, work);
    open().every('together', { milliseconds: 1 }, work);
    await pause(300);
    assert.equal(most, 1);
    assert.ok(turns > 2, `${turns} turns`);
  });

  void test('a night is done once, whoever looks, and the next night again', async () => {
    const clock = standingClock('2026-11-24T12:00:00Z');
    let turns = 0;
    const work = async () => {
      turns += 1;
      await Promise.resolve();
    };
    open(clock).every('nightly', { hour: 3 }, work);
    open(clock).every('nightly', { hour: 3 }, work);
    await pause(150);
    assert.equal(turns, 1);
    clock.set('2026-11-25T02:59:00Z');
    await pause(100);
    assert.equal(turns, 1);
    clock.set('2026-11-25T03:00:00Z');
    await pause(150);
    assert.equal(turns, 2);
  });

  void test('what fails is logged by its code only, and tried again', async () => {
    let turns = 0;
    open().every('failing', { hour: 3 }, async () => {
      turns += 1;
      if (turns < 3) await db.pools.sweep.query("select 'CANARY'::int");
    });
    await pause(250);
    assert.equal(turns, 3);
    const failed = lines.map((line) => JSON.parse(line) as Record<string, string>);
    assert.deepEqual(
      failed.map(({ event, job, code }) => [event, job, code]),
      [
        ['job-failed', 'failing', '22P02'],
        ['job-failed', 'failing', '22P02'],
      ],
    );
    assert.ok(!lines.join('').includes('CANARY'));
  });

  void test('stopping lets what runs finish, and starts nothing more', async () => {
    let begun = 0;
    let finished = 0;
    const jobs = open();
    jobs.every('slow', { milliseconds: 1 }, async (signal) => {
      begun += 1;
      await pause(100);
      assert.ok(signal.aborted);
      finished += 1;
    });
    while (begun === 0) await pause(5);
    await jobs.stop();
    await pause(30);
    assert.deepEqual([begun, finished], [1, 1]);
  });
});
