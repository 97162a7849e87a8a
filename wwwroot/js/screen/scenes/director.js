// The player on the page: which panel stands where, the dots that say how far the round is, dimming in quiet hours.
import { h, replace } from '../../ui/dom.js';
import { createPlayer } from './player.js';
import { createScenes } from './registry.js';

/** @typedef {ReturnType<typeof createDirector>} Director */

/**
 * @param {HTMLElement} frame Where the scenes' panels stand.
 * @param {object} options
 * @param {import('./registry.js').SceneContext} options.context
 * @param {import('../settings.js').ScreenSettings} options.settings
 * @param {() => boolean} options.isBusy
 * @param {(quiet: boolean) => void} options.onQuiet
 * @param {() => void} options.onScene Another scene is on.
 */
export function createDirector(frame, { context, settings, isBusy, onQuiet, onScene }) {
  const { t, clock, format } = context.app;
  const scenes = createScenes(context);
  const asked = new URLSearchParams(location.search).get('scene');
  const pinned = asked && scenes.has(asked) ? asked : null;
  const dots = h('div', { class: 'dots', role: 'img' });
  const quietWord = h('p', { class: 'quiet-word', hidden: true });
  /** @type {string[]} */
  let kinds = [];

  /** @param {import('../settings.js').ScreenSettings} next */
  function line(next) {
    kinds = pinned ? [] : next.scenes.map(({ kind }) => kind).filter((kind) => scenes.has(kind));
    replace(dots, kinds.length > 1 && kinds.map((kind) => h('i', { data: { kind } })));
    if (next.quietHours) quietWord.textContent = t('scene.quiet', next.quietHours);
  }
  line(settings);

  const player = createPlayer({
    scenes,
    settings,
    pinned,
    isBusy,
    timers: { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer) },
    now: () => performance.now(),
    minuteOfDay: () => Math.floor((clock.present() - format.dayStart(clock.present())) / 60_000),
    onScene({ kind, layout = 'map', element }, turn) {
      if (document.body.dataset.scene !== kind) onScene();
      document.body.dataset.layout = layout;
      document.body.dataset.scene = kind;
      if (frame.firstElementChild !== (element ?? null)) replace(frame, element);
      for (const dot of dots.children)
        dot.classList.toggle('is-on', dot instanceof HTMLElement && dot.dataset.kind === kind);
      dots.setAttribute(
        'aria-label',
        t('scene.dots', { n: kinds.indexOf(kind) + 1, all: kinds.length, turn: turn + 1 }),
      );
    },
    onQuiet(quiet) {
      document.body.classList.toggle('is-quiet', quiet);
      quietWord.hidden = !quiet;
      onQuiet(quiet);
    },
    onTrouble: (kind, error) => console.error(`scene ${kind}`, error),
  });

  return {
    dots,
    quietWord,
    start: player.start,
    update: player.update,
    isQuietMoment: player.isQuietMoment,
    /** The kind of scene that is on. */
    get current() {
      return player.current;
    },
    get isQuiet() {
      return player.isQuiet;
    },
    /** Something urgent is being announced. */
    get isInterrupted() {
      return player.isInterrupted;
    },
    /** Whether the map is in sight and may be moved for what is not urgent. */
    get isOnMap() {
      return player.current === 'overview';
    },
    interrupt() {
      document.body.classList.add('is-urgent');
      player.interrupt();
    },
    resume() {
      document.body.classList.remove('is-urgent');
      player.resume();
    },
    /** @param {import('../settings.js').ScreenSettings} next */
    applySettings(next) {
      line(next);
      player.applySettings(next);
    },
    destroy: player.destroy,
  };
}
