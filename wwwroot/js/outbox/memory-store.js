// The outbox of a page that may keep nothing: it still sends, as long as it is open.

/** @typedef {import('./item.js').Item} Item */

/** @returns {import('./store.js').Store} */
export function createMemoryStore() {
  /** @type {Map<string, Item>} */
  const items = new Map();
  /** @type {Map<string, Blob>} */
  const files = new Map();
  let lease = { owner: '', until: 0 };
  /** @param {string} id @param {Partial<Item>} changes */
  async function update(id, changes) {
    const item = items.get(id);
    if (item) items.set(id, { ...item, ...changes });
  }
  return {
    isLasting: false,
    list: async () => [...items.values()],
    async add(more, blobs) {
      for (const item of more) items.set(item.id, item);
      for (const { id, blob } of blobs) files.set(id, blob);
    },
    file: async (id) => files.get(id) ?? null,
    update,
    async finish(id, changes) {
      await update(id, changes);
      files.delete(id);
    },
    async remove(ids) {
      for (const id of ids) {
        items.delete(id);
        files.delete(id);
      }
    },
    async lease(owner, until) {
      const isFree = lease.owner === owner || lease.until <= Date.now();
      if (isFree) lease = { owner, until };
      return isFree;
    },
    close() {},
  };
}
