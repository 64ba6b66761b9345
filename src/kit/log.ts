import pino, { type DestinationStream } from 'pino';

/** What a line may tell. Anything else that is handed over is left out, without a word. */
const allowed = [
  'route',
  'method',
  'status',
  'job',
  'area',
  'desk',
  'day',
  'count',
  'port',
  'version',
] as const;
export type Fields = Partial<Record<(typeof allowed)[number], string | number | boolean>>;

/** @param event a kebab-case name chosen by us, never text that somebody sent. */
export type Log = {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, error: unknown, fields?: Fields): void;
};

const plain = /^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$/;
/** A desk's or a route's name passes, a phone number or a way-back locator does not. */
const looksPersonal = /\d{5,}|[0-9a-f]{16,}/i;
const isDay = /^\d{4}-\d{2}-\d{2}$/;

function harmless(value: unknown): boolean {
  if (typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) < 1e6;
  return (
    typeof value === 'string' && (isDay.test(value) || (plain.test(value) && !looksPersonal.test(value)))
  );
}

function pick(fields: Fields): Record<string, unknown> {
  const given = fields as Record<string, unknown>;
  return Object.fromEntries(
    allowed.filter((name) => harmless(given[name])).map((name) => [name, given[name]]),
  );
}

/**
 * What of an error may be written down: its kind, its code and the place in our sources. Never its message:
 * PostgreSQL's and valibot's repeat the value that was wrong.
 */
export function describeError(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as { code?: unknown };
  // The stack begins with the message, which may itself look like a stack.
  const stack = error.stack ?? '';
  const from = stack.indexOf(error.message);
  const frames = from < 0 ? '' : stack.slice(from + error.message.length);
  const at = /\/((?:src|tools|test)\/[\w./-]+\.ts:\d+)/.exec(frames);
  return {
    error: /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? { code } : {}),
    ...(at?.[1] === undefined ? {} : { at: at[1] }),
  };
}

/** Lines of JSON with the hour, never the minute: a precise time beside a route would tell who came when. */
export function createLog(now: () => Date, destination?: DestinationStream): Log {
  const logger = pino(
    {
      base: null,
      timestamp: () => `,"hour":"${now().toISOString().slice(0, 13)}"`,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'event',
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
  const named = (event: string) => (/^[a-z]+(-[a-z]+)*$/.test(event) ? event : 'unnamed');
  return {
    info: (event, fields = {}) => logger.info(pick(fields), named(event)),
    warn: (event, fields = {}) => logger.warn(pick(fields), named(event)),
    error: (event, error, fields = {}) =>
      logger.error({ ...pick(fields), ...describeError(error) }, named(event)),
  };
}
