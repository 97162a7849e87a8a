// The calls about hall screens, each with the type of its answer.

/** @typedef {import('./client.js').Client} Client */
/** @template T @typedef {import('../contract.js').Result<T>} Result */
/** @typedef {import('../contract.js').Screen} Screen */
/** @typedef {import('../contract.js').ScreenSettings} ScreenSettings */
/** @typedef {{state: 'waiting'|'paired', code?: string|null, expiresAt: string}} Pairing */
/** @typedef {{version: string, scene: string|null, memoryBytes: number|null, width: number, height: number, problem: string|null}} ScreenStatus */
/** @typedef {{id: string|null, name: string, settings: unknown, reloadAskedAt?: string|null, serverVersion: string, serverTime: string}} OwnScreen */

/** @param {Client} client */
export function createScreensApi(client) {
  const base = '/api/screens';
  /** @param {string} id */
  const one = (id) => `${base}/${encodeURIComponent(id)}`;
  return {
    /** What the hall screen of this account is to show. @returns {Promise<Result<OwnScreen>>} */
    screen: () => client.get('/api/screen'),
    /** @param {ScreenStatus} status @returns {Promise<Result<OwnScreen>>} */
    tellScreen: (status) => client.put('/api/screen/status', status),
    /** @returns {Promise<Result<Pairing>>} */
    beginPairing: () => client.post(`${base}/pairings`, {}),
    /** @returns {Promise<Result<Pairing>>} */
    ownPairing: () => client.get(`${base}/pairings/own`),
    /** @returns {Promise<Result<Screen[]>>} */
    screens: () => client.get(base),
    /** @param {{code: string, name?: string, areaCode?: string, screenId?: string}} pairing @returns {Promise<Result<Screen>>} */
    pairScreen: (pairing) => client.post(base, pairing),
    /** @param {string} id @param {{name: string, settings: ScreenSettings}} screen @returns {Promise<Result<Screen>>} */
    changeScreen: (id, screen) => client.put(one(id), screen),
    /** @param {string} id @returns {Promise<Result<Screen>>} */
    reloadScreen: (id) => client.post(`${one(id)}/reload`, {}),
    /** @param {string} id @returns {Promise<Result<Screen>>} */
    revokeScreen: (id) => client.post(`${one(id)}/revoke`, {}),
    /** @param {string} id @returns {Promise<Result<null>>} */
    removeScreen: (id) => client.remove(one(id)),
  };
}
