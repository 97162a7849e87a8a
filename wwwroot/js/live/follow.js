// One loop that keeps a page's state equal to the server's, for the first start as for every cut, and never gives up.
//
// Everything that can change the state runs through one queue, in order: batches, pulses, catch-ups and polls. While no
// WebSocket is open, /api/changes is polled through the same reducer, and the loop keeps trying to open one.
import { createTracker, TurnFailed } from './tracker.js';

/** @typedef {import('../contract.js').Batch} Batch */
/** @typedef {import('../contract.js').Pulse} Pulse */
/** @typedef {import('../contract.js').Snapshot} Snapshot */
/** @typedef {import('../contract.js').ChangesPage} ChangesPage */
/** @typedef {import('./state.js').LiveState} LiveState */
/** @typedef {import('./state.js').Step} Step */
/** @typedef {import('./hub.js').Hub} Hub */
/** @typedef {import('./hub.js').HubHandlers} HubHandlers */
/** @typedef {'connecting'|'live'|'polling'|'offline'} Connection */

/**
 * @typedef {object} FollowOptions
 * @property {string|null} area
 * @property {(area: string|null) => Promise<import('../contract.js').Result<Snapshot>>} getSnapshot
 * @property {(area: string|null, after: string) => Promise<import('../contract.js').Result<ChangesPage>>} getChanges
 * @property {(handlers: HubHandlers) => Promise<Hub>} openHub
 * @property {() => Promise<boolean>} isSignedIn Asked after a cut: ended sessions are cut on purpose.
 * @property {import('./clock.js').Clock} clock
 * @property {(step: Step) => void} onStep
 * @property {(connection: Connection) => void} [onConnection]
 * @property {() => void} [onSignedOut]
 * @property {{snapshot: Snapshot, isWhole: boolean}|null} [seed] What was known before the page was opened.
 * @property {{set: (run: () => void, ms: number) => unknown, clear: (timer: any) => void}} [timers]
 * @property {() => number} [random]
 */

const POLL_MS = 3_000;
const SILENCE_MS = 12_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/**
 * Doubling with jitter between half and whole, so that a thousand screens do not return in one instant.
 * @param {number} attempt From 0.
 * @param {() => number} random
 */
export function retryDelay(attempt, random) {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempt, 10)) * (0.5 + random() / 2);
}

/** @param {FollowOptions} options */
export function createFollow(options) {
  const { area, clock, onStep } = options;
  const timers = options.timers ?? { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer) };
  const random = options.random ?? Math.random;
  /** @type {Hub|null} */
  let hub = null;
  /** @type {Connection|null} */
  let connection = null;
  /** @type {Promise<unknown>} */
  let queue = Promise.resolve();
  let stopped = false;
  let polling = false;
  let attempt = 0;
  /** @type {unknown} */
  let pollTimer;
  /** @type {unknown} */
  let silenceTimer;
  /** @type {() => void} */
  let cutShort = () => {};

  /** @param {Connection} next */
  function report(next) {
    if (next === connection || stopped) return;
    connection = next;
    options.onConnection?.(next);
  }

  /** @param {() => Promise<void>} work @returns {Promise<void>} */
  function enqueue(work) {
    const run = queue.then(() => (stopped ? undefined : work()));
    queue = run.catch(() => undefined);
    return run;
  }

  const tracker = createTracker({
    area,
    getSnapshot: options.getSnapshot,
    getChanges: options.getChanges,
    clock,
    onStep,
    refollow: async (cursor) => {
      if (hub) await hub.follow(area, cursor);
    },
    isStopped: () => stopped,
  });

  function hearSomething() {
    timers.clear(silenceTimer);
    silenceTimer = timers.set(() => cutShort(), SILENCE_MS);
  }

  /** One connection from opening to end; resolves when it was cut, rejects when it could not be. */
  async function connect() {
    if (!tracker.state || tracker.state.needsSnapshot) await enqueue(tracker.freshSnapshot);
    /** @type {Hub|null} */
    let own = null;
    let ended = false;
    /** @type {() => void} */
    let end = () => {};
    /** @type {Promise<void>} */
    const closed = new Promise((resolve) => {
      end = () => {
        ended = true;
        resolve();
      };
    });
    cutShort = end;
    /** @param {() => Promise<void>} work */
    const hear = (work) => {
      if (ended) return;
      hearSomething();
      // A failed turn ends this connection: the next one begins at the cursor, so nothing is skipped.
      enqueue(work).catch(end);
    };
    try {
      hearSomething();
      own = await options.openHub({
        onChanges: (batch) => hear(() => tracker.take(batch)),
        onPulse: (pulse) => hear(() => tracker.beat(pulse)),
        onClosed: end,
      });
      if (ended || stopped) return;
      const opened = own;
      // Follow is awaited inside the queue: its cursor is then the state's, whatever a last poll has brought.
      await enqueue(async () => {
        const { state } = tracker;
        if (!state || ended) return;
        hub = opened;
        await opened.follow(area, state.cursor).catch(async (error) => {
          if (!String(error).includes('changes.cursor_expired')) throw error;
          await tracker.freshSnapshot();
        });
      });
      if (ended) return;
      timers.clear(pollTimer);
      polling = false;
      attempt = 0;
      report('live');
      await closed;
    } finally {
      ended = true;
      if (hub === own) hub = null;
      timers.clear(silenceTimer);
      own?.stop();
    }
  }

  /** Keeps the page honest while no WebSocket is open. */
  function poll() {
    if (polling) return;
    polling = true;
    pollTimer = timers.set(async () => {
      polling = false;
      if (stopped || hub) return;
      try {
        await enqueue(async () => {
          if (hub) return;
          await tracker.catchUp();
          clock.confirm();
        });
        if (!hub) report('polling');
      } catch {
        // The network is away: said by the connection state and the data age, tried again below.
        if (!hub) report('offline');
      }
      if (!stopped && !hub) poll();
    }, POLL_MS);
  }

  async function run() {
    report('connecting');
    const { seed } = options;
    if (seed) await enqueue(async () => tracker.seed(seed.snapshot, seed.isWhole));
    while (!stopped) {
      try {
        await connect();
      } catch (error) {
        if (error instanceof TurnFailed && error.problem.status === 401) return leave();
        // Said by poll(): only it knows whether the server can be reached at all.
      }
      if (stopped) return;
      if (connection === 'live') report('connecting');
      if (!(await options.isSignedIn())) return leave();
      poll();
      await pause(retryDelay(attempt++, random));
    }
  }

  function leave() {
    if (stopped) return;
    destroy();
    options.onSignedOut?.();
  }

  /** @type {() => void} */
  let wake = () => {};
  /** @param {number} ms @returns {Promise<void>} */
  function pause(ms) {
    return new Promise((resolve) => {
      const timer = timers.set(resolve, ms);
      wake = () => {
        timers.clear(timer);
        resolve();
      };
    });
  }

  function destroy() {
    stopped = true;
    timers.clear(pollTimer);
    timers.clear(silenceTimer);
    cutShort();
    wake();
    hub?.stop();
  }

  return {
    start: () => void run(),
    /** The network is said to be back: the next attempt need not wait. */
    hurry: () => wake(),
    /** @returns {LiveState|null} */
    get state() {
      return tracker.state;
    },
    destroy,
  };
}
