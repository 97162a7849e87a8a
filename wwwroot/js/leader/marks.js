// Which rows of the list are marked for a command that is for many.

/** @typedef {ReturnType<typeof createMarks>} Marks */

export function createMarks() {
  /** @type {Set<string>} */
  const marked = new Set();
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** From where Shift marks on. @type {string|null} */
  let last = null;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    get size() {
      return marked.size;
    },
    /** @param {string} id */
    has: (id) => marked.has(id),
    ids: () => [...marked],
    /** @param {string} id */
    toggle(id) {
      if (!marked.delete(id)) marked.add(id);
      last = id;
      tell();
    },
    /** All rows from the last marked one to this. @param {string} id @param {readonly string[]} order */
    extend(id, order) {
      const [from, to] = [order.indexOf(last ?? id), order.indexOf(id)];
      for (const each of order.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1)) marked.add(each);
      last = id;
      tell();
    },
    /** @param {Iterable<string>} ids */
    set(ids) {
      marked.clear();
      for (const id of ids) marked.add(id);
      tell();
    },
    /** What has left the list is no longer marked: nobody sees it there. @param {ReadonlySet<string>} shown */
    keep(shown) {
      const gone = [...marked].filter((id) => !shown.has(id));
      for (const id of gone) marked.delete(id);
      if (gone.length > 0) tell();
    },
    /** @param {() => void} listener */
    onChange(listener) {
      listeners.add(listener);
    },
  };
}
