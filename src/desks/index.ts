/** The only door to desks: their records, their people's keys and sessions. */
import type { Kysely } from 'kysely';
import type { Frame } from '#guide/index.ts';
import type { AreaPack } from '#kit/area-pack.ts';
import type { Clock } from '#kit/clock.ts';
import type { Line } from '#kit/lines.ts';
import type { Handlers, SignedIn } from '#kit/http/index.ts';
import { type Role, roles } from '#routes.ts';
import { keysHandlers } from './people/keys.api.ts';
import { peopleHandlers } from './people/people.api.ts';
import { peoplePage } from './people/people.page.ts';
import { testRecordHandlers } from './people/test-record.api.ts';
import { inboxPage } from './inbox/inbox.page.ts';
import { type Inbox, recordsHandlers } from './inbox/records.api.ts';
import { picturesPage } from './pictures/pictures.page.ts';
import { passkeysHandlers } from './passkeys/passkeys.api.ts';
import { passkeysPage } from './passkeys/passkeys.page.ts';
import { numbersHandlers } from './numbers/numbers.page.ts';
import { joinPage } from './join/join.page.ts';
import { type SetUp, setUpHandlers } from './set-up/set-up.api.ts';
import { setUpPage } from './set-up/set-up.page.ts';
import type { PinnedRoots } from '#kit/pinned-root.ts';
import { readDesksOf } from './queries/read-chain.ts';
import { readSession } from './queries/session.ts';
import { readSessionCookie } from './rules/session-cookie.ts';
import { recoverHandlers } from './recover/recover.api.ts';
import { recoverPage } from './recover/recover.page.ts';
import { nowOf, signInHandlers } from './sign-in/sign-in.api.ts';
import { signInPage } from './sign-in/sign-in.page.ts';
import type { DesksTables } from './tables.ts';

export { type DeskPage, deskPage } from './desk-frame.ts';
export { ownDesk } from './people/keys.api.ts';
export { type PinnedRoots, openPinnedRoots } from '#kit/pinned-root.ts';
export { endIdleSessions } from './queries/session.ts';
export { createSetupLink } from './queries/setup-link.ts';
export { readChain } from './queries/read-chain.ts';
export { type Root, readRoot } from './queries/read-root.ts';
export { differsFromRoot } from './rules/held-to-root.ts';
export { type KnownEpochs, readKnownEpochs } from './queries/read-known-epochs.ts';
export { readLiaisonDesks } from './queries/read-liaison-desks.ts';
export { type OpenDesk, readOpenDesks } from './queries/read-open-desks.ts';
export { appendAudit } from './queries/append-audit.ts';
export { publishAuditRoot, publishMissedRoots } from './queries/publish-audit-root.ts';
export { type Leaves, proveCounted, readLeaves } from './queries/prove-counted.ts';
export { completeDestruction } from './queries/complete-destruction.ts';
export { type WayBackRecord, readAttachment, readWayBackRecords } from './queries/read-way-back.ts';
export { shuffleIntake } from './queries/shuffle-intake.ts';
export { type MessageStored, type NewMessage, changeRecord, storeMessage } from './queries/store-message.ts';
export { type WholeRecord, readRecord } from './queries/read-records.ts';
export { destroyRecord } from './queries/destroy-record.ts';
export { AuditAct } from './rules/audit-act.ts';
export { MESSAGE_LONGEST, MessageFile, MessageValue } from './rules/message-value.ts';
export {
  type NewAttachment,
  attachmentMissing,
  claimAttachments,
  storeAttachment,
} from './queries/store-attachment.ts';
export { spendNonce, sweepNonces } from './queries/spend-nonce.ts';
export { sweepAttachments } from './queries/sweep-attachments.ts';
export { type NewRecord, type Stored, readStoredHash, storeRecord } from './queries/store-record.ts';
export type { DesksTables } from './tables.ts';

export type Desks = {
  db: Kysely<DesksTables>;
  clock: Clock;
  random: (length: number) => Uint8Array;
  roots: PinnedRoots;
};

/** Who is behind a request, by its cookie; null when nobody is signed in here. */
export function signedInBy({ db, clock }: Pick<Desks, 'db' | 'clock'>) {
  return async (request: Request, area: AreaPack): Promise<SignedIn | null> => {
    const token = readSessionCookie(request.headers.get('cookie'));
    const session = token === null ? null : await readSession(db, area.id, token, nowOf(clock));
    if (session === null) return null;
    const { worker, firstName, organisation } = session;
    return {
      worker,
      firstName,
      organisation,
      roles: session.roles.filter((role): role is Role => (roles as readonly string[]).includes(role)),
      desks: await readDesksOf(db, area.id, worker),
    };
  };
}

export function deskHandlers(
  services: Desks &
    SetUp &
    Inbox & {
      frame: Frame;
      origins: readonly string[];
      linesOf: (area: string) => readonly Line[];
      warnFrom?: (prefix: string) => string;
    },
): Handlers {
  return {
    ...setUpHandlers(services),
    ...signInHandlers(services),
    ...recoverHandlers(services),
    ...passkeysHandlers(services),
    ...keysHandlers(services),
    ...peopleHandlers(services),
    ...testRecordHandlers(services),
    ...recordsHandlers(services),
    ...numbersHandlers(services),
    deskInbox: { get: inboxPage(services) },
    deskPictures: { get: picturesPage(services) },
    deskSetUp: { get: setUpPage(services) },
    deskRecover: { get: recoverPage(services) },
    deskJoin: { get: joinPage(services) },
    deskSignIn: { get: signInPage(services) },
    deskPasskeys: { get: passkeysPage(services) },
    deskPeople: { get: peoplePage(services) },
  };
}
