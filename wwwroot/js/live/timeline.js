// The present or a replayed past, whichever the page shows: one state, one clock, one stream of steps.
import { createReplay } from './replay.js';
import { jump } from './state.js';

/** @typedef {import('./state.js').LiveState} LiveState */
/** @typedef {import('./state.js').Step} Step */
/** @typedef {ReturnType<typeof createTimeline>} Timeline */

/**
 * @param {object} options
 * @param {string|null} [options.area] The followed area; null is the account's whole scope.
 * @param {{snapshotAt: import('../http/api.js').Api['snapshotAt'], changes: import('../http/api.js').Api['changes']}} options.api
 * @param {import('./clock.js').Clock} options.clock
 * @param {() => LiveState|null} options.present The live state; it goes on unseen while the past is shown.
 * @param {(step: Step) => void} options.onStep
 * @param {() => void} options.onTick
 * @param {(problem: import('../contract.js').Problem) => void} options.onTrouble
 */
export function createTimeline({ area = null, api, clock, present, onStep, onTick, onTrouble }) {
  /** @type {import('./replay.js').Replay|null} */
  let replay = null;
  /** Areas and people were then as they are now: they need not be read for the way there and back. */
  let sameAreas = false;

  /** @param {Step} step @returns {Step} */
  const travelled = (step) => (sameAreas ? { ...step, stale: new Set() } : step);

  return {
    /** @returns {LiveState|null} */
    get state() {
      return replay?.state ?? present();
    },
    /** @returns {import('./replay.js').Replay|null} Null in the present. */
    get replay() {
      return replay;
    },
    /** A step of the live stream. @param {Step} step */
    hear(step) {
      if (!replay?.state) onStep(step);
    },
    /**
     * Shows a moment of the past; ends at the present.
     * @param {number} at Milliseconds since the epoch.
     * @param {{sameAreas?: boolean}} [known]
     */
    async enter(at, known = {}) {
      sameAreas = known.sameAreas ?? false;
      if (!replay) {
        const before = present();
        let first = true;
        const own = createReplay({
          area,
          getSnapshot: api.snapshotAt,
          getChanges: api.changes,
          onTick,
          onTrouble,
          onStep(step) {
            if (replay !== own) return;
            // Until the first picture of then is there, the page shows the present under the present's clock.
            if (first) clock.travel(() => own.moment);
            onStep(first ? travelled(jump(before, step.state)) : step);
            first = false;
          },
        });
        replay = own;
      }
      replay.setEnd(clock.present());
      await replay.seek(at);
    },
    /** Back to the present. */
    leave() {
      if (!replay) return;
      const past = replay.state;
      replay.destroy();
      replay = null;
      clock.travel(null);
      const now = present();
      if (now && past) onStep(travelled(jump(past, now)));
      onTick();
    },
    destroy() {
      replay?.destroy();
      clock.travel(null);
    },
  };
}
