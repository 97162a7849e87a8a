/// <reference lib="webworker" />
// The worker of /report: the whole page of one version from one cache, with or without a network. It answers for the page and its files and
// for nothing else: /api and /hubs go to the server, always. It sends what the outbox holds when the browser wakes it. `SHELL` and
// `background` are written before this text at build, `POLICY` by the server.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const PREFIX = 'report-';
/** Another policy of what the page may load is another version: the pages are kept with their headers. */
const CACHE = `${PREFIX}${SHELL.version}-${POLICY}`;
/** Under this name each cache holds the hashes of its files. */
const LIST = '/report-shell';
const FOLDERS = ['/js/*', '/css/*', '/vendor/*'];
const PARALLEL = 6;

worker.addEventListener('install', (event) => {
  // Where the browser can, it takes these from the cache without waking the worker: a hundred and fifty modules sooner.
  void (
    /** @type {RoutingEvent} */ (event).addRoutes?.(
      FOLDERS.map((pathname) => ({ condition: { urlPattern: { pathname } }, source: { cacheName: CACHE } })),
    )
  );
  event.waitUntil(install());
});
worker.addEventListener('activate', (event) => event.waitUntil(clean()));
worker.addEventListener('message', (event) => event.waitUntil(hear(event)));
worker.addEventListener('fetch', (event) => {
  const file = fileOf(event.request);
  if (file) event.respondWith(answer(file));
});

// Of the Background Sync API, which the types do not know.
worker.addEventListener('sync', (event) =>
  /** @type {ExtendableEvent} */ (event).waitUntil(background.sendInBackground()),
);

/** All of it, and each file as it was when it was listed: half an upgrade of the server fails here and is tried again. */
async function install() {
  const cache = await caches.open(CACHE);
  const older = await olderCaches();
  const waiting = Object.entries(SHELL.files);
  const carry = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [url, integrity] = next;
      const same = url.endsWith('.html') ? undefined : older.find(({ files }) => files[url] === integrity);
      const response = (await same?.cache.match(url, { ignoreVary: true })) ?? (await load(url, integrity));
      await cache.put(url, url === '/report.html' ? await preloading(response) : response);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, carry));
  await cache.put(LIST, Response.json(SHELL.files));
}

/** @param {string} url @param {string} integrity */
async function load(url, integrity) {
  const response = await fetch(url, { integrity, cache: 'no-cache', credentials: 'same-origin' });
  if (!response.ok) throw new TypeError(`${url} answered ${response.status}`);
  return response;
}

/** The page, asking for all modules of its start at once instead of level by level. @param {Response} response */
async function preloading(response) {
  const links = SHELL.first.map((url) => `<link rel="modulepreload" href="${url}">`).join('');
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return new Response((await response.text()).replace('</head>', `${links}</head>`), { headers });
}

/** Those of earlier versions that are whole. @returns {Promise<{cache: Cache, files: Record<string, string>}[]>} */
async function olderCaches() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === CACHE) continue;
    const cache = await caches.open(name);
    const list = await cache.match(LIST);
    if (list) found.push({ cache, files: await list.json() });
  }
  return found;
}

/** This version serves from now on: the pages of the one before have been told and load anew. */
async function clean() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
}

/** `switch` lets this version take over; `switch-alone` only where a single page would have to load anew. @param {ExtendableMessageEvent} event */
async function hear({ data }) {
  const pages = await worker.clients.matchAll({ type: 'window' });
  if (data === 'switch' || (data === 'switch-alone' && pages.length <= 1)) await worker.skipWaiting();
}

/** The file that answers a request; null for what is the server's. @param {Request} request */
function fileOf({ method, mode, url }) {
  const { origin, pathname, searchParams, search } = new URL(url);
  if (method !== 'GET' || origin !== worker.location.origin) return null;
  if (mode === 'navigate') {
    if (pathname !== '/report') return null;
    return searchParams.has('sign-in') ? '/sign-in.html' : '/report.html';
  }
  return search === '' && pathname in SHELL.files ? pathname : null;
}

/** @param {string} file */
async function answer(file) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(file, { ignoreVary: true });
  // The browser has thrown it away: the same bytes from the server, or none.
  return kept ?? load(file, SHELL.files[file] ?? '');
}
