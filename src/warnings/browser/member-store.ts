/** What a member's device keeps of its card: one object in IndexedDB, for as long as the browser lets it. */
import type { NodeKey } from '#sealed/broadcast/tree.ts';
import type { Bytes } from '#sealed/wire.ts';
import type { LastRead } from '../rules/new-since.ts';
import type { Batch } from '../rules/choose-payment.ts';

export type Member = {
  area: string;
  leaf: number;
  path: NodeKey[];
  /** 16 bytes: which card asks for tokens. */
  locator: Bytes;
  /** Ed25519, 32 bytes. */
  signingSeed: Bytes;
  /** 32 hex digits: what the card vouches for. */
  rootFingerprint: string;
  /** The highest counter of a bundle that was seen: a lower one is refused. */
  bundleCounter: number;
  batches: Batch[];
  /** ISO date of the newest batch. */
  batchDay: string;
  /** What was read last, to be read again without the network. */
  last: LastRead | null;
};

const STORE = 'member';

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((done, failed) => {
    request.addEventListener('success', () => done(request.result));
    request.addEventListener('error', () => failed(request.error ?? new Error('the store did not answer')));
  });
}

async function withStore<Value>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => Promise<Value>,
): Promise<Value> {
  const asked = indexedDB.open('waymark', 1);
  asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore(STORE));
  const database = await settled(asked);
  try {
    const transaction = database.transaction(STORE, mode);
    const over = new Promise<void>((done, failed) => {
      transaction.addEventListener('complete', () => done());
      transaction.addEventListener('abort', () => failed(transaction.error ?? new Error('not kept')));
    });
    const [value] = await Promise.all([work(transaction.objectStore(STORE)), over]);
    return value;
  } finally {
    database.close();
  }
}

/** Null where this device holds no card of the area. */
export async function readMember(area: string): Promise<Member | null> {
  return await withStore(
    'readonly',
    async (store) => (await settled<Member | undefined>(store.get(area))) ?? null,
  );
}

/** Only after this was kept is the card on this device. */
export async function keepMember(member: Member): Promise<void> {
  await withStore('readwrite', async (store) => void (await settled(store.put(member, member.area))));
}

/**
 * Changes what is kept in one transaction, so that two tabs do not spend one token twice. `change` gives null to leave it
 * as it is. Answers what is kept afterwards, or null where there is no card.
 */
export async function changeMember(
  area: string,
  change: (member: Member) => Member | null,
): Promise<Member | null> {
  return await withStore('readwrite', async (store) => {
    const kept = (await settled<Member | undefined>(store.get(area))) ?? null;
    const changed = kept === null ? null : change(kept);
    if (changed === null) return kept;
    await settled(store.put(changed, area));
    return changed;
  });
}

/** Ends the membership on this device: the card's keys, its tokens and the pins are gone. */
export async function forgetMember(area: string): Promise<void> {
  await withStore('readwrite', async (store) => await settled(store.delete(area)));
  for (const name of Object.keys(localStorage))
    if (name.startsWith(`waymark.pin.${area}.`)) localStorage.removeItem(name);
}
