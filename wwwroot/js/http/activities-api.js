// The calls about daily tasks, visits, patrols and notices, each with the type of its answer.

/** @typedef {import('./client.js').Client} Client */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

/** @param {Client} client */
export function createActivitiesApi(client) {
  const path = encodeURIComponent;
  return {
    /** Of the last thirty days. @param {string|null} area @returns {Promise<Result<import('../contract.js').Coverage>>} */
    coverage: (area) => client.get('/api/coverage', { area }),
    /** Leaders and desks get those of the area, others their own. @param {import('./client.js').Query} query `area`, `from`, `to`. @returns {Promise<Result<import('../contract.js').Patrol[]>>} */
    patrols: (query) => client.get('/api/patrols', query),
    /** @param {string} id @returns {Promise<Result<import('../contract.js').PatrolTrack>>} */
    patrolTrack: (id) => client.get(`/api/patrols/${path(id)}`),
    /** @param {string} id @returns {Promise<Result<import('../contract.js').NoticeReaders>>} */
    noticeReaders: (id) => client.get(`/api/notices/${path(id)}/readers`),
    /** @returns {Promise<Result<import('../contract.js').PatrolTheme[]>>} */
    patrolThemes: () => client.get('/api/patrols/themes'),
    /** @param {string|null} [day] yyyy-MM-dd; null for today. @returns {Promise<Result<import('../contract.js').MyDay>>} */
    myDailyTasks: (day = null) => client.get('/api/daily-tasks/mine', { day }),
    /** @param {string|null} area @param {string|null} day @returns {Promise<Result<import('../contract.js').AreaDay>>} */
    dailyTasks: (area, day) => client.get('/api/daily-tasks', { area, day }),
  };
}
