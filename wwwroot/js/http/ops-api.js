// How the server is, with the type of the answer.

/** @typedef {{count: number, sum: number, most: number}} Reading Measurements of a period: how many, together, the largest. Of a gauge `sum` is the value. */
/** @typedef {{number: number, at: string, seconds: number, values: Record<string, Reading>}} OpsSample */
/**
 * @typedef {object} Ops
 * @property {string} server Name of the machine.
 * @property {string} version
 * @property {string} startedAt UTC.
 * @property {string} at UTC, now.
 * @property {number|null} [logReadSecondsAgo]
 * @property {OpsSample[]} samples Oldest first.
 */

/** @param {import('./client.js').Client} client */
export function createOpsApi(client) {
  return {
    /** What came after a sample. @param {number|undefined} after @returns {Promise<import('../contract.js').Result<Ops>>} */
    ops: (after) => client.get('/api/ops', { after }),
  };
}
