import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog, type Fields } from './log.ts';

function recorder() {
  const lines: string[] = [];
  const log = createLog(() => new Date('2026-03-29T14:47:31.123Z'), {
    write: (line) => void lines.push(line),
  });
  return { log, lines };
}

void test('a line says what happened, with the hour and no finer', () => {
  const { log, lines } = recorder();
  log.info('report-refused', { route: 'report', status: 422, desk: 'support', day: '2026-03-29' });
  assert.deepEqual(JSON.parse(lines[0] ?? ''), {
    level: 'info',
    hour: '2026-03-29T14',
    route: 'report',
    status: 422,
    desk: 'support',
    day: '2026-03-29',
    event: 'report-refused',
  });
});

void test('what is not on the list, or looks like a person, stays out', () => {
  const { log, lines } = recorder();
  const careless = {
    ip: '203.0.113.7',
    userAgent: 'Mozilla',
    route: '07700900123',
    desk: '0f3a9c0f3a9c0f3a9c0f3a9c0f3a9c0f',
    area: 'Somebody said: hello',
    count: 7_700_900_123,
    job: { nested: 'CANARY' },
  } as unknown as Fields;
  log.warn('CANARY 07700 900123', careless);
  assert.deepEqual(JSON.parse(lines[0] ?? ''), { level: 'warn', hour: '2026-03-29T14', event: 'unnamed' });
});

void test('of an error only kind, code and place are written', () => {
  const { log, lines } = recorder();
  const error = Object.assign(new Error('invalid input syntax: "CANARY"\n    at /src/CANARY.ts:1'), {
    code: '22P02',
    detail: 'Key (k)=(CANARY) already exists.',
    cause: new Error('CANARY'),
  });
  log.error('query-failed', error);
  log.error('query-failed', 'CANARY');
  const [first = ''] = lines;
  assert.ok(!lines.join('').includes('CANARY'));
  const { error: kind, code, at } = JSON.parse(first) as Record<string, string>;
  assert.deepEqual([kind, code], ['Error', '22P02']);
  assert.match(at ?? '', /^src\/kit\/log\.test\.ts:\d+$/);
});
