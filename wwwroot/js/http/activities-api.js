// The calls about daily tasks, visits, patrols and notices, each with the type of its answer.

/** @typedef {import('./client.js').Client} Client */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

/** @param {Client} client */
export function createActivitiesApi(client) {
  return {
    /** @param {string|null} [day] yyyy-MM-dd; null for today. @returns {Promise<Result<import('../contract.js').MyDay>>} */
    myDailyTasks: (day = null) => client.get('/api/daily-tasks/mine', { day }),
    /** @param {string|null} area @param {string|null} day @returns {Promise<Result<import('../contract.js').AreaDay>>} */
    dailyTasks: (area, day) => client.get('/api/daily-tasks', { area, day }),
  };
}
