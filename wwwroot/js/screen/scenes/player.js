// Which scene is on, and for how long. It knows neither the page nor the map: scenes are given to it, and time.
import { isQuietAt } from '../settings.js';

/** @typedef {import('../settings.js').ScreenSettings} ScreenSettings */
/**
 * @typedef {object} Scene
 * @property {string} kind
 * @property {'map'|'side'|'wide'} [layout] `map`: nothing beside the usual panels; `side`: a panel beside the map; `wide`: in place of the map where there is no room for both.
 * @property {HTMLElement} [element]
 * @property {() => boolean} canShow Whether there is anything to show now.
 * @property {() => number} [turns] How many pictures one after another: grids, pages. One where absent.
 * @property {(configured: number) => number} [seconds] Of each turn; as configured where absent.
 * @property {(turn: number) => void} enter Called for each turn, and again after an interruption.
 * @property {(ended: boolean) => void} leave `ended`: every turn was shown; else something came between.
 * @property {(state: import('../../live/state.js').LiveState, touched: Iterable<string>) => void} [update] While it is on.
 * @property {() => void} destroy
 */
/** @typedef {{set: (run: () => void, ms: number) => any, clear: (timer: any) => void}} Timers */
/** @typedef {ReturnType<typeof createPlayer>} Player */

/** Quiet hours begin and end this soon. */
const LOOK_MS = 10_000;
/** So long at least does a scene stay after an interruption. */
const REST_MS = 5_000;
/** So long after a change of scenes nobody is reading yet. */
const BETWEEN_MS = 2_000;
const HOME = 'overview';

/**
 * @param {object} options
 * @param {ReadonlyMap<string, Scene>} options.scenes By kind; `overview` is always among them.
 * @param {ScreenSettings} options.settings
 * @param {string|null} [options.pinned] One kind that stays on, whether or not it has something to show.
 * @param {Timers} options.timers
 * @param {() => number} options.now Milliseconds, never running backwards.
 * @param {() => number} options.minuteOfDay Since local midnight.
 * @param {(scene: Scene, turn: number) => void} options.onScene
 * @param {(quiet: boolean) => void} options.onQuiet
 * @param {(kind: string, error: unknown) => void} options.onTrouble A scene failed and was passed over.
 * @param {() => boolean} [options.isBusy] Something is being announced on the map.
 */
export function createPlayer(options) {
  const {
    scenes,
    pinned = null,
    timers,
    now,
    minuteOfDay,
    onScene,
    onQuiet,
    onTrouble,
    isBusy = () => false,
  } = options;
  let { settings } = options;
  /** @type {Scene|null} */
  let scene = null;
  let turn = 0;
  let entered = 0;
  let dwell = 0;
  /** Where in the list of settings the present scene stands. */
  let at = -1;
  let quiet = false;
  /** @type {{scene: Scene, turn: number, left: number}|null} What an urgent issue broke off. */
  let broken = null;
  let interrupted = false;
  /** @type {any} */
  let timer;
  /** @type {any} */
  let looking;

  /** @returns {{kind: string, seconds: number}[]} */
  function list() {
    if (pinned && scenes.has(pinned))
      return [settings.scenes.find(({ kind }) => kind === pinned) ?? { kind: pinned, seconds: 20 }];
    const known = settings.scenes.filter(({ kind }) => scenes.has(kind));
    return known.length > 0 ? known : [{ kind: HOME, seconds: 40 }];
  }

  /** @param {Scene} next @param {number} nextTurn @param {number} ms @returns {boolean} Whether it could be entered. */
  function enter(next, nextTurn, ms) {
    if (scene && scene !== next) leave(false);
    scene = next;
    turn = nextTurn;
    entered = now();
    dwell = ms;
    clearTimer();
    // Before the scene is asked to do anything: one that fails must not stop the wall.
    if (!quiet && !interrupted) timer = timers.set(advance, ms);
    try {
      onScene(next, nextTurn);
      next.enter(nextTurn);
      return true;
    } catch (error) {
      onTrouble(next.kind, error);
      return false;
    }
  }

  /** @param {boolean} ended */
  function leave(ended) {
    const old = scene;
    scene = null;
    if (!old) return;
    try {
      old.leave(ended);
    } catch (error) {
      onTrouble(old.kind, error);
    }
  }

  function clearTimer() {
    timers.clear(timer);
    timer = undefined;
  }

  /** @param {Scene} of @param {number} configured @returns {number} */
  const dwellOf = (of, configured) => 1000 * (of.seconds?.(configured) ?? configured);

  function advance() {
    const entries = list();
    const configured = entries[at]?.seconds ?? 20;
    if (scene && turn + 1 < (scene.turns?.() ?? 1) && enter(scene, turn + 1, dwellOf(scene, configured))) return;
    if (scene && entries.length > 1) leave(true);
    const before = at;
    for (let step = 1; step <= entries.length; step++) {
      const place = (before + step) % entries.length;
      const { kind = '', seconds = 20 } = entries[place] ?? {};
      const next = scenes.get(kind);
      if (!next || !(pinned || shows(next))) continue;
      at = place;
      if (enter(next, 0, dwellOf(next, seconds))) return;
    }
    // Nothing on the list has anything to show: the map always has.
    goHome(40_000);
  }

  /** @param {Scene} candidate */
  function shows(candidate) {
    try {
      return candidate.canShow();
    } catch (error) {
      onTrouble(candidate.kind, error);
      return false;
    }
  }

  /** @param {number} ms */
  function goHome(ms) {
    const home = scenes.get(HOME);
    if (home) enter(home, 0, ms);
  }

  function look() {
    const next = isQuietAt(settings.quietHours, minuteOfDay());
    if (next !== quiet) {
      quiet = next;
      onQuiet(quiet);
      if (interrupted) broken = null;
      else if (quiet) {
        clearTimer();
        goHome(0);
      } else advance();
    }
    looking = timers.set(look, LOOK_MS);
  }

  return {
    start() {
      quiet = isQuietAt(settings.quietHours, minuteOfDay());
      if (quiet) {
        onQuiet(true);
        goHome(0);
      } else advance();
      looking = timers.set(look, LOOK_MS);
    },
    /** The kind of what is on. @returns {string} */
    get current() {
      return scene?.kind ?? HOME;
    },
    get isQuiet() {
      return quiet;
    },
    get isInterrupted() {
      return interrupted;
    },
    /** Nothing is being announced and nobody is in the middle of reading: between scenes, in quiet hours, or where nothing rotates. */
    isQuietMoment: () =>
      !interrupted &&
      !isBusy() &&
      (quiet || list().length === 1 || now() - entered < BETWEEN_MS || now() - entered > dwell),
    /** An urgent issue: the map, at once, until `resume`. */
    interrupt() {
      if (interrupted) return;
      interrupted = true;
      clearTimer();
      broken = scene && !quiet ? { scene, turn, left: Math.max(REST_MS, dwell - (now() - entered)) } : null;
      goHome(0);
    },
    /** Back to what was broken off, for what was left of its time. */
    resume() {
      if (!interrupted) return;
      interrupted = false;
      const back = broken;
      broken = null;
      if (back && !quiet && (pinned || shows(back.scene)) && enter(back.scene, back.turn, back.left)) return;
      if (quiet) goHome(0);
      else advance();
    },
    /** @param {ScreenSettings} next */
    applySettings(next) {
      const before = JSON.stringify([settings.scenes, settings.quietHours]);
      settings = next;
      if (JSON.stringify([next.scenes, next.quietHours]) === before) return;
      at = list().findIndex(({ kind }) => kind === scene?.kind);
      timers.clear(looking);
      look();
      // A scene that was taken off the list goes now; one that is still on it plays to its end.
      if (at < 0 && !quiet && !interrupted) advance();
    },
    /** @param {import('../../live/state.js').LiveState} state @param {Iterable<string>} touched */
    update(state, touched) {
      try {
        scene?.update?.(state, touched);
      } catch (error) {
        onTrouble(scene?.kind ?? HOME, error);
      }
    },
    destroy() {
      clearTimer();
      timers.clear(looking);
      leave(false);
      for (const each of scenes.values()) each.destroy();
    },
  };
}
