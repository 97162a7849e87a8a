// Fetches anew what changes declared out of date: once for a burst of changes, and never two readings at a time.

/** @typedef {import('./state.js').ReferenceKind} ReferenceKind */

const WAIT_MS = 250;

/**
 * @param {(stale: ReadonlySet<ReferenceKind>) => Promise<unknown>} read What came during a reading is read after it.
 * @param {{set: (run: () => void, ms: number) => unknown, clear: (timer: any) => void}} [timers]
 */
export function createRefresher(
  read,
  timers = { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer) },
) {
  /** @type {Set<ReferenceKind>} */
  let waiting = new Set();
  /** @type {unknown} */
  let timer = null;
  let reading = false;
  let stopped = false;

  function plan() {
    if (timer !== null || reading || stopped || waiting.size === 0) return;
    timer = timers.set(() => {
      timer = null;
      void run();
    }, WAIT_MS);
  }

  async function run() {
    const stale = waiting;
    waiting = new Set();
    reading = true;
    try {
      await read(stale);
    } finally {
      reading = false;
      plan();
    }
  }

  return {
    /** @param {Iterable<ReferenceKind>} kinds */
    declare(kinds) {
      for (const kind of kinds) waiting.add(kind);
      plan();
    },
    destroy() {
      stopped = true;
      timers.clear(timer);
    },
  };
}
