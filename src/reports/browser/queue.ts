/**
 * One sealed report that waits for a network. It is the only thing that is kept on a device without being asked: it is
 * locked to the desk, and this device cannot open it either.
 */
import type { Addresses } from './send-sealed.ts';
import type { Sealed } from './worker-messages.ts';

export type Waiting = { addresses: Addresses; sealed: Sealed };

function open(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const asked = indexedDB.open('waymark-waiting', 1);
    asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore('report'));
    asked.addEventListener('success', () => done(asked.result));
    asked.addEventListener('error', () => failed(asked.error ?? new Error('no storage')));
  });
}

async function act<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction('report', mode);
      const asked = work(transaction.objectStore('report'));
      transaction.addEventListener('complete', () => done(asked.result));
      transaction.addEventListener('error', () => failed(transaction.error ?? new Error('not stored')));
      transaction.addEventListener('abort', () => failed(transaction.error ?? new Error('not stored')));
    });
  } finally {
    database.close();
  }
}

/** False where the browser does not let us: then the page must stay open. */
export async function keepWaiting(waiting: Waiting): Promise<boolean> {
  try {
    await act('readwrite', (store) => store.put(waiting, waiting.sealed.id));
    return true;
  } catch {
    return false;
  }
}

export async function allWaiting(): Promise<Waiting[]> {
  try {
    const known = await indexedDB.databases?.();
    // Looking must not make a trace where none was.
    if (known && !known.some(({ name }) => name === 'waymark-waiting')) return [];
    return (await act('readonly', (store) => store.getAll())) as Waiting[];
  } catch {
    return [];
  }
}

/** When the last one has gone, so has the store. */
export async function forgetWaiting(id: string): Promise<void> {
  try {
    await act('readwrite', (store) => store.delete(id));
    if ((await allWaiting()).length === 0) indexedDB.deleteDatabase('waymark-waiting');
  } catch {
    // It was never kept.
  }
}
