// The past on the leader's map: the bar at its foot, the timeline behind it, and the word across the map that this is not now.
import { createTimeline } from '../../live/timeline.js';
import { byId, h, setText } from '../../ui/dom.js';
import { createReplayBar } from './bar.js';

/** @typedef {ReturnType<typeof createPast>} Past */

const PARTS = 96;
const RECOUNT_MS = 60_000;
/** While it plays, the address follows every few seconds. */
const ADDRESS_MS = 2_000;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {import('../selection.js').Selection} options.selection
 * @param {import('../../ui/toast.js').Toasts} options.toasts
 * @param {() => import('../../live/state.js').LiveState|null} options.present
 * @param {(step: import('../../live/state.js').Step) => void} options.onStep
 * @param {() => void} options.onAreas Areas or people were others than those that are shown.
 */
export function createPast({ app, selection, toasts, present, onStep, onAreas }) {
  const { t, api, clock, format, explain } = app;
  /** When areas or people changed, oldest first; the moment whose areas are shown. @type {number[]} */
  let areaTimes = [];
  let areasOf = Number.NaN;
  let speed = 60;
  let written = 0;
  let counted = 0;

  const timeline = createTimeline({
    api,
    clock,
    present,
    onStep,
    onTick: show,
    onTrouble(problem) {
      toasts.show(explain(problem), { tone: 'bad' });
      const begins = Date.parse(problem.begins ?? '');
      // What is archived cannot be shown: the past begins later. Without a picture of then, this is the present and says so.
      if (!Number.isNaN(begins)) startAt(begins);
      else if (!timeline.replay?.state) leave();
    },
  });
  const banner = h('div', { class: 'past-banner', role: 'status', hidden: true });
  const bar = createReplayBar({
    app,
    onPlay: toggle,
    onSeek: seek,
    onSpeed(next) {
      speed = next;
      timeline.replay?.setSpeed(next);
    },
    onLeave: leave,
    onRange(range) {
      void count();
      // The range of a past day begins at its beginning; that of today stays with the present until something is asked.
      if (timeline.replay || range.to < clock.present() - RECOUNT_MS) void enter(range.from);
    },
  });
  byId('stage').append(banner);
  document.body.append(bar.element);

  async function count() {
    counted = clock.present();
    const { from, to } = bar.range;
    const { value } = await api.density({
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      parts: PARTS,
    });
    // Without it there is a slider without bars; what cannot be reached is said by the data age.
    if (!value) return;
    bar.setCounts(value.counts);
    if (value.begins) bar.setBegins(Date.parse(value.begins));
    areaTimes = value.areas.map((at) => Date.parse(at));
  }

  /** @param {number} at */
  async function enter(at) {
    const before = timeline.replay;
    const shown = timeline.enter(at);
    timeline.replay?.setSpeed(speed);
    // Areas and people of then were read by the jump into the past itself.
    if (!before) areasOf = at;
    await shown;
    selection.set({ t: clock.at() ?? null });
  }

  /** @param {number} at */
  function startAt(at) {
    bar.setBegins(at);
    bar.showDayOf(at);
    void enter(at);
  }

  /** @param {number} at */
  function seek(at) {
    void enter(Math.min(at, clock.present()));
  }

  function toggle() {
    const { replay } = timeline;
    if (replay?.isPlaying) return replay.pause();
    if (replay && replay.moment < bar.range.to - 1_000) return replay.play();
    void enter(bar.range.from).then(() => timeline.replay?.play());
  }

  function leave() {
    timeline.leave();
    areasOf = Number.NaN;
    selection.set({ t: null });
  }

  function show() {
    const { replay } = timeline;
    const moment = replay ? replay.moment : clock.present();
    bar.show({ moment, isPast: replay !== null, isPlaying: replay?.isPlaying ?? false, speed });
    banner.hidden = !replay;
    document.body.classList.toggle('is-past', replay !== null);
    if (!replay) return;
    setText(banner, t('replay.banner', { time: format.exact(moment, clock.present()) }));
    const [low, high] = areasOf < moment ? [areasOf, moment] : [moment, areasOf];
    if (areaTimes.some((at) => at > low && at <= high)) {
      areasOf = moment;
      onAreas();
    }
    if (Math.abs(performance.now() - written) < ADDRESS_MS) return;
    written = performance.now();
    selection.set({ t: clock.at() ?? null });
  }

  show();
  const timer = setInterval(() => {
    if (!timeline.replay) show();
    if (clock.present() - counted > RECOUNT_MS) void count();
  }, 1_000);

  return {
    /** @returns {import('../../live/state.js').LiveState|null} What the page shows. */
    get state() {
      return timeline.state;
    },
    hear: timeline.hear,
    toggle,
    /** Back to the present, where one was in the past. @returns {boolean} */
    close() {
      if (!timeline.replay) return false;
      leave();
      return true;
    },
    /** What the address names. */
    start() {
      void count();
      const at = Date.parse(selection.current.t ?? '');
      if (Number.isNaN(at) || at > clock.present()) return;
      bar.showDayOf(at);
      void enter(at);
    },
    destroy() {
      clearInterval(timer);
      timeline.destroy();
      bar.destroy();
      banner.remove();
    },
  };
}
