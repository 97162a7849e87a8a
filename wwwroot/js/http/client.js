// fetch with an answer that is always {value} or {problem}; it never throws, so a failed fetch cannot pass for an empty list.
import { PACKED } from './packed.js';
import { patience } from './patience.js';

/** @typedef {import('../contract.js').Problem} Problem */
/** @template T @typedef {import('../contract.js').Result<T>} Result */
/** @typedef {ReturnType<typeof createClient>} Client */
/** @typedef {Record<string, string|number|null|undefined>} Query */

const TIMEOUT_MS = 20_000;

/** @param {Query} [query] @returns {string} */
function queryString(query = {}) {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** @param {Response} response @returns {Promise<Problem>} */
export async function problemOf(response) {
  const body = await response.json().catch(() => null);
  const code = typeof body?.code === 'string' ? body.code : `http.${response.status}`;
  return { ...body, status: response.status, code, ...patience(response.headers.get('retry-after')) };
}

/** @param {{send?: typeof fetch, headers?: Record<string, string>}} [options] `headers`: sent with every request. */
export function createClient({ send = (...args) => fetch(...args), headers: always = {} } = {}) {
  /**
   * @template T
   * @param {string} method
   * @param {string} path
   * @param {{query?: Query, body?: unknown, headers?: Record<string, string>, read?: (body: any, headers: Headers) => T}} [options]
   * @returns {Promise<Result<T>>}
   */
  async function request(method, path, { query, body, headers = {}, read = (answer) => answer } = {}) {
    /** @type {RequestInit} */
    const init = {
      method,
      headers: { accept: 'application/json', ...always, ...headers },
      credentials: 'same-origin',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    };
    if (body !== undefined) {
      init.headers = { ...init.headers, 'content-type': 'application/json' };
      init.body = JSON.stringify(body);
    }
    try {
      const response = await send(path + queryString(query), init);
      if (!response.ok) return { problem: await problemOf(response) };
      if (response.status === 204) return { value: /** @type {T} */ (null) };
      // A connection that breaks after the headers leaves an empty text, and no browser complains: that is no JSON either.
      return { value: read(JSON.parse(await response.text()), response.headers) };
    } catch (error) {
      const code = error instanceof SyntaxError ? 'network.garbled' : 'network.unreachable';
      return { problem: { status: 0, code, detail: String(error) } };
    }
  }

  return {
    /** @template T @param {string} path @param {Query} [query] @returns {Promise<Result<T>>} */
    get: (path, query) => request('GET', path, { query }),
    /**
     * By columns where the server can, for `read` to unpack; plain JSON is passed on as it is.
     * @template T
     * @param {string} path
     * @param {Query} query
     * @param {(packed: any, headers: Headers) => T} read
     * @returns {Promise<Result<T>>}
     */
    getPacked: (path, query, read) =>
      request('GET', path, {
        query,
        headers: { accept: `${PACKED}, application/json;q=0.5` },
        read: (body, headers) => (headers.get('content-type')?.startsWith(PACKED) ? read(body, headers) : body),
      }),
    /** @template T @param {string} path @param {unknown} body @param {Record<string, string>} [headers] @returns {Promise<Result<T>>} */
    post: (path, body, headers) => request('POST', path, { body, headers }),
    /** @template T @param {string} path @param {unknown} body @returns {Promise<Result<T>>} */
    put: (path, body) => request('PUT', path, { body }),
    /** @param {string} path @returns {Promise<Result<null>>} */
    remove: (path) => request('DELETE', path),
  };
}
