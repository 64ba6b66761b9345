import type { WayBackWords } from '../messages/way-back.en.ts';

/** What the page's script gets: public facts and words. */
export type WayBackData = {
  area: string;
  language: string;
  /** 32 hex digits; null where no root is pinned, and then nothing that a desk says is shown. */
  rootFingerprint: string | null;
  words: WayBackWords;
  desks: { id: string; name: string }[];
  /** What may be passed on, by its name in a release. */
  fields: Readonly<Record<string, string>>;
  addresses: { page: string; complain: string; nonce: string; acts: string; attachment: string };
};
