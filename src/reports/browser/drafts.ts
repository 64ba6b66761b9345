/** Drafts: in this tab they die with it; kept ones are locked with a PIN and live for at most seven days. */
import type { Mine } from './mine.ts';
import type { Entries, Locked } from './worker-messages.ts';

export type Draft = { fields: Entries; step: number; mine: Mine | null };

const IN_TAB = 'waymark.draft';
const KEPT = 'waymark.kept';
const DAYS = 7;

/** `form`: one draft for each form of this tab. */
export function rememberInTab(draft: Draft, form = ''): void {
  try {
    sessionStorage.setItem(IN_TAB + form, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing: the page itself still holds what was typed.
  }
}

export function readFromTab(form = ''): Draft | null {
  return parse<Draft>(storage('sessionStorage')?.getItem(IN_TAB + form));
}

export function forgetInTab(form = ''): void {
  storage('sessionStorage')?.removeItem(IN_TAB + form);
}

/** False where the browser does not let us. @param today ISO date */
export function keep(locked: Locked, today: string): boolean {
  try {
    const until = new Date(Date.parse(today) + DAYS * 86_400_000).toISOString().slice(0, 10);
    localStorage.setItem(KEPT, JSON.stringify({ ...locked, until }));
    return true;
  } catch {
    return false;
  }
}

/** Null when there is none; one that is past its day is deleted by this look. */
export function readKept(today: string): Locked | null {
  const kept = parse<Locked & { until: string }>(storage('localStorage')?.getItem(KEPT));
  if (kept !== null && kept.until < today) forgetKept();
  return kept !== null && kept.until >= today ? kept : null;
}

export function forgetKept(): void {
  storage('localStorage')?.removeItem(KEPT);
}

/** Reading the property itself throws where storage is switched off. */
function storage(name: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return globalThis[name];
  } catch {
    return null;
  }
}

function parse<Shape>(text: string | null | undefined): Shape | null {
  try {
    return JSON.parse(text ?? 'null') as Shape | null;
  } catch {
    return null;
  }
}
