// Files of the outbox, by fetch alone: it is sent from the service worker too. A photo goes in parts: what the server has of it stays
// there over a cut, and the next attempt goes on from where it was.
import { problemOf } from './client.js';

/** @typedef {import('../contract.js').Problem} Problem */
/** @template T @typedef {import('../contract.js').Result<T>} Result */
/** @typedef {{id: string, blob: Blob, headers: Record<string, string>, send?: typeof fetch}} Sent */

/** A part each: so much is sent anew at most, even behind a proxy that keeps a request until it is whole. */
export const PART_BYTES = 256 * 1024;
const TIMEOUT_MS = 120_000;
/** How often the server may know better how much it has. */
const MOST_CORRECTIONS = 3;

/** @type {{problem: Problem}} */
const LOST = { problem: { status: 0, code: 'network.unreachable' } };
/** @type {{problem: Problem}} */
const GARBLED = { problem: { status: 0, code: 'network.garbled' } };

/**
 * @param {string} url
 * @param {Sent} sent `id`: the photo's.
 * @returns {Promise<Result<{id: string}>>}
 */
export async function uploadInParts(url, { id, blob, headers, send = (...args) => fetch(...args) }) {
  if (blob.size <= PART_BYTES) return putFile(url, { id, blob, headers, send });

  /** @param {string} method @param {RequestInit} init @returns {Promise<Response|null>} Null where nothing came back. */
  const ask = (method, init) =>
    send(url, { method, credentials: 'same-origin', signal: AbortSignal.timeout(TIMEOUT_MS), ...init }).catch(
      () => null,
    );

  const held = await ask('HEAD', { headers });
  if (!held) return LOST;
  // An answer to HEAD has no body: what the server refuses it says when the bytes come.
  if (held.ok && held.headers.get('upload-complete') === '?1') return { value: { id } };
  let offset = held.ok ? offsetIn(held) : 0;
  if (offset === null) return GARBLED;
  const digest = await digestOf(blob);

  for (let corrections = 0; ; ) {
    const response = await ask('PATCH', {
      headers: {
        ...headers,
        'content-type': 'application/partial-upload',
        'upload-offset': String(offset),
        'upload-length': String(blob.size),
        ...(digest && { 'repr-digest': digest }),
      },
      body: blob.slice(offset, offset + PART_BYTES),
    });
    if (!response) return LOST;
    const next = offsetIn(response);
    if (response.status === 204) {
      if (next === null || next <= offset) return GARBLED;
      offset = next;
    } else if (response.ok) {
      const value = await response.json().catch(() => null);
      return value?.id === id ? { value } : GARBLED;
    } else if (response.status === 409 && next !== null && corrections++ < MOST_CORRECTIONS) offset = next;
    else return { problem: await problemOf(response) };
  }
}

/**
 * All of it at once.
 * @param {string} url
 * @param {Sent} sent `id`: the file's.
 * @returns {Promise<Result<{id: string}>>}
 */
export async function putFile(url, { id, blob, headers, send = (...args) => fetch(...args) }) {
  /** @type {RequestInit} */
  const init = { method: 'PUT', credentials: 'same-origin', signal: AbortSignal.timeout(TIMEOUT_MS), body: blob };
  init.headers = { ...headers, 'content-type': blob.type || 'application/octet-stream' };
  const response = await send(url, init).catch(() => null);
  if (!response) return LOST;
  if (!response.ok) return { problem: await problemOf(response) };
  const value = await response.json().catch(() => null);
  return value?.id === id ? { value } : GARBLED;
}

/** @param {Response} response @returns {number|null} */
function offsetIn(response) {
  const text = response.headers.get('upload-offset');
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** RFC 9530. @param {Blob} blob @returns {Promise<string|null>} Null on plain http, where there is no such function. */
async function digestOf(blob) {
  if (!crypto.subtle) return null;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return `sha-256=:${btoa(String.fromCharCode(...hash))}:`;
}
