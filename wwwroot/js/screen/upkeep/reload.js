// Loading the page anew, so that nobody in the hall is interrupted and a sick server cannot drive a screen round in circles.

/** @typedef {import('../scenes/player.js').Timers} Timers */
/** @typedef {'version'|'asked'|'memory'|'faults'|'night'|'kept'} ReloadReason */
/** @typedef {Pick<Storage, 'getItem'|'setItem'>} Shelf */

const KEY = 'screen.reloadedAt';
/** A moment between two scenes is this short. */
const LOOK_MS = 1_000;
/** So long a quiet moment is waited for. */
const PATIENCE_MS = 10 * 60_000;
export const LEAST_BETWEEN_MS = 5 * 60_000;
/** Between two questions whether the server is there. */
const ASK_MS = 10_000;

/**
 * @param {object} options
 * @param {() => boolean} options.isQuiet Nobody is in the middle of reading.
 * @param {() => boolean} options.isUrgent Something urgent is being announced: nothing comes before that.
 * @param {() => Promise<boolean>} options.isServerReady The page is gone for good where nothing answers.
 * @param {() => void} options.reload
 * @param {Timers} options.timers
 * @param {() => number} options.now Milliseconds since the epoch, by the device.
 * @param {() => Shelf} options.shelf Throws where storage is forbidden.
 */
export function createReload({ isQuiet, isUrgent, isServerReady, reload, timers, now, shelf }) {
  const begun = now();
  /** @type {{reason: ReloadReason, at: number}|null} */
  let asked = null;
  let isAsking = false;
  let knocked = Number.NEGATIVE_INFINITY;
  /** @type {any} */
  let timer;

  /** The screen's own last reload; where nothing can be kept, every start counts as one. @returns {number} */
  function last() {
    try {
      return Number(shelf().getItem(KEY) ?? Number.NEGATIVE_INFINITY);
    } catch {
      return begun;
    }
  }

  function remember() {
    try {
      shelf().setItem(KEY, String(now()));
    } catch {
      // Then the start of the page stands for it.
    }
  }

  function mayBe() {
    if (!asked || isUrgent()) return false;
    const since = now() - last();
    // A clock that was set back must not hold the screen for a day.
    if (since >= 0 && since < LEAST_BETWEEN_MS) return false;
    const waited = now() - asked.at;
    return isQuiet() || waited < 0 || waited >= PATIENCE_MS;
  }

  async function look() {
    timer = timers.set(look, LOOK_MS);
    if (isAsking || !mayBe() || (now() - knocked < ASK_MS && now() >= knocked)) return;
    isAsking = true;
    knocked = now();
    const isReady = await isServerReady();
    isAsking = false;
    if (!isReady || isUrgent() || timer === undefined) return;
    destroy();
    remember();
    reload();
  }

  function destroy() {
    timers.clear(timer);
    timer = undefined;
  }

  return {
    /** Soon; the first reason stands. @param {ReloadReason} reason */
    ask(reason) {
      if (asked) return;
      asked = { reason, at: now() };
      void look();
    },
    /** @returns {ReloadReason|null} */
    get reason() {
      return asked?.reason ?? null;
    },
    destroy,
  };
}

/** Minutes of the day from which a screen may begin its nightly reload, and how long that lasts. */
const NIGHT = 3 * 60 + 30;
const NIGHT_LASTS = 60;
const NIGHT_SPREAD = 30;
const LEAST_AGE_MS = 6 * 3_600_000;

/**
 * Once a night, each screen at its own minute, so that a hundred do not come at once.
 * @param {number} minute Since local midnight.
 * @param {string} id Of the screen.
 * @param {number} ageMs How long the page has been running.
 */
export function isTimeForNight(minute, id, ageMs) {
  const from = NIGHT + ([...id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % NIGHT_SPREAD);
  return ageMs >= LEAST_AGE_MS && minute >= from && minute < from + NIGHT_LASTS;
}
