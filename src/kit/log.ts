import { pino, type DestinationStream } from 'pino';
import { hourOf, type Clock } from './clock.ts';

/**
 * All that a line may say. There is no field for an address, a query, a body, an id of a person's record
 * or a precise time, and what does not look like its field's pattern is not written.
 */
export type LogFields = {
  /** A route's name in src/routes.ts, never a URL. */
  route?: string;
  method?: string;
  status?: number;
  area?: string;
  desk?: string;
  job?: string;
  /** A migration, an asset, a setting: something of ours that has a name. */
  name?: string;
  count?: number;
  milliseconds?: number;
  code?: string;
  /** Only its code or class and our own line that threw are written, never its message. */
  error?: unknown;
};
export type Log = Record<'info' | 'warn' | 'error', (event: string, fields?: LogFields) => void>;

const word = /^[A-Za-z][A-Za-z0-9_.-]{0,59}$/;
const patterns = {
  route: word,
  method: /^[A-Z]{3,7}$/,
  area: /^[a-z][a-z0-9-]{1,39}$/,
  desk: /^[a-z][a-z0-9-]{1,39}$/,
  job: word,
  name: /^[A-Za-z0-9][A-Za-z0-9_./-]{0,79}$/,
  code: /^[A-Za-z0-9_-]{1,40}$/,
} as const;
const numbers = ['status', 'count', 'milliseconds'] as const;

function describe(error: unknown): { code: string; at?: string } {
  const { code, name, stack, message } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    'code' | 'name' | 'stack' | 'message',
    unknown
  >;
  const known = [code, name].find(
    (each): each is string => typeof each === 'string' && patterns.code.test(each),
  );
  // The stack begins with the message, whose own lines may look like a stack.
  const from = typeof stack === 'string' && typeof message === 'string' ? stack.indexOf(message) : -1;
  const frames = from < 0 ? '' : String(stack).slice(from + String(message).length);
  const at = /^ {4}at .*?\b(src\/[\w./-]+\.ts:\d+)/m.exec(frames)?.[1];
  return { code: known ?? 'unknown', ...(at === undefined ? {} : { at }) };
}

function allow(event: string, fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = { event: word.test(event) ? event : 'unnamed' };
  for (const [field, pattern] of Object.entries(patterns)) {
    const value = (fields as Record<string, unknown>)[field];
    if (value === undefined) continue;
    kept[field] = typeof value === 'string' && pattern.test(value) ? value : 'withheld';
  }
  for (const field of numbers) {
    const value = fields[field];
    if (Number.isFinite(value)) kept[field] = value;
  }
  return 'error' in fields ? { ...kept, ...describe(fields.error) } : kept;
}

/** Lines of JSON with the hour they fell in. @param to defaults to standard output. */
export function openLog(clock: Clock, to?: DestinationStream): Log {
  const options = { base: null, timestamp: () => `,"hour":"${hourOf(clock.now())}"` };
  const out = to === undefined ? pino(options) : pino(options, to);
  const line =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}) =>
      out[level](allow(event, fields));
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
