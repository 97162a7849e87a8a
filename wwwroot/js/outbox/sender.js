// Sends what the outbox holds, one item after the other, for ever. It knows neither the database nor the network nor the page.
import { isRipe, issueIn, nextIn, parcelsOf, subjectOf } from './item.js';
import { pauseAfter, verdictOn } from './verdict.js';

/** @typedef {import('../contract.js').Problem} Problem */
/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./item.js').Trouble} Trouble */
/** @typedef {import('./store.js').Store} Store */
/** @template T @typedef {import('../contract.js').Result<T>} Result */
/** @typedef {{receipt?: import('./item.js').Receipt, seen?: import('./item.js').Seen}} Carried `seen`: what the issue is after a command. */
/** @typedef {{sending: string|null, trouble: Trouble|null}} Status `sending`: an item's id. */
/** @typedef {ReturnType<typeof createSender>} Sender */
/**
 * @typedef {object} Courier
 * @property {(item: Item, more: {issueId: string, blob: Blob|null}) => Promise<Result<Carried>>} carry
 */

const SIGNED_OUT_MS = 30_000;
/** Another tab sends: looked at again now and then, it may be closed. */
const OTHER_TAB_MS = 5_000;
const SOON_MS = 250;

/**
 * @param {object} options
 * @param {Store} options.store
 * @param {Courier} options.courier
 * @param {string} options.account
 * @param {(work: () => Promise<void>) => Promise<boolean>} options.exclusive False where another tab sends.
 * @param {() => void} options.onChange
 * @param {(fault: unknown) => void} options.onFault
 * @param {() => number} options.now Milliseconds, monotonic.
 * @param {() => number} [options.wall] Milliseconds since the epoch.
 * @param {() => number} [options.random]
 * @param {{set: (run: () => void, ms: number) => any, clear: (timer: any) => void}} options.timers
 */
export function createSender({
  store,
  courier,
  account,
  exclusive,
  onChange,
  onFault,
  now,
  wall = Date.now,
  random = Math.random,
  timers,
}) {
  /** @type {Status} */
  let status = { sending: null, trouble: null };
  /** Nothing at all is tried before; what the server asked for holds, the rest ends with any good news. */
  let pause = { until: 0, isAsked: false };
  let failures = 0;
  /** @type {Map<string, {tries: number, at: number}>} Items that are tried again by themselves. */
  const later = new Map();
  /** @type {any} */
  let timer;
  let isRunning = false;
  let isWanted = false;
  let isEnded = false;

  /** @param {Partial<Status>} next */
  function tell(next) {
    status = { ...status, ...next };
    onChange();
  }

  /** @param {Trouble} trouble @param {number} ms @param {boolean} [isAsked] */
  function hold(trouble, ms, isAsked = false) {
    pause = { until: now() + ms, isAsked };
    tell({ sending: null, trouble });
  }

  /** @param {Problem} problem @returns {boolean} True where it holds up everything. */
  function held(problem) {
    const verdict = verdictOn(problem);
    if (verdict === 'signIn' || verdict === 'otherAccount') hold(verdict, SIGNED_OUT_MS);
    else if (verdict === 'network') hold('network', pauseAfter(++failures, random));
    else if (verdict === 'busy')
      hold('busy', Math.max(1_000 * (problem.retryAfter ?? 0), pauseAfter(++failures, random)), true);
    else return false;
    return true;
  }

  /** @param {Item} item @param {string} issueId */
  async function attempt(item, issueId) {
    const isFile = item.kind === 'photo' || item.kind === 'voice';
    const blob = isFile ? await store.file(item.id) : null;
    if (isFile && !blob) {
      // The browser cleared it away: said, and the rest goes on.
      await store.update(item.id, { state: 'refused', problem: { status: 0, code: 'local.file_lost' } });
      return;
    }
    tell({ sending: item.id });
    const { value, problem } = await courier.carry(item, { issueId, blob });
    if (!problem) {
      failures = 0;
      later.delete(item.id);
      await store.finish(item.id, {
        state: 'done',
        problem: null,
        doneAt: wall(),
        ...(value.receipt && { receipt: value.receipt }),
      });
      if (value.seen) await followUp(item, issueId, value.seen);
      tell({ sending: null, trouble: null });
    } else if (!held(problem)) {
      failures = 0;
      if (verdictOn(problem) === 'later') {
        const tries = (later.get(item.id)?.tries ?? 0) + 1;
        later.set(item.id, { tries, at: now() + pauseAfter(tries, random) });
      } else await store.update(item.id, { state: 'refused', problem });
      tell({ sending: null, trouble: null });
    }
  }

  /**
   * What this phone did itself is nothing that moved meanwhile: the next command on the same issue goes on from there.
   * @param {Item} done @param {string} issueId @param {import('./item.js').Seen} seen
   */
  async function followUp(done, issueId, seen) {
    for (const { id, act } of await ownItems()) {
      if (id !== done.id && act?.seen && act.issueId === issueId) await store.update(id, { act: { ...act, seen } });
    }
  }

  const ownItems = async () =>
    (await store.list()).filter((item) => item.account === account && item.state === 'waiting');

  async function next() {
    const parcels = parcelsOf((await store.list()).filter((item) => item.account === account));
    const mayTry = (/** @type {Item} */ item) => (later.get(item.id)?.at ?? 0) <= now() && isRipe(item, wall());
    /** What concerns one issue, or is put to one thing, keeps its order. @type {Set<string>} */
    const held = new Set();
    for (const parcel of parcels) {
      const subject = subjectOf(parcel);
      if (held.has(subject)) continue;
      const item = nextIn(parcel, mayTry);
      if (item) return { item, issueId: issueIn(parcel) };
      if (parcel.items.some(({ state }) => state === 'waiting')) held.add(subject);
    }
    return null;
  }

  async function pass() {
    while (!isEnded && pause.until <= now()) {
      const found = await next();
      if (!found) return;
      await attempt(found.item, found.issueId);
    }
  }

  /** Milliseconds until there is something to try again; null where only news brings it. @param {boolean} wasFree */
  async function nextLook(wasFree) {
    const waiting = await ownItems();
    if (waiting.length === 0) return null;
    if (!wasFree) return OTHER_TAB_MS;
    if (status.trouble) return Math.max(SOON_MS, pause.until - now());
    const times = waiting.flatMap((item) => [
      ...(later.has(item.id) ? [later.get(item.id)?.at ?? 0] : []),
      ...(isRipe(item, wall()) ? [] : [now() + (item.notBefore ?? 0) - wall()]),
    ]);
    return times.length > 0 ? Math.max(SOON_MS, Math.min(...times) - now()) : null;
  }

  /** @returns {Promise<number|null>} When to look again. */
  async function work() {
    try {
      let wasFree = true;
      do {
        isWanted = false;
        wasFree = await exclusive(pass);
      } while (isWanted && wasFree && !isEnded);
      return await nextLook(wasFree);
    } catch (fault) {
      // The database went away under us: nothing is lost by looking again.
      onFault(fault);
      return OTHER_TAB_MS;
    }
  }

  async function run() {
    timers.clear(timer);
    if (isEnded) return;
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    const ms = await work();
    isRunning = false;
    if (isEnded) return;
    if (isWanted) timer = timers.set(() => void run(), SOON_MS);
    else if (ms !== null) timer = timers.set(() => void run(), ms);
  }

  return {
    get status() {
      return status;
    },
    /** There is news: something was kept, the network or the page is back. */
    wake() {
      failures = 0;
      if (!pause.isAsked) pause.until = 0;
      return run();
    },
    destroy() {
      isEnded = true;
      timers.clear(timer);
    },
  };
}
