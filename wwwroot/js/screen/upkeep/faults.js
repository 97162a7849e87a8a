// What nobody caught: counted, since nobody looks into the console of a hall screen.

const WITHIN_MS = 3_600_000;
const MANY = 5;
const KEPT = 20;

/** @param {() => number} now Milliseconds, never running backwards. */
export function createFaults(now) {
  /** @type {number[]} */
  const times = [];
  const recent = () => times.filter((at) => now() - at < WITHIN_MS).length;
  return {
    count() {
      times.push(now());
      if (times.length > KEPT) times.shift();
    },
    /** Something failed within the last hour. */
    get any() {
      return recent() > 0;
    },
    /** So often that a new start is better. */
    get many() {
      return recent() >= MANY;
    },
  };
}

/**
 * @param {{count: () => void}} faults
 * @param {EventTarget} [target]
 * @returns {() => void} Ends it.
 */
export function listenForFaults(faults, target = globalThis) {
  /** A message without an error is the browser's own remark, such as about a ResizeObserver. @param {Event} event */
  const failed = (event) => {
    if (/** @type {ErrorEvent} */ (event).error) faults.count();
  };
  const rejected = () => faults.count();
  target.addEventListener('error', failed);
  target.addEventListener('unhandledrejection', rejected);
  return () => {
    target.removeEventListener('error', failed);
    target.removeEventListener('unhandledrejection', rejected);
  };
}
