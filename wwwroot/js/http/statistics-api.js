// The calls about figures, their cases, what is exported, and saved views of the map.

/** @typedef {import('./client.js').Client} Client */
/** @typedef {import('./client.js').Query} Query */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

/** @param {string} path @param {Query} query */
const address = (path, query) => {
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === null || value === undefined || value === '' ? [] : [[key, String(value)]],
  );
  return `${path}?${new URLSearchParams(given)}`;
};

/** @param {Client} client */
export function createStatisticsApi(client) {
  return {
    /** @param {Query} query @returns {Promise<Result<import('../contract.js').Statistics>>} */
    statistics: (query) => client.get('/api/statistics', query),
    /** What a figure, or its row `by` and `key`, counts. @param {Query} query @returns {Promise<Result<import('../contract.js').CasePage>>} */
    statisticsCases: (query) => client.get('/api/statistics/cases', query),
    /** Figures and rows as a table. @param {Query} query */
    statisticsFile: (query) => address('/api/statistics/export', query),
    /** Issues of a filter as a file. @param {Query} query */
    issuesFile: (query) => address('/api/export', query),
    /** @returns {Promise<Result<import('../contract.js').SavedView[]>>} */
    views: () => client.get('/api/views'),
    /** @param {string} id @param {{name: string, state: string}} view @returns {Promise<Result<import('../contract.js').SavedView>>} */
    saveView: (id, view) => client.put(`/api/views/${encodeURIComponent(id)}`, view),
    /** @param {string} id @returns {Promise<Result<null>>} */
    forgetView: (id) => client.remove(`/api/views/${encodeURIComponent(id)}`),
  };
}
