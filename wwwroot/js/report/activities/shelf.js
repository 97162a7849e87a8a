// Small things that a page wants to know again after a reload, a shelf for each account; signing out clears them
// (offline/account.js). What must not be lost lies in the outbox.

/**
 * @template T
 * @param {string} name
 * @param {string} account
 * @param {Pick<Storage, 'getItem'|'setItem'|'removeItem'>} [storage]
 */
export function createShelf(name, account, storage = localStorage) {
  const key = `activities.${name}.${account}`;
  return {
    /** @returns {T|null} */
    read() {
      try {
        return JSON.parse(storage.getItem(key) ?? 'null');
      } catch {
        // Forbidden storage, or not ours.
        return null;
      }
    },
    /** @param {T|null} value */
    write(value) {
      try {
        if (value === null) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify(value));
      } catch {
        // Known for this visit only.
      }
    },
  };
}
