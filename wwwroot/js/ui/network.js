// Which of the two networks (治理网, 党建网) this browser looks at: one choice for sheet, labels and badges, and it is kept.

/** @typedef {import('./chain.js').NetworkView} NetworkView */
/** @typedef {ReturnType<typeof createNetwork>} NetworkChoice */

/** @type {readonly NetworkView[]} */
export const NETWORKS = ['all', 'governance', 'party'];
const KEY = 'map.network';

export function createNetwork() {
  /** @type {Set<() => void>} */
  const listeners = new Set();
  let current = kept();
  return {
    /** @returns {NetworkView} */
    get current() {
      return current;
    },
    /** @param {NetworkView} next */
    set(next) {
      if (next === current) return;
      current = next;
      try {
        localStorage.setItem(KEY, next);
      } catch {
        // Storage may be forbidden: the choice then lasts for this page only.
      }
      for (const listener of listeners) listener();
    },
    /** @param {() => void} listener @returns {() => void} */
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** @returns {NetworkView} */
function kept() {
  try {
    const name = localStorage.getItem(KEY);
    return NETWORKS.find((network) => network === name) ?? 'all';
  } catch {
    return 'all';
  }
}
