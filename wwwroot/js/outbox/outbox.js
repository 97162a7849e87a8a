// The outbox of one account on this phone: what a page keeps in it is sent by itself, whatever happens to page, network and server.
import { createOutboxApi } from '../http/outbox-api.js';
import { uuid } from '../ui/uuid.js';
import { createCourier } from './courier.js';
import { createExclusive } from './exclusive.js';
import { actItems, isOf, isUnsent, parcelsOf, putItems, reportItems, stateOf } from './item.js';
import { createMemoryStore } from './memory-store.js';
import { askToPersist } from './persist.js';
import { createSender } from './sender.js';
import { openStore } from './store.js';
import { askForWaking } from './waking.js';

/** @typedef {import('./item.js').Filled} Filled */
/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./item.js').Begun} Begun */
/** @typedef {import('./item.js').Parcel & {state: import('./item.js').ParcelState}} Shown */
/** @typedef {Awaited<ReturnType<typeof openOutbox>>} Outbox */
/**
 * @typedef {object} View
 * @property {Shown[]} parcels This account's, the oldest first.
 * @property {Map<string, Shown[]>} acts Commands by issue that have not been done yet, in their order.
 * @property {number} unsent How many of them are not all at the server.
 * @property {number} foreign How many wait for another account.
 * @property {boolean} isLasting They outlive this page.
 * @property {boolean} isSafe The browser promised not to clear them away.
 */

/** So long it is told that something has arrived. */
const TOLD_MS = 10 * 60_000;

/** @param {string} account The user name. */
export async function openOutbox(account) {
  const store = await openStore().catch((fault) => {
    console.warn('The outbox lasts as long as this page:', fault);
    return createMemoryStore();
  });
  const channel = new BroadcastChannel('outbox');
  /** @type {string|null} What another tab is sending. */
  let elsewhere = null;
  let isSafe = true;
  let isClosed = false;
  /** @type {(view: View) => void} */
  let onChange = () => {};
  /** @type {View} */
  let view = { parcels: [], acts: new Map(), unsent: 0, foreign: 0, isLasting: store.isLasting, isSafe };
  const sender = createSender({
    store,
    courier: createCourier(createOutboxApi(account)),
    account,
    exclusive: createExclusive({ locks: navigator.locks, store, owner: uuid() }),
    onChange() {
      // Who sends here has the lock: whoever sent elsewhere is done, or was killed before it could say so.
      elsewhere = null;
      tell();
    },
    onFault: (fault) => console.warn('The outbox could not be read and is tried again:', fault),
    now: () => performance.now(),
    timers: { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer) },
  });

  async function look() {
    if (isClosed) return;
    const items = await store.list();
    const { sending, trouble } = sender.status;
    const parcels = parcelsOf(items.filter((item) => item.account === account)).map((parcel) => ({
      ...parcel,
      state: stateOf(parcel, { sending: sending ?? elsewhere, trouble }),
    }));
    const foreign = parcelsOf(items.filter((item) => item.account !== account)).filter((parcel) =>
      parcel.items.some(isUnsent),
    );
    view = {
      parcels,
      acts: actsIn(parcels),
      unsent: parcels.filter(({ state }) => state.name !== 'done').length,
      foreign: foreign.length,
      isLasting: store.isLasting,
      isSafe,
    };
    onChange(view);
  }

  /** Here and in the other tabs. */
  function tell() {
    if (isClosed) return;
    channel.postMessage(sender.status.sending);
    void look();
  }

  /** Whoever asked has been told long ago. */
  async function clearDone() {
    const done = view.parcels.filter(
      ({ state, items }) => state.name === 'done' && items.every(({ doneAt }) => Date.now() - (doneAt ?? 0) > TOLD_MS),
    );
    if (done.length > 0) await removed(done.flatMap(({ items }) => items.map(({ id }) => id)));
  }

  /** @param {string[]} ids */
  async function removed(ids) {
    await store.remove(ids);
    tell();
  }

  /** @param {string} id @param {Partial<Item>} changes */
  async function again(id, changes) {
    await store.update(id, { ...changes, state: 'waiting', problem: null });
    tell();
    void sender.wake();
  }

  const by = () => ({ account, at: Date.now(), uuid });

  /** @param {import('./item.js').Kept} kept */
  async function add({ items, files }) {
    await store.add(items, files);
    await look();
    wake();
    void askForWaking(navigator.serviceWorker);
    void askToPersist(navigator.storage, localStorage).then((answer) => {
      isSafe = answer;
      void look();
    });
    return items[0]?.parcel ?? '';
  }

  const woken = () => {
    if (document.visibilityState === 'visible') void sender.wake();
  };
  const wake = () => void sender.wake();
  channel.onmessage = ({ data }) => {
    elsewhere = data;
    void look();
  };
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', woken);
  const sweeping = setInterval(() => void clearDone(), 60_000);
  // What arrived long ago is not cleared before the page has looked whether its draft became of it (`became`).
  await look();
  wake();

  return {
    get view() {
      return view;
    },
    /** @param {(view: View) => void} listener Told at once, and of every change. */
    watch(listener) {
      onChange = listener;
      listener(view);
    },
    wake,
    /** Whether it has become a report that lies here or has arrived. @param {Begun} draft */
    became: (draft) => view.parcels.some((parcel) => isOf(draft, parcel)),
    /**
     * Keeps a report with all its parts, then sends it.
     * @param {Filled} filled
     * @returns {Promise<string>} The parcel.
     * @throws {DOMException} QuotaExceededError where the phone is full: nothing was kept.
     */
    keep: (filled) => add(reportItems(filled, by())),
    /**
     * Keeps a command on an issue with its photos, then sends it.
     * @param {Parameters<typeof actItems>[0]} command `notBefore`: until then it can be taken back by `remove`.
     * @returns {Promise<string>} The parcel.
     * @throws {DOMException} As `keep`.
     */
    act: (command) => add(actItems(command, by())),
    /**
     * Keeps something that is put to an address with an id made on the phone, then sends it.
     * @param {{url: string, body: Record<string, unknown>, title: string}} put `title` says in words what it is.
     * @returns {Promise<string>} The parcel.
     * @throws {DOMException} As `keep`.
     */
    put: (put) => add(putItems(put, by())),
    /**
     * A report that was refused goes with other content; the server has never had it, so its id stays.
     * @param {Shown} parcel
     * @param {Record<string, unknown>} changes
     */
    mend({ head }, changes) {
      const code = head.problem?.code;
      const body = { ...head.body, ...changes };
      if (code === 'issue.id_taken') body.id = uuid();
      if (code === 'issue.captured_in_future') delete body.capturedAt;
      return again(head.id, { body });
    },
    /** As it is; a command on whatever the issue has become, now that its person has looked again. @param {import('./item.js').Item} item */
    retry: ({ id, act }) => again(id, act ? { act: { ...act, seen: null } } : {}),
    /** @param {string[]} ids */
    remove: removed,
    destroy() {
      isClosed = true;
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', woken);
      clearInterval(sweeping);
      sender.destroy();
      channel.close();
    },
  };
}

/** @param {Shown[]} parcels */
function actsIn(parcels) {
  /** @type {Map<string, Shown[]>} */
  const acts = new Map();
  for (const parcel of parcels) {
    const { act } = parcel.head;
    if (act?.issueId && isUnsent(parcel.head)) acts.set(act.issueId, [...(acts.get(act.issueId) ?? []), parcel]);
  }
  return acts;
}
