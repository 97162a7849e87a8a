// What is asked and ordered of one issue, by pages and by the outbox alike.

/** @typedef {import('../contract.js').Issue} Issue */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

/** @param {import('./client.js').Client} client */
export const createIssueCalls = (client) => ({
  /** @param {string} id @returns {Promise<Result<import('../contract.js').IssueDetail>>} */
  issue: (id) => client.get(`/api/issues/${encodeURIComponent(id)}`),
  /** @param {Record<string, unknown>} report @returns {Promise<Result<Issue>>} */
  report: (report) => client.post('/api/issues', report),
  /**
   * @param {{id: string, version: number}} issue
   * @param {string} action
   * @param {Record<string, unknown>} body
   * @param {string} key The same for every attempt at one command: the server does it once.
   * @returns {Promise<Result<Issue>>}
   */
  act: (issue, action, body, key) =>
    client.post(`/api/issues/${encodeURIComponent(issue.id)}/${action}`, body, {
      'if-match': `"${issue.version}"`,
      'idempotency-key': key,
    }),
});
