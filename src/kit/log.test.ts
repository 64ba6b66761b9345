import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingClock } from './clock.ts';
import { openLog, type LogFields } from './log.ts';

function recorder() {
  const lines: string[] = [];
  const log = openLog(standingClock('2026-03-29T14:47:31.123Z'), { write: (line) => void lines.push(line) });
  return { log, lines };
}

void test('a line says what happened, with the hour and no finer', () => {
  const { log, lines } = recorder();
  log.info('report-refused', { route: 'report', status: 422, desk: 'support' });
  assert.deepEqual(JSON.parse(lines[0] ?? ''), {
    level: 30,
    hour: '2026-03-29T14',
    event: 'report-refused',
    route: 'report',
    desk: 'support',
    status: 422,
  });
});

void test('what is not on the list, or is not what its field is for, stays out', () => {
  const { log, lines } = recorder();
  const careless = {
    ip: '203.0.113.7',
    userAgent: 'CANARY',
    message: 'CANARY',
    msg: 'CANARY',
    route: '/back?code=CANARY',
    desk: '07700900123',
    area: 'Somebody said: CANARY',
    job: { nested: 'CANARY' },
    count: 'CANARY',
  } as unknown as LogFields;
  log.warn('CANARY 07700 900123', careless);
  const [line = ''] = lines;
  assert.doesNotMatch(line, /CANARY|07700|203\.0/);
  assert.deepEqual(JSON.parse(line), {
    level: 40,
    hour: '2026-03-29T14',
    event: 'unnamed',
    route: 'withheld',
    area: 'withheld',
    desk: 'withheld',
    job: 'withheld',
  });
});

void test('of an error only its code and the place in our sources are written', () => {
  const { log, lines } = recorder();
  const error = Object.assign(new Error('invalid input syntax: "CANARY"\n    at x (src/CANARY.ts:1)'), {
    code: '22P02',
    detail: 'Key (k)=(CANARY) already exists.',
    cause: new Error('CANARY'),
  });
  log.error('query-failed', { error });
  log.error('query-failed', { error: 'CANARY' });
  log.error('query-failed', { error: new TypeError('CANARY') });
  assert.doesNotMatch(lines.join(''), /CANARY/);
  const written = lines.map((line) => JSON.parse(line) as { code: string; at?: string });
  assert.deepEqual(
    written.map(({ code }) => code),
    ['22P02', 'unknown', 'TypeError'],
  );
  assert.match(written[0]?.at ?? '', /^src\/kit\/log\.test\.ts:\d+$/);
});
