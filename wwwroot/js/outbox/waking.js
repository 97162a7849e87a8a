// The browser wakes the service worker when there is a network again, and that sends what waits with no page open (background.js).

/** Asks the browser to wake the worker; where it cannot, the page sends by itself. @param {ServiceWorkerContainer|undefined} workers */
export async function askForWaking(workers) {
  const registration = await workers?.getRegistration('/report');
  // Of the Background Sync API, which the types do not know: not every browser has it, and a user may forbid it.
  const sync = /** @type {{sync?: {register: (tag: string) => Promise<void>}}|undefined} */ (registration)?.sync;
  await sync?.register('outbox').catch((fault) => console.info('No background sync:', String(fault)));
}
