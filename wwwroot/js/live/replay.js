// What was, played again: a snapshot of then and the Changes after it through the reducer of the live stream, at a chosen speed.
//
// The log is told in its own order. Imported history lies late in it with early times, so its time at a place is the latest
// time up to there: the same rule by which the server finds a moment's place.
import { parseCursor } from './cursor.js';
import { jump, reduce, reduceSnapshot } from './state.js';

/** @typedef {import('../contract.js').Change} Change */
/** @typedef {import('../contract.js').Problem} Problem */
/** @template T @typedef {import('../contract.js').Result<T>} Result */
/** @typedef {import('./state.js').LiveState} LiveState */
/** @typedef {import('./state.js').Step} Step */
/** @typedef {ReturnType<typeof createReplay>} Replay */

const TICK_MS = 100;
/** A tab that slept does not leap over what it should have shown. */
const MOST_ELAPSED_MS = 1_000;
const REFILL_BELOW = 300;

/**
 * @param {object} options
 * @param {string|null} options.area
 * @param {(area: string|null, at: string) => Promise<Result<import('../contract.js').Snapshot>>} options.getSnapshot
 * @param {(area: string|null, after: string) => Promise<Result<import('../contract.js').ChangesPage>>} options.getChanges
 * @param {(step: Step) => void} options.onStep
 * @param {() => void} options.onTick Time, speed or pause changed.
 * @param {(problem: Problem) => void} options.onTrouble It pauses where it is.
 * @param {() => number} [options.monotonic] Milliseconds.
 * @param {{set: (run: () => void, ms: number) => unknown, clear: (timer: any) => void}} [options.timers]
 */
export function createReplay({ area, getSnapshot, getChanges, onStep, onTick, onTrouble, ...rest }) {
  const monotonic = rest.monotonic ?? (() => performance.now());
  const timers = rest.timers ?? { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer) };
  /** @type {LiveState|null} */
  let state = null;
  /** Milliseconds since the epoch: the moment shown, where it ends, and the log's own time so far. */
  let moment = 0;
  let end = Number.POSITIVE_INFINITY;
  let told = Number.NEGATIVE_INFINITY;
  let speed = 60;
  let playing = false;
  let stopped = false;
  let ticked = 0;
  /** @type {unknown} */
  let timer;
  /** What comes next, in the log's order. @type {Change[]} */
  let ahead = [];
  /** How far the log was read, and whether that was its end. */
  let readTo = '';
  let complete = false;
  let reading = false;
  /** Counts the places that were jumped to: what was read for an earlier one is thrown away. */
  let place = 0;
  /** The newest wish of a seek; earlier ones are overtaken. */
  let wish = 0;
  /** @type {Promise<void>|null} */
  let seeking = null;

  /** @param {Step} step */
  function publish(step) {
    state = step.state;
    onStep(step);
  }

  /** @param {Problem} problem */
  function fail(problem) {
    playing = false;
    timers.clear(timer);
    onTick();
    onTrouble(problem);
  }

  /** Reads the log on. */
  async function refill() {
    if (reading || complete || stopped) return;
    reading = true;
    const of = place;
    const { value, problem } = await getChanges(area, readTo);
    reading = false;
    if (stopped) return;
    if (of !== place) return void refill();
    if (problem) return fail(problem);
    ahead.push(...value.changes);
    readTo = value.cursor;
    complete = value.complete;
  }

  /** Applies everything up to the moment, as one step. */
  function advance() {
    if (!state) return;
    /** @type {Change[]} */
    const now = [];
    for (const change of ahead) {
      const at = Math.max(told, Date.parse(change.at));
      if (at > moment) break;
      told = at;
      now.push(change);
    }
    const last = now.at(-1);
    if (!last) return;
    ahead = ahead.slice(now.length);
    const { epoch } = parseCursor(state.cursor);
    publish(reduce(state, { from: state.cursor, to: `${epoch}:${last.seq}`, changes: now }));
    // More than it can know has come back to life: what was then is asked for again.
    if (state.needsSnapshot) void seek(moment);
  }

  function tick() {
    timers.clear(timer);
    if (!playing || stopped) return;
    const now = monotonic();
    const elapsed = Math.min(now - ticked, MOST_ELAPSED_MS) * speed;
    ticked = now;
    if (ahead.length < REFILL_BELOW) void refill();
    // Time waits for what is not read yet.
    if (!seeking && (ahead.length > 0 || complete)) {
      moment = Math.min(end, moment + elapsed);
      advance();
    }
    if (moment >= end) playing = false;
    else timer = timers.set(tick, TICK_MS);
    onTick();
  }

  /** @param {number} at Milliseconds since the epoch. @returns {Promise<void>} Resolves when the last wish is shown. */
  async function seek(at) {
    const of = ++wish;
    moment = Math.min(at, end);
    onTick();
    // One at a time: whoever drags a slider wishes for a place at every pixel.
    while (seeking) await seeking;
    if (of !== wish || stopped) return;
    seeking = show(of, moment);
    await seeking;
    seeking = null;
  }

  /** @param {number} of @param {number} at */
  async function show(of, at) {
    const { value, problem } = await getSnapshot(area, new Date(at).toISOString());
    if (stopped || of !== wish) return;
    if (problem) return fail(problem);
    place++;
    ahead = [];
    complete = false;
    readTo = value.cursor;
    told = Number.NEGATIVE_INFINITY;
    // Whether areas and people were others then, the page knows better than to ask at every pixel of a slider.
    publish({ ...jump(state, reduceSnapshot(null, value, area).state), stale: new Set() });
    ticked = monotonic();
    void refill();
  }

  return {
    /** @returns {LiveState|null} */
    get state() {
      return state;
    },
    /** @returns {number} Milliseconds since the epoch. */
    get moment() {
      return moment;
    },
    get speed() {
      return speed;
    },
    get isPlaying() {
      return playing;
    },
    seek,
    play() {
      if (playing || stopped || moment >= end) return;
      playing = true;
      ticked = monotonic();
      tick();
    },
    pause() {
      playing = false;
      timers.clear(timer);
      onTick();
    },
    /** @param {number} times How much faster than it was. */
    setSpeed(times) {
      speed = times;
      onTick();
    },
    /** It pauses there. @param {number} at Milliseconds since the epoch. */
    setEnd(at) {
      end = at;
    },
    destroy() {
      stopped = true;
      playing = false;
      timers.clear(timer);
    },
  };
}
