// Files by XMLHttpRequest: fetch still tells nothing about the progress of what it sends.
import { patience } from './patience.js';

/** @typedef {import('../contract.js').Photo} Photo */
/** @template T @typedef {import('../contract.js').Result<T>} Result */

/**
 * @template T
 * @param {string} method
 * @param {string} url
 * @param {Blob} blob
 * @param {{onProgress?: (part: number) => void, signal?: AbortSignal, timeout?: number}} [options] Progress 0 to 1; after a
 *   signal the answer is the problem `network.unreachable`, for the caller who gave it to leave aside.
 * @returns {Promise<Result<T>>}
 */
export function upload(method, url, blob, { onProgress, signal, timeout = 120_000 } = {}) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader('content-type', blob.type || 'application/octet-stream');
    request.timeout = timeout;
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    const lost = () => resolve({ problem: { status: 0, code: 'network.unreachable' } });
    request.onerror = lost;
    request.ontimeout = lost;
    request.onabort = lost;
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve({ value: body });
      else {
        const code = body?.code ?? `http.${request.status}`;
        const asked = patience(request.getResponseHeader('retry-after'));
        resolve({ problem: { ...body, status: request.status, code, ...asked } });
      }
    };
    request.send(blob);
  });
}

/**
 * @param {string} url
 * @param {Blob} blob
 * @param {(part: number) => void} [onProgress] 0 to 1.
 * @returns {Promise<Result<Photo>>}
 */
export const uploadPhoto = (url, blob, onProgress) => upload('PUT', url, blob, { onProgress });

/**
 * A file in answer to a file, whatever the status: the refusal of a table is a sheet too.
 * @param {string} url
 * @param {Blob} blob
 * @returns {Promise<Result<Blob>>}
 */
export async function fetchFile(url, blob) {
  try {
    const response = await fetch(url, { method: 'POST', body: blob, credentials: 'same-origin' });
    const type = response.headers.get('content-type') ?? '';
    if (!type.includes('json')) return { value: await response.blob() };
    const body = parse(await response.text());
    return { problem: { ...body, status: response.status, code: body?.code ?? `http.${response.status}` } };
  } catch {
    return { problem: { status: 0, code: 'network.unreachable' } };
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's HTML page: the status alone is told.
    return null;
  }
}
