// The outbox in IndexedDB: what is known of the items, and beside them the bytes of photos and voice notes, read only to be sent.
import { openDB } from 'idb';

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./item.js').KeptFile} KeptFile */
/** @typedef {Awaited<ReturnType<typeof openStore>>} Store */

const NAME = 'outbox';

/**
 * @param {() => void} [onLost] The browser closed the database.
 * @throws {DOMException} Where this browser keeps nothing (a private window, storage forbidden).
 */
export async function openStore(onLost) {
  const db = await openDB(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('items', { keyPath: 'id' }).createIndex('parcel', 'parcel');
      fresh.createObjectStore('files', { keyPath: 'id' });
      fresh.createObjectStore('leases', { keyPath: 'id' });
    },
    // A later version of this page in another tab: it goes first.
    blocking: () => db.close(),
    terminated: onLost,
  });

  /** @param {string} id @param {Partial<Item>} change @param {boolean} isFinished */
  async function change(id, change, isFinished) {
    const transaction = db.transaction(['items', 'files'], 'readwrite');
    const items = transaction.objectStore('items');
    /** @type {Item|undefined} */
    const item = await items.get(id);
    // Deleted while it was on its way: it stays deleted.
    if (item) await items.put({ ...item, ...change });
    if (isFinished) await transaction.objectStore('files').delete(id);
    await transaction.done;
  }

  return {
    /** Outlives this page. */
    isLasting: true,
    /** @returns {Promise<Item[]>} */
    list: () => db.getAll('items'),
    /**
     * All of it or nothing.
     * @param {Item[]} items
     * @param {KeptFile[]} files
     * @throws {DOMException} QuotaExceededError where the phone is full.
     */
    async add(items, files) {
      // As bytes: some browsers lose blobs that lie in a database.
      const kept = await Promise.all(
        files.map(async ({ id, blob }) => ({ id, type: blob.type, bytes: await blob.arrayBuffer() })),
      );
      const transaction = db.transaction(['items', 'files'], 'readwrite', { durability: 'strict' });
      await Promise.all([
        ...kept.map((file) => transaction.objectStore('files').put(file)),
        ...items.map((item) => transaction.objectStore('items').put(item)),
        transaction.done,
      ]);
    },
    /** @param {string} id @returns {Promise<Blob|null>} */
    async file(id) {
      const file = await db.get('files', id);
      return file ? new Blob([file.bytes], { type: file.type }) : null;
    },
    /** @param {string} id @param {Partial<Item>} changes */
    update: (id, changes) => change(id, changes, false),
    /** It has arrived: its bytes go. @param {string} id @param {Partial<Item>} changes */
    finish: (id, changes) => change(id, changes, true),
    /** @param {string[]} ids */
    async remove(ids) {
      const transaction = db.transaction(['items', 'files'], 'readwrite');
      for (const id of ids) {
        await transaction.objectStore('items').delete(id);
        await transaction.objectStore('files').delete(id);
      }
      await transaction.done;
    },
    /**
     * Takes or renews the right to send, where there are no locks.
     * @param {string} owner
     * @param {number} until Milliseconds since the epoch; 0 gives it back.
     * @returns {Promise<boolean>}
     */
    async lease(owner, until) {
      const transaction = db.transaction('leases', 'readwrite');
      const held = await transaction.store.get('sender');
      const now = Date.now();
      // One from the future beyond any lease is of a clock that was wrong.
      const isFree = !held || held.owner === owner || held.until <= now || held.until - now > 60_000;
      if (isFree) await transaction.store.put({ id: 'sender', owner, until });
      await transaction.done;
      return isFree;
    },
    close: () => db.close(),
  };
}
