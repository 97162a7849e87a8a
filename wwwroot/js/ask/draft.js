// What was typed and not yet sent stays on this phone, until it is sent or a day has passed.

/** @typedef {{id: string, code: string, savedAt: number, category: string|null, words: string, place: {lon: number, lat: number}|null, name: string, phone: string}} Draft */

const KEY = 'ask.draft';
const KEPT_MS = 24 * 60 * 60_000;

/** @param {number} now @param {Pick<Storage, 'getItem'|'setItem'|'removeItem'>} storage */
export function createDrafts(now, storage) {
  return {
    /** @param {string} code The draft of another plate is left alone. @returns {Draft|null} */
    read(code) {
      try {
        const draft = JSON.parse(storage.getItem(KEY) ?? 'null');
        return draft?.code === code && now - draft.savedAt < KEPT_MS ? draft : null;
      } catch {
        // Forbidden storage, or not ours: as if there were none.
        return null;
      }
    },
    /** @param {Draft} draft @returns {boolean} False where this browser keeps nothing. */
    keep(draft) {
      try {
        storage.setItem(KEY, JSON.stringify(draft));
        return true;
      } catch {
        return false;
      }
    },
    forget() {
      try {
        storage.removeItem(KEY);
      } catch {
        // What cannot be written was not kept either.
      }
    },
  };
}
