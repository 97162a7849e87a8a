// Sends what waits while no page is open: the browser wakes the service worker when there is a network again.
import { createOutboxApi } from '../http/outbox-api.js';
import { uuid } from '../ui/uuid.js';
import { createCourier } from './courier.js';
import { createExclusive } from './exclusive.js';
import { isRipe, isUnsent, nextIn, parcelsOf } from './item.js';
import { createSender } from './sender.js';
import { openStore } from './store.js';

/**
 * All accounts' items, each under its own name; the server takes them while that account is signed in.
 * @throws {Error} Something still waits for the network or the server: the browser asks again later.
 */
export async function sendInBackground() {
  const store = await openStore();
  const channel = new BroadcastChannel('outbox');
  try {
    const waiting = (await store.list()).filter(isUnsent);
    for (const account of new Set(waiting.map((item) => item.account))) await sendAll(account);
  } finally {
    channel.close();
    store.close();
  }

  /** @param {string} account */
  async function sendAll(account) {
    const sender = createSender({
      store,
      courier: createCourier(createOutboxApi(account)),
      account,
      exclusive: createExclusive({ locks: navigator.locks, store, owner: uuid() }),
      onChange: () => channel.postMessage(sender.status.sending),
      onFault: (fault) => console.warn('The outbox could not be read in the background:', fault),
      now: () => performance.now(),
      // One pass at a time: when to try again is the browser's to say.
      timers: { set: () => null, clear: () => {} },
    });
    for (;;) {
      await sender.wake();
      const { trouble } = sender.status;
      if (trouble === 'network' || trouble === 'busy') throw new Error(`the outbox waits: ${trouble}`);
      if (trouble) break;
      const own = (await store.list()).filter((item) => item.account === account);
      const unripe = own.flatMap((item) =>
        item.state !== 'waiting' || isRipe(item, Date.now()) ? [] : [item.notBefore ?? 0],
      );
      if (unripe.length === 0) {
        // The server failed at it, or a page is sending it, which may be killed at any moment: the browser is to come again.
        if (parcelsOf(own).some((parcel) => nextIn(parcel, () => true))) throw new Error('the outbox waits: later');
        break;
      }
      const ms = Math.max(0, Math.min(...unripe) - Date.now());
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
    sender.destroy();
  }
}
