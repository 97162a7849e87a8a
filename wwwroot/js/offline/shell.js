// The page's side of its service worker: registers it, and says when a new version lies ready. It takes over only when it is told to, and
// every page then loads anew, so that no page ever runs with files of two versions.

/** Between two looks for a new version while the page stays open. */
const LOOK_MS = 30 * 60_000;

/** @typedef {ReturnType<typeof createShell>} Shell */

/**
 * @param {object} options
 * @param {ServiceWorkerContainer|undefined} options.container Undefined on plain http.
 * @param {() => void} options.onReady A new version lies ready.
 * @param {() => Promise<void>} options.beforeReload What has to be written first.
 * @param {(fault: unknown) => void} options.onFault
 */
export function createShell({ container, onReady, beforeReload, onFault }) {
  /** @type {ServiceWorkerRegistration|null} */
  let registration = null;
  let lookedAt = Date.now();
  let isReloading = false;
  // The first worker of a phone finds a page that came from the server, and leaves it alone.
  const wasControlled = Boolean(container?.controller);

  async function start() {
    if (!container) return;
    registration = await container.register('/report-worker.js', { scope: '/report', updateViaCache: 'none' });
    registration.addEventListener('updatefound', watch);
    watch();
    tell();
  }

  function watch() {
    registration?.installing?.addEventListener('statechange', tell);
  }

  function tell() {
    if (registration?.waiting && wasControlled) onReady();
  }

  async function switched() {
    if (isReloading || !wasControlled) return;
    isReloading = true;
    await beforeReload();
    location.reload();
  }

  /** The server may have been replaced. */
  function look() {
    lookedAt = Date.now();
    // Without a network there is nothing new; the next look finds it.
    registration?.update().catch(() => undefined);
  }

  function seen() {
    if (document.visibilityState === 'visible' && Date.now() - lookedAt > LOOK_MS) look();
  }

  container?.addEventListener('controllerchange', switched);
  document.addEventListener('visibilitychange', seen);
  const timer = setInterval(seen, LOOK_MS);
  start().catch(onFault);

  return {
    look,
    /** @param {'switch'|'switch-alone'} how `switch-alone`: only where no other page would have to load anew. */
    take: (how) => registration?.waiting?.postMessage(how),
    destroy() {
      container?.removeEventListener('controllerchange', switched);
      document.removeEventListener('visibilitychange', seen);
      clearInterval(timer);
    },
  };
}
