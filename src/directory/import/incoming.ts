/** What was sent, before anybody has looked at what it says. */
export type Where = { file: string; line: number };
export type Refusal = Where & { why: string };
export type Path = readonly (string | number)[];
/** One service as HSDS nests it, and where each part of it stands. */
export type Incoming = { value: Readonly<Record<string, unknown>>; at: (path: Path) => Where };
export type Read = { incoming: Incoming[]; refused: Refusal[] };

export type Sent = { name: string; bytes: Uint8Array };

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Null where it is not UTF-8. */
export function textOf({ bytes }: Sent): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
