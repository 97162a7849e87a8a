// Server time and the age of what the page shows. Pages never trust the device's clock: overdue, 今日 and ages are
// computed from the server's word plus the time elapsed here since it was heard.

/** Past this age the page says so in amber. */
const STALE_AFTER_MS = 15_000;
/** Past this age in red, with words. */
const DEAD_AFTER_MS = 60_000;

/** @typedef {'fresh'|'stale'|'dead'} Freshness */
/** @typedef {ReturnType<typeof createClock>} Clock */

/**
 * @param {{monotonic?: () => number, wall?: () => number}} [sources] Milliseconds; replaced in tests.
 */
export function createClock({ monotonic = () => performance.now(), wall = () => Date.now() } = {}) {
  /** @type {{server: number, monotonic: number, wall: number}|null} */
  let heard = null;
  /** @type {{monotonic: number, wall: number}|null} */
  let confirmed = null;
  /** @type {(() => number)|null} */
  let past = null;
  const present = () => (heard ? heard.server + Math.max(0, monotonic() - heard.monotonic) : wall());

  /**
   * A laptop's monotonic clock may stand still while it sleeps, its wall clock may be set back: the larger elapsed time
   * is the honest one.
   * @param {{monotonic: number, wall: number}} since
   */
  const elapsed = (since) => Math.max(0, monotonic() - since.monotonic, wall() - since.wall);

  return {
    /** @param {string} serverTime The server's time as it was just received. */
    hear(serverTime) {
      const server = Date.parse(serverTime);
      if (!Number.isNaN(server)) heard = { server, monotonic: monotonic(), wall: wall() };
    },
    /**
     * What is shown was confirmed before this page began.
     * @param {{confirmedAt: number, skew: number}} then By the device's clock; how far the server's was ahead of it, in milliseconds.
     */
    recall({ confirmedAt, skew }) {
      confirmed = { monotonic: monotonic(), wall: confirmedAt };
      heard = { server: wall() + skew, monotonic: monotonic(), wall: wall() };
    },
    /** What is shown was just confirmed to be all there is. */
    confirm() {
      confirmed = { monotonic: monotonic(), wall: wall() };
    },
    /** While what is shown is the past, ages and 今日 are those of then; null returns to the present. @param {(() => number)|null} source */
    travel(source) {
      past = source;
    },
    /** @returns {number} Milliseconds since the epoch, by the server's clock, or of the moment that is replayed. */
    now: () => (past ? past() : present()),
    /** @returns {number} The same, whatever is replayed. */
    present,
    /** @returns {string|undefined} The moment that is replayed, for questions that can be asked of the past; undefined in the present. */
    at: () => (past ? new Date(past()).toISOString() : undefined),
    /** @returns {number|null} Milliseconds since what is shown was last confirmed; null before the first time. */
    age() {
      return confirmed ? elapsed(confirmed) : null;
    },
    /** @returns {Freshness} */
    freshness() {
      return freshnessOf(confirmed ? elapsed(confirmed) : null);
    },
  };
}

/** @param {number|null} age Milliseconds. @returns {Freshness} */
function freshnessOf(age) {
  if (age === null) return 'stale';
  if (age > DEAD_AFTER_MS) return 'dead';
  return age > STALE_AFTER_MS ? 'stale' : 'fresh';
}
