// Keeps one state equal to the server's: what a snapshot, a batch, a pulse and a catch-up do to it. Knows nothing of
// connections; follow.js calls it in order, one thing at a time.
import { compareCursors, judgeBatch } from './cursor.js';
import { reduce, reduceSnapshot } from './state.js';

/** @typedef {import('../contract.js').Batch} Batch */
/** @typedef {import('../contract.js').Pulse} Pulse */
/** @typedef {import('../contract.js').Problem} Problem */
/** @typedef {import('./state.js').LiveState} LiveState */
/** @typedef {import('./state.js').Step} Step */

/** Carries a Problem through the loop: the turn has failed and the next one begins after a pause. */
export class TurnFailed extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/**
 * @param {object} options
 * @param {string|null} options.area
 * @param {import('./follow.js').FollowOptions['getSnapshot']} options.getSnapshot
 * @param {import('./follow.js').FollowOptions['getChanges']} options.getChanges
 * @param {import('./clock.js').Clock} options.clock
 * @param {(step: Step) => void} options.onStep
 * @param {(cursor: string) => Promise<void>} options.refollow Follow anew from a snapshot's cursor, if anything is followed.
 * @param {() => boolean} options.isStopped
 */
export function createTracker({ area, getSnapshot, getChanges, clock, onStep, refollow, isStopped }) {
  /** @type {LiveState|null} */
  let state = null;

  /** @param {Step} step */
  function publish(step) {
    state = step.state;
    onStep(step);
  }

  /** @template T @param {import('../contract.js').Result<T>} result @returns {T} */
  function unwrap(result) {
    if (result.problem) throw new TurnFailed(result.problem);
    return result.value;
  }

  async function freshSnapshot() {
    const snapshot = unwrap(await getSnapshot(area));
    if (isStopped()) return;
    // Before it is shown: what a page does at its first picture may ask what time it is.
    clock.hear(snapshot.serverTime);
    publish(reduceSnapshot(state, snapshot, area));
    clock.confirm();
    // Follow replaces the earlier one: what lies between the snapshot and now is sent again from its cursor.
    await refollow(snapshot.cursor);
  }

  async function catchUp() {
    for (let complete = false; !complete && !isStopped(); ) {
      if (!state) return freshSnapshot();
      const from = state.cursor;
      const page = await getChanges(area, from);
      if (page.problem?.code === 'changes.cursor_expired' || page.problem?.status === 410) return freshSnapshot();
      const value = unwrap(page);
      if (isStopped()) return;
      publish(reduce(state, { from, to: value.cursor, changes: value.changes }));
      complete = value.complete;
    }
    if (state?.needsSnapshot) await freshSnapshot();
  }

  return {
    /** @returns {LiveState|null} */
    get state() {
      return state;
    },
    freshSnapshot,
    catchUp,
    /**
     * Begins with what was known before the page was: changes after its cursor follow.
     * @param {import('../contract.js').Snapshot} snapshot
     * @param {boolean} isWhole Of a part only the server's own snapshot makes a whole.
     */
    seed(snapshot, isWhole) {
      const step = reduceSnapshot(null, snapshot, area);
      publish({ ...step, state: { ...step.state, needsSnapshot: !isWhole } });
    },
    /** @param {Batch} batch */
    async take(batch) {
      if (!state) return;
      let verdict = judgeBatch(state.cursor, batch);
      if (verdict === 'restart') return freshSnapshot();
      if (verdict === 'fetch') {
        await catchUp();
        verdict = judgeBatch(state.cursor, batch);
      }
      if (verdict !== 'apply') return;
      publish(reduce(state, batch));
      if (state.needsSnapshot) await freshSnapshot();
    },
    /** @param {Pulse} pulse */
    async beat(pulse) {
      if (!state) return;
      const ahead = compareCursors(pulse.cursor, state.cursor);
      if (Number.isNaN(ahead)) await freshSnapshot();
      else if (ahead > 0) await catchUp();
      clock.hear(pulse.serverTime);
      clock.confirm();
    },
  };
}
