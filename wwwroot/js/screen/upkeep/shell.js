// Asks the worker to keep the page as it runs here, for a start while the server is away. Over plain http there is no worker (except on the
// machine itself): then the browser shows its own page until the server answers again.

/** The start has the network to itself. */
const AFTER_MS = 10_000;
/** What is loaded late, such as the charts, is added then. */
const AGAIN_MS = 300_000;

/** @param {() => string|null} version Of the server that gave the page; null: it came from what was kept. */
export function keepShell(version) {
  const container = navigator.serviceWorker;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  async function keep() {
    timer = setTimeout(keep, AGAIN_MS);
    const own = version();
    if (!own) return;
    const registration = await container.ready;
    const urls = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(
        ({ origin, pathname }) => origin === location.origin && /^\/(js|css|vendor)\/|^\/icon\.svg$/.test(pathname),
      )
      .map(({ pathname }) => pathname);
    // A browser that does not tell what it has loaded: half a page is worse than none.
    if (!urls.includes('/js/screen/main.js')) return;
    registration.active?.postMessage({ keep: { version: own, urls: [...new Set(urls)] } });
  }

  if (container) {
    container
      .register('/screen-worker.js', { scope: '/screen', updateViaCache: 'none' })
      .catch((fault) => console.warn('The page is not kept:', fault));
    timer = setTimeout(keep, AFTER_MS);
  }
  return {
    /** The screen is no screen any more. */
    forget: () => container?.controller?.postMessage({ forget: true }),
    destroy: () => clearTimeout(timer),
  };
}
