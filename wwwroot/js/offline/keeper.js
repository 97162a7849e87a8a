// Keeps the stream's state with its age, so that the next start shows it before there is a network, and goes on from its cursor.

/** @typedef {import('../live/state.js').LiveState} LiveState */
/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Snapshot} Snapshot */

/** A worker's scope is far below; of a district's desk only what is its person's own is kept. */
const MOST = 1_500;
const EVERY_MS = 20_000;

/**
 * @param {LiveState} state
 * @param {(issue: Issue) => boolean} isOwn
 * @returns {{snapshot: Pick<Snapshot, 'cursor'|'mode'|'issues'|'recent'>, isWhole: boolean}}
 */
export function keptOf({ cursor, mode, open, recent }, isOwn) {
  const issues = [...open];
  const isWhole = issues.length <= MOST;
  return {
    snapshot: {
      cursor,
      mode,
      issues: isWhole ? issues : issues.filter(isOwn).slice(0, MOST),
      recent: isWhole ? [...recent] : recent.filter(isOwn),
    },
    isWhole,
  };
}

/**
 * @param {object} options
 * @param {Pick<import('./reader.js').Reader, 'keep'|'kept'>} options.reader
 * @param {import('../live/clock.js').Clock} options.clock
 * @param {(issue: Issue) => boolean} options.isOwn
 * @param {(fault: unknown) => void} options.onFault
 */
export function createKeeper({ reader, clock, isOwn, onFault }) {
  /** @type {LiveState|null} */
  let state = null;
  /** @type {LiveState|null} What lies in the store. */
  let written = null;
  let isWriting = false;

  async function write() {
    const age = clock.age();
    // A part goes on only from the server's own snapshot: until that is there, the part stays what is kept.
    if (!state || state.needsSnapshot || age === null || isWriting) return;
    isWriting = true;
    try {
      const now = state;
      // First the state: an age that is older than its state only makes it look older than it is.
      if (now !== written) await reader.keep('state', keptOf(now, isOwn));
      written = now;
      await reader.keep('age', { confirmedAt: Date.now() - age, skew: clock.now() - Date.now() });
    } catch (fault) {
      onFault(fault);
    } finally {
      isWriting = false;
    }
  }
  const timer = setInterval(write, EVERY_MS);
  const hidden = () => {
    if (document.visibilityState === 'hidden') void write();
  };
  document.addEventListener('visibilitychange', hidden);

  return {
    /** What to begin with, and how old it is; null where nothing was kept. */
    async last() {
      const [kept, age] = await Promise.all([reader.kept('state'), reader.kept('age')]);
      if (!kept || !age) return null;
      return { ...kept.value, ...age.value };
    },
    /** @param {LiveState} next */
    take(next) {
      const isFirst = state === null;
      state = next;
      // The clock hears of it right after this.
      if (isFirst) queueMicrotask(write);
    },
    write,
    destroy() {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', hidden);
    },
  };
}
