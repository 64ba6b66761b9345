/** What the page asks of its sealing worker, and what it is told. Nothing of it leaves the device but what is sealed. */
import type { ExactWords, Labels } from '../rules/exact-words.ts';
import type { VoiceNote } from './voice-note.ts';
import type { FieldError, ReportBody } from '../rules/report-form.ts';

export type Entries = [string, string[]][];

/** A report that is locked and ready to go. `body` is sent byte for byte, however often. */
export type Sealed = {
  id: string;
  body: string;
  attachments: { id: string; bytes: Uint8Array<ArrayBuffer> }[];
};

export type Ask =
  | { type: 'begin' }
  | { type: 'read'; fields: Entries; language: string; labels: Labels }
  | {
      type: 'seal';
      kind: 'report' | 'contest';
      area: string;
      desk: string;
      rootFingerprint: string | null;
      fields: Entries;
      language: string;
      pictures: Uint8Array<ArrayBuffer>[];
      /** Takes the place of one of five pictures. */
      voice: VoiceNote | null;
      comesBack: boolean;
      private: string;
      mine: { id: string; code: string };
      /** Of a report: what a card vouches with. */
      fromCard: string | null;
    }
  | { type: 'work'; challenge: string; bits: number }
  | { type: 'check'; area: string; id: string; body: string; serviceKey: string; envelope: unknown }
  | { type: 'lock'; pin: string; text: string }
  | { type: 'unlock'; pin: string; kept: Locked };

/** A kept draft: AES-256-GCM under scrypt(PIN), all hex. */
export type Locked = { salt: string; iv: string; sealed: string };

export type Told = {
  begin: { id: string; code: string };
  read: { ok: true; exact: ExactWords } | { ok: false; errors: FieldError[] };
  seal:
    | {
        ok: true;
        sealed: Sealed;
        /** Null when she does not want to come back. Seven places in the word list, and the same as digits. */
        code: { indexes: number[]; digits: string[] } | null;
        urgent: boolean;
        kinds: ReportBody['kinds'];
        /** Hex, as the root's statement names it: signs what is acknowledged. */
        serviceKey: string;
      }
    | { ok: false; why: 'errors'; errors: FieldError[] }
    /** `refused`: the keys are not those that the pinned root stands for. `network`: they could not be fetched. */
    | { ok: false; why: 'refused' | 'network' };
  work: number | null;
  check: boolean;
  lock: Locked;
  unlock: string | null;
};
