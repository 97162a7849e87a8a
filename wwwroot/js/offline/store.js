// What the phone keeps beside the outbox: what an account has read, and what it has begun to write.
import { openDB } from 'idb';

/** @typedef {{account: string, name: string, at: number, value: any}} Kept `at`: milliseconds since the epoch by the phone's clock. */
/** @typedef {{id: string, draft: string, type: string, bytes: ArrayBuffer}} DraftFile */
/** @typedef {Awaited<ReturnType<typeof openPhoneStore>>} PhoneStore */

const NAME = 'phone';

/** @throws {DOMException} Where this browser keeps nothing (a private window, storage forbidden). */
export async function openPhoneStore() {
  const db = await openDB(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('kept', { keyPath: ['account', 'name'] });
      fresh.createObjectStore('drafts', { keyPath: 'id' }).createIndex('account', 'account');
      fresh.createObjectStore('draftFiles', { keyPath: 'id' }).createIndex('draft', 'draft');
    },
    // A later version of this page in another tab: it goes first.
    blocking: () => db.close(),
  });
  /** Everything of an account, or what begins alike. @param {string} account @param {string} prefix */
  const range = (account, prefix) => IDBKeyRange.bound([account, prefix], [account, `${prefix}\uffff`]);

  return {
    /** @param {string} account @param {string} name @returns {Promise<Kept|undefined>} */
    get: (account, name) => db.get('kept', [account, name]),
    /** @param {Kept} kept */
    put: (kept) => db.put('kept', kept),
    /** @param {string} account @param {string} [prefix] @returns {Promise<string[]>} */
    async names(account, prefix = '') {
      const keys = await db.getAllKeys('kept', range(account, prefix));
      return keys.map((key) => String(/** @type {string[]} */ (key)[1]));
    },
    /** @param {string} account @param {string} [prefix] */
    forget: (account, prefix = '') => db.delete('kept', range(account, prefix)),
    /** Whose session was kept: at most one account's is, since the next one throws out what others left. @returns {Promise<string|null>} */
    async keptOf() {
      const keys = /** @type {string[][]} */ (await db.getAllKeys('kept'));
      return keys.find(([, name]) => name === 'session')?.[0] ?? null;
    },
    /** Nobody else is signed in here any more. @param {string|null} account Null: nobody is. */
    async forgetOthers(account) {
      const transaction = db.transaction('kept', 'readwrite');
      const keys = await transaction.store.getAllKeys();
      const others = keys.filter((key) => /** @type {string[]} */ (key)[0] !== account);
      await Promise.all([...others.map((key) => transaction.store.delete(key)), transaction.done]);
    },
    /** @param {string} account @param {string} name */
    drop: (account, name) => db.delete('kept', [account, name]),
    /** Of one account, the newest first. @param {string} account @returns {Promise<import('./drafts.js').Draft[]>} */
    async drafts(account) {
      const all = await db.getAllFromIndex('drafts', 'account', account);
      return all.sort((a, b) => b.at - a.at);
    },
    /** @param {string} draft @returns {Promise<DraftFile[]>} */
    draftFiles: (draft) => db.getAllFromIndex('draftFiles', 'draft', draft),
    /**
     * The draft as it is now: all of it or nothing. Files that it no longer names go.
     * @param {import('./drafts.js').Draft} draft
     * @param {DraftFile[]} fresh Those that were not kept before.
     */
    async putDraft(draft, fresh) {
      const transaction = db.transaction(['drafts', 'draftFiles'], 'readwrite');
      const files = transaction.objectStore('draftFiles');
      const named = new Set(draft.files);
      const old = await files.index('draft').getAllKeys(draft.id);
      await Promise.all([
        transaction.objectStore('drafts').put(draft),
        ...old.filter((id) => !named.has(String(id))).map((id) => files.delete(id)),
        ...fresh.map((file) => files.put(file)),
        transaction.done,
      ]);
    },
    /** @param {string} id */
    async dropDraft(id) {
      const transaction = db.transaction(['drafts', 'draftFiles'], 'readwrite');
      const files = transaction.objectStore('draftFiles');
      const keys = await files.index('draft').getAllKeys(id);
      await Promise.all([
        transaction.objectStore('drafts').delete(id),
        ...keys.map((key) => files.delete(key)),
        transaction.done,
      ]);
    },
    close: () => db.close(),
  };
}
