/**
 * Chance from a seed (mulberry32): the same seed gives the same town on every machine.
 * @param {number} seed
 */
export function createRandom(seed) {
  let state = seed >>> 0;

  /** @returns {number} at least 0, below 1 */
  function next() {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** @param {number} from @param {number} to @returns {number} */
  function between(from, to) {
    return from + next() * (to - from);
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  function pick(list) {
    return /** @type {T} */ (list[Math.floor(next() * list.length)]);
  }

  return { next, between, pick };
}

/** @typedef {ReturnType<typeof createRandom>} Random */
