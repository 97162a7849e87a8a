// The calls of the residents' door, which needs no account.

/** @typedef {import('./client.js').Client} Client */
/** @typedef {ReturnType<typeof createDoor>} Door */
/** @typedef {import('../contract.js').TrackView} TrackView */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

/** @param {Client} client */
export function createDoor(client) {
  /** @param {string} code */
  const at = (code) => `/api/ask/${encodeURIComponent(code)}`;
  /** @param {string} secret */
  const link = (secret) => `/api/track/${encodeURIComponent(secret)}`;
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
    /** @param {string} code @param {string} category @param {{lon: number, lat: number}} at @returns {Promise<Result<import('../contract.js').AskNear[]>>} */
    near: (code, category, { lon, lat }) => client.get(`${at(code)}/near`, { category, lon, lat }),
    /** @param {string} code @param {{id: string, issueId: string, challenge: string, nonce: string}} joining @returns {Promise<Result<import('../contract.js').AskReceipt>>} */
    follow: (code, joining) => client.post(`${at(code)}/follow`, joining),
    /** @param {string} secret @returns {Promise<Result<TrackView>>} */
    track: (secret) => client.get(link(secret)),
    /** @param {string} secret @param {{solved: boolean, satisfied: boolean, note?: string}} rating @returns {Promise<Result<TrackView>>} */
    rate: (secret, rating) => client.post(`${link(secret)}/rating`, rating),
    /** @param {string} secret @param {string} note @returns {Promise<Result<TrackView>>} */
    reopen: (secret, note) => client.post(`${link(secret)}/reopen`, { note }),
    /** @param {string} secret @param {string} photoId @param {'thumb'|'screen'} size At most 320 or 1,600 pixels. */
    trackPhotoUrl: (secret, photoId, size) => `${link(secret)}/photos/${encodeURIComponent(photoId)}?size=${size}`,
  };
}
