// The calls about people, posts, facilities, pairings and notices, each with the type of its answer.

/** @typedef {import('./client.js').Client} Client */
/** @template T @typedef {import('../contract.js').Result<T>} Result */
/** @typedef {{code?: string, name: string, phone?: string|null, employer?: string|null, partyMember?: boolean}} PersonInput */
/** @typedef {{area?: string|null, lon?: number, lat?: number, address?: string, at?: string}} PlaceQuestion One of the three ways; `at`: a moment of the past. */

/** @param {Client} client */
export function createPeopleApi(client) {
  const path = encodeURIComponent;
  return {
    /** @param {PlaceQuestion} place @returns {Promise<Result<import('../contract.js').ResponsibleStep[]>>} */
    responsible: (place) => client.get('/api/responsible', place),
    /** @param {string} q @param {number} [limit] @returns {Promise<Result<{people: import('../contract.js').Person[], cursor?: string|null}>>} */
    people: (q, limit = 12) => client.get('/api/people', { q, limit }),
    /** @returns {Promise<Result<import('../contract.js').Role[]>>} */
    roles: () => client.get('/api/roles'),
    /** @returns {Promise<Result<import('../contract.js').Organization[]>>} */
    organizations: () => client.get('/api/organizations'),
    /** @param {string|null} area @returns {Promise<Result<import('../contract.js').Staffing>>} */
    staffing: (area) => client.get('/api/staffing', { area }),
    /** @param {string|null} area Null: the whole scope, with what comes from above. @returns {Promise<Result<import('../contract.js').Notice[]>>} */
    notices: (area) => client.get('/api/notices', { area }),
    /** @param {Record<string, unknown>} post @returns {Promise<Result<unknown>>} */
    appoint: (post) => client.post('/api/posts', post),
    /** @param {string} id @param {{personCode?: string, person?: PersonInput, to?: string|null}} next @returns {Promise<Result<unknown>>} */
    replacePost: (id, next) => client.post(`/api/posts/${path(id)}/replace`, next),
    /** @param {string} id @param {{at?: string|null, abolish?: boolean}} end @returns {Promise<Result<unknown>>} */
    endPost: (id, end) => client.post(`/api/posts/${path(id)}/end`, end),
    /** @param {string} id @param {Record<string, unknown>} post All of it: what is left out is taken away. @returns {Promise<Result<unknown>>} */
    changePost: (id, post) => client.put(`/api/posts/${path(id)}`, post),
    /** @param {string} code @param {PersonInput} person @returns {Promise<Result<unknown>>} */
    putPerson: (code, person) => client.put(`/api/people/${path(code)}`, person),
    /** @param {string} code @param {{households: number|null, groupMembers: number|null, dutyPhone: string|null}} details @returns {Promise<Result<unknown>>} */
    changeArea: (code, details) => client.put(`/api/areas/${path(code)}/details`, details),
    /** @param {{areaCode: string, text: string, public: boolean, to?: string|null, roles?: string[]}} notice @returns {Promise<Result<unknown>>} */
    postNotice: (notice) => client.post('/api/notices', notice),
    /** @param {string} id @returns {Promise<Result<null>>} */
    withdrawNotice: (id) => client.remove(`/api/notices/${path(id)}`),
    /** @param {{organizationCode: string, areaCode: string, members: number|null, services: number|null}} pairing @returns {Promise<Result<unknown>>} */
    pair: (pairing) => client.put('/api/pairings', pairing),
    /** @param {string} organization @param {string} area @returns {Promise<Result<null>>} */
    part: (organization, area) => client.remove(`/api/pairings?organization=${path(organization)}&area=${path(area)}`),
  };
}
