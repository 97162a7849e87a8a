// The calls of the outbox. Each names the account whose work it carries: whoever is signed in by now, the server takes it from no other.
import { createClient } from './client.js';
import { createIssueCalls } from './issue-calls.js';
import { putFile, uploadInParts } from './parts.js';

/** @template T @typedef {import('../contract.js').Result<T>} Result */
/** @typedef {ReturnType<typeof createOutboxApi>} OutboxApi */

/** @param {string} account The user name. */
export function createOutboxApi(account) {
  const headers = { 'x-account': encodeURIComponent(account) };
  const client = createClient({ headers });
  const path = encodeURIComponent;
  return {
    ...createIssueCalls(client),
    /** @param {string} url @param {Record<string, unknown>} body @returns {Promise<Result<Record<string, unknown>>>} */
    put: (url, body) => client.put(url, body),
    /** @param {string} issueId @param {{id: string, blob: Blob}} note @returns {Promise<Result<{id: string}>>} */
    putVoice: (issueId, { id, blob }) =>
      putFile(`/api/issues/${path(issueId)}/voice/${path(id)}`, { id, blob, headers }),
    /** @param {string} issueId @param {{id: string, kind: string, blob: Blob}} photo @returns {Promise<Result<{id: string}>>} */
    putPhoto: (issueId, { id, kind, blob }) =>
      uploadInParts(`/api/issues/${path(issueId)}/photos/${path(id)}?kind=${path(kind)}`, { id, blob, headers }),
  };
}
