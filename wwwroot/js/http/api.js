// The calls that pages make, each with the type of its answer.
import { createActivitiesApi } from './activities-api.js';
import { createIssueCalls } from './issue-calls.js';
import { areasOf, snapshotOf } from './packed-answers.js';
import { createOpsApi } from './ops-api.js';
import { createPeopleApi } from './people-api.js';
import { createScreensApi } from './screens-api.js';
import { createStatisticsApi } from './statistics-api.js';
import { fetchFile, upload, uploadPhoto } from './upload.js';
import { createWebhooksApi } from './webhooks-api.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('./client.js').Client} Client */
/** @typedef {ReturnType<typeof createApi>} Api */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

/** @param {Client} client */
export function createApi(client) {
  const path = encodeURIComponent;
  return {
    ...createActivitiesApi(client),
    ...createIssueCalls(client),
    ...createOpsApi(client),
    ...createPeopleApi(client),
    ...createScreensApi(client),
    ...createStatisticsApi(client),
    ...createWebhooksApi(client),
    /** @returns {Promise<Result<import('../contract.js').Session>>} */
    session: () => client.get('/api/session'),
    /** @param {string} userName @param {string} password @returns {Promise<Result<import('../contract.js').Session>>} */
    signIn: (userName, password) => client.post('/api/session', { userName, password }),
    signOut: () => client.remove('/api/session'),
    /** @returns {Promise<Result<import('../contract.js').SignIn>>} */
    signInPage: () => client.get('/api/sign-in'),
    /** @returns {Promise<Result<import('../contract.js').Trust>>} */
    trust: () => client.get('/api/trust'),
    /** @param {{code: string, userName: string, password: string}} account @returns {Promise<Result<unknown>>} */
    setUp: (account) => client.post('/api/setup', account),
    /** @returns {Promise<Result<import('../contract.js').Settings>>} */
    settings: () => client.get('/api/settings'),
    /** @param {string} url @returns {Promise<Result<import('../contract.js').BaseMap>>} */
    baseMap: (url) => client.get(url),
    /** @returns {Promise<Result<import('../contract.js').AreaCollection>>} */
    areas: () => client.getPacked('/api/areas/packed', {}, areasOf),
    /** As they were, with who led them. @param {string|undefined} at Now when undefined. @returns {Promise<Result<import('../contract.js').AreaCollection>>} */
    areasAt: (at) => client.get('/api/areas', { at }),
    /**
     * A report, and with apply=true the areas too. A district's file takes its time: only the caller ends it.
     * @param {Record<string, string>} query
     * @param {File} file
     * @param {{onProgress: (part: number) => void, signal: AbortSignal}} options
     * @returns {Promise<Result<import('../contract.js').ImportReport>>}
     */
    importAreas: (query, file, options) =>
      upload('POST', `/api/areas/import?${new URLSearchParams(query)}`, file, { ...options, timeout: 0 }),
    /** What is there already, as a table to edit. @param {import('../contract.js').TableKind} kind @param {Record<string, string>} query */
    templateUrl: (kind, query) => `/api/${kind}/template?${new URLSearchParams(query)}`,
    /**
     * A report, and with apply=true the table too.
     * @param {import('../contract.js').TableKind} kind
     * @param {Record<string, string>} query
     * @param {File} file
     * @param {{onProgress: (part: number) => void, signal: AbortSignal}} options
     * @returns {Promise<Result<import('../contract.js').TableReport>>}
     */
    importTable: (kind, query, file, options) =>
      upload('POST', `/api/${kind}/import?${new URLSearchParams(query)}`, file, { ...options, timeout: 0 }),
    /** The bad rows of a refused file, each with its reason. @param {import('../contract.js').TableKind} kind @param {Record<string, string>} query @param {File} file */
    errorSheet: (kind, query, file) =>
      fetchFile(`/api/${kind}/import?${new URLSearchParams({ ...query, report: 'xlsx' })}`, file),
    /** With those out of use: old issues have them. @returns {Promise<Result<import('../contract.js').Category[]>>} */
    categories: () => client.get('/api/categories', { all: 'true' }),
    /** As the public board has them. @param {string} area @returns {Promise<Result<import('../contract.js').PlacedPost[]>>} */
    publicPosts: (area) => client.get('/api/posts', { area, public: 'true' }),
    /** @param {string|null} area @returns {Promise<Result<import('../contract.js').FacilityCollection>>} */
    facilities: (area) => client.get('/api/facilities', { area }),
    /** @param {string} area @returns {Promise<Result<import('../contract.js').Proposal[]>>} */
    handlers: (area) => client.get('/api/handlers', { area }),
    /** Open issues of the same category close by. @param {{category: string, lon: number, lat: number}} place @returns {Promise<Result<import('../contract.js').NearAnswer>>} */
    near: (place) => client.get('/api/issues/near', place),
    /** In force for an area, else the default. @param {string|null} area @returns {Promise<Result<{workingHours: {from: string, to: string}[]}>>} */
    calendar: (area) => client.get('/api/calendar', { area }),
    /** @param {string|null} area @returns {Promise<Result<import('../contract.js').Snapshot>>} */
    snapshot: (area) => client.getPacked('/api/snapshot', { area }, snapshotOf),
    /** As it was. @param {string|null} area @param {string} at @returns {Promise<Result<import('../contract.js').Snapshot>>} */
    snapshotAt: (area, at) => client.getPacked('/api/snapshot', { area, at }, snapshotOf),
    /** Where in a time range something happened. @param {{from: string, to: string, parts: number}} range @returns {Promise<Result<{from: string, to: string, counts: number[], areas: string[], begins?: string|null}>>} `areas`: when areas or people changed; `begins`: what was before is archived. */
    density: (range) => client.get('/api/changes/density', range),
    /** @param {string|null} area @param {string} after @returns {Promise<Result<import('../contract.js').ChangesPage>>} */
    changes: (area, after) => client.get('/api/changes', { area, after, limit: 1000 }),
    /** @param {import('./client.js').Query} query @returns {Promise<Result<{issues: Issue[], cursor?: string|null}>>} */
    issues: (query) => client.get('/api/issues', query),
    /** @param {string} issueId @param {string} photoId @param {'thumb'|'screen'|'full'} size At most 320, 1,600 or 4,096 pixels. @returns {string} */
    photoUrl: (issueId, photoId, size) => `/api/issues/${path(issueId)}/photos/${path(photoId)}?size=${size}`,
    /** @param {string} issueId @param {string} noteId @returns {string} */
    voiceUrl: (issueId, noteId) => `/api/issues/${path(issueId)}/voice/${path(noteId)}`,
    /** @param {string} issueId @param {{id: string, blob: Blob}} note @returns {Promise<Result<import('../contract.js').VoiceNote>>} */
    putVoice: (issueId, { id, blob }) => upload('PUT', `/api/issues/${path(issueId)}/voice/${path(id)}`, blob),
    /**
     * @param {string} issueId
     * @param {{id: string, kind: string, blob: Blob}} photo
     * @param {(part: number) => void} [onProgress]
     */
    putPhoto: (issueId, photo, onProgress) =>
      uploadPhoto(
        `/api/issues/${path(issueId)}/photos/${path(photo.id)}?kind=${path(photo.kind)}`,
        photo.blob,
        onProgress,
      ),
    /** @param {string} area @param {import('../contract.js').Mode} mode @param {string} note @returns {Promise<Result<unknown>>} */
    switchMode: (area, mode, note) => client.put(`/api/areas/${path(area)}/mode`, { mode, note }),
  };
}
