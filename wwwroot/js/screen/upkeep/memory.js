// Whether the page's heap has grown beyond what a hall screen needs. Between two collections a heap goes up and down; the
// lowest of some minutes is what is really held.

/** Samples are taken each minute. */
const FIRST = 15;
const RECENT = 10;
const GROWN = 1.5;
const GROWN_LEAST = 250_000_000;
const MOST = 700_000_000;

export function createMemoryWatch() {
  /** @type {number[]} */
  const first = [];
  /** @type {number[]} */
  const recent = [];
  return {
    /** @param {number|null} bytes Null where the browser does not tell: then nothing is judged. */
    take(bytes) {
      if (bytes === null) return;
      if (first.length < FIRST) first.push(bytes);
      recent.push(bytes);
      if (recent.length > RECENT) recent.shift();
    },
    /** @returns {boolean} */
    get hasGrown() {
      if (recent.length < RECENT) return false;
      const held = Math.min(...recent);
      if (held > MOST) return true;
      return first.length === FIRST && held > GROWN_LEAST && held > GROWN * Math.min(...first);
    },
  };
}

/** Of Chromium, coarse unless it was started with --enable-precise-memory-info. @returns {number|null} */
export function heapBytes() {
  const { memory } = /** @type {{memory?: {usedJSHeapSize: number}}} */ (/** @type {unknown} */ (performance));
  return memory?.usedJSHeapSize ?? null;
}
