// One tab sends at a time: by the browser's locks, and where there are none (plain http) by a short lease in the database. Two at
// once would lose nothing, since all that is sent has its id; they would only send it twice.

const NAME = 'outbox';
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;

/**
 * @param {object} options
 * @param {LockManager|undefined} options.locks
 * @param {Pick<import('./store.js').Store, 'lease'>} options.store
 * @param {string} options.owner This page.
 * @returns {(work: () => Promise<void>) => Promise<boolean>} False where another tab has it.
 */
export function createExclusive({ locks, store, owner }) {
  if (locks)
    return (work) =>
      locks.request(NAME, { ifAvailable: true }, async (lock) => {
        if (lock) await work();
        return lock !== null;
      });
  return async (work) => {
    if (!(await store.lease(owner, Date.now() + LEASE_MS))) return false;
    const renewing = setInterval(() => void store.lease(owner, Date.now() + LEASE_MS), RENEW_MS);
    try {
      await work();
    } finally {
      clearInterval(renewing);
      await store.lease(owner, 0);
    }
    return true;
  };
}
