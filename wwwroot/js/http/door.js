// The calls of the residents' door, which needs no account.

/** @typedef {import('./client.js').Client} Client */
/** @typedef {ReturnType<typeof createDoor>} Door */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

/** @param {Client} client */
export function createDoor(client) {
  /** @param {string} code */
  const at = (code) => `/api/ask/${encodeURIComponent(code)}`;
  return {
    /** @param {string} code @returns {Promise<Result<import('../contract.js').AskView>>} */
    place: (code) => client.get(at(code)),
    /** @param {string} code @returns {Promise<Result<import('../contract.js').AreaCollection>>} */
    areas: (code) => client.get(`${at(code)}/areas`),
    /** @param {string} code @returns {Promise<Result<import('../contract.js').BaseMap>>} */
    baseMap: (code) => client.get(`${at(code)}/base-map`),
    /** @param {string} code @param {string} address @returns {Promise<Result<import('../contract.js').AskLink[]>>} */
    find: (code, address) => client.get(`${at(code)}/responsible`, { address }),
    /** @param {string} code @param {string} id @returns {Promise<Result<{challenge: string, difficulty: number, expiresAt: string}>>} */
    challenge: (code, id) => client.post(`${at(code)}/challenge`, { id }),
    /** @param {string} code @param {Record<string, unknown>} report @returns {Promise<Result<import('../contract.js').AskReceipt>>} */
    report: (code, report) => client.post(`${at(code)}/issues`, report),
    /** @param {string} secret @returns {Promise<Result<import('../contract.js').TrackView>>} */
    track: (secret) => client.get(`/api/track/${encodeURIComponent(secret)}`),
  };
}
