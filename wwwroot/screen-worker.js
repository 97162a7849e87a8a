/// <reference lib="webworker" />
// The worker of /screen: the page comes from the server whenever that answers. Only where it does not, after a power cut with the server
// away, the page that was kept last is shown, with its last picture. /api and /hubs are never answered here.

const hall = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SHELVES = 'screen-';
const PAGE = '/screen';
const FILES = /^\/(js|css|vendor)\/|^\/icon\.svg$/;
/** A server that neither answers nor refuses. */
const LONGEST_MS = 15_000;

hall.addEventListener('install', (event) => event.waitUntil(hall.skipWaiting()));
hall.addEventListener('activate', (event) => event.waitUntil(hall.clients.claim()));
hall.addEventListener('message', (event) => event.waitUntil(hear(event.data)));
hall.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== hall.location.origin) return;
  if (mode === 'navigate' ? pathname === PAGE : FILES.test(pathname)) event.respondWith(answer(event.request, pathname));
});

/** @param {Request} request @param {string} pathname @returns {Promise<Response>} */
async function answer(request, pathname) {
  try {
    // A navigation cannot be given a time limit, but its address can be asked for.
    const response = await fetch(request.url, {
      signal: AbortSignal.timeout(LONGEST_MS),
      cache: 'no-cache',
      credentials: 'same-origin',
      redirect: request.mode === 'navigate' ? 'manual' : 'follow',
    });
    if (response.status < 500) return response;
    return (await kept(pathname)) ?? response;
  } catch (fault) {
    const last = await kept(pathname);
    if (last) return last;
    throw fault;
  }
}

/** Of a version that was kept whole: its page was put there last. @param {string} pathname @returns {Promise<Response|undefined>} */
async function kept(pathname) {
  for (const name of await shelves()) {
    const shelf = await caches.open(name);
    if (await shelf.match(PAGE, { ignoreVary: true })) return shelf.match(pathname, { ignoreVary: true });
  }
  return undefined;
}

const shelves = async () => (await caches.keys()).filter((name) => name.startsWith(SHELVES));

/** @param {{keep?: {version: string, urls: string[]}, forget?: boolean}} word From the page, which alone knows what it has loaded. */
async function hear({ keep, forget }) {
  if (forget) for (const name of await shelves()) await caches.delete(name);
  if (!keep) return;
  const own = SHELVES + keep.version;
  const shelf = await caches.open(own);
  for (const url of keep.urls) {
    if (await shelf.match(url, { ignoreVary: true })) continue;
    const response = await fetch(url, { cache: 'no-cache', credentials: 'same-origin' });
    if (!response.ok) return;
    await shelf.put(url, response);
  }
  // Signed out meanwhile, this would be the sign-in page: the script of the screen tells which it is.
  const page = await fetch(PAGE, { cache: 'no-store', credentials: 'same-origin' });
  if (!page.ok || !(await page.clone().text()).includes('/js/screen/main.js')) return;
  await shelf.put(PAGE, page);
  for (const name of await shelves()) if (name !== own) await caches.delete(name);
}
