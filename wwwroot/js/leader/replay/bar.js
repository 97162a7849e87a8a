// The foot of the leader's map: a range of time with what happened in it, a slider over it, play, speed, and the way back.
import { h, setText } from '../../ui/dom.js';
import { createDensity } from './density.js';

export const SPEEDS = [1, 10, 60, 300, 600];
const DAY_MS = 86_400_000;
const STEP_MS = 60_000;

/** @typedef {{from: number, to: number}} Range Milliseconds since the epoch. */

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => void} options.onPlay Play or pause.
 * @param {(at: number) => void} options.onSeek
 * @param {(range: Range) => void} options.onRange
 * @param {(speed: number) => void} options.onSpeed
 * @param {() => void} options.onLeave
 */
export function createReplayBar({ app: { t, format, clock }, onPlay, onSeek, onRange, onSpeed, onLeave }) {
  /** @type {Range} */
  let range = today();
  let kind = 'today';
  /** What was before is archived, milliseconds since the epoch. */
  let begins = Number.NEGATIVE_INFINITY;

  const playIcon = h('span', { class: 'replay-icon', 'aria-hidden': 'true' });
  const play = h(
    'button',
    { type: 'button', class: 'replay-play', 'aria-keyshortcuts': 'h', on: { click: onPlay } },
    playIcon,
  );
  const ranges = h(
    'select',
    { 'aria-label': t('replay.range'), on: { change: chooseRange } },
    ['today', 'yesterday', 'week', 'day'].map((value) => h('option', { value }, t(`replay.${value}`))),
  );
  const day = h('input', {
    type: 'date',
    class: 'replay-day',
    'aria-label': t('replay.day'),
    hidden: true,
    on: { change: chooseDay },
  });
  const speeds = h(
    'select',
    { 'aria-label': t('replay.speed'), on: { change: () => onSpeed(Number(speeds.value)) } },
    SPEEDS.map((speed) => h('option', { value: String(speed), selected: speed === 60 }, `${speed}×`)),
  );
  const density = createDensity();
  const slider = h('input', {
    type: 'range',
    step: String(STEP_MS),
    class: 'replay-slider',
    'aria-label': t('replay.slider'),
    on: { input: () => onSeek(Number(slider.value)) },
  });
  const time = h('time', { class: 'replay-time' });
  const back = h(
    'button',
    { type: 'button', class: 'button replay-back', hidden: true, on: { click: onLeave } },
    t('replay.back'),
  );
  const element = h(
    'div',
    { class: 'replay', role: 'group', 'aria-label': t('replay.title') },
    play,
    h('span', { class: 'replay-word' }, t('replay.title')),
    ranges,
    day,
    speeds,
    h('div', { class: 'replay-track' }, density.element, slider),
    time,
    back,
  );

  function today() {
    const now = clock.present();
    return { from: format.dayStart(now), to: now };
  }

  function chooseRange() {
    kind = ranges.value;
    day.hidden = kind !== 'day';
    const now = clock.present();
    const start = format.dayStart(now);
    if (kind === 'today') setRange(today());
    else if (kind === 'yesterday') setRange({ from: format.dayStart(start - 1), to: start });
    else if (kind === 'week') setRange({ from: format.dayStart(start - 6 * DAY_MS), to: now });
    else {
      day.max = format.dayKey(now);
      day.value ||= format.dayKey(start - 1);
      chooseDay();
    }
  }

  function chooseDay() {
    const from = format.parseInput(`${day.value}T00:00`);
    const now = clock.present();
    if (Number.isNaN(from) || from >= now) return;
    // A day is not always 24 hours long.
    setRange({ from, to: Math.min(now, format.dayStart(from + 1.5 * DAY_MS)) });
  }

  /** @param {Range} next */
  function setRange(next) {
    // A day of which all is archived stays as it was asked for: the server says so.
    range = next.to > begins ? { ...next, from: Math.max(next.from, begins) } : next;
    onRange(range);
  }

  return {
    element,
    /** @returns {Range} */
    get range() {
      // Today grows.
      if (kind === 'today' || kind === 'week') range = { ...range, to: Math.max(range.to, clock.present()) };
      return range;
    },
    /** A moment from the address that lies outside the range makes its day the range. @param {number} at */
    showDayOf(at) {
      if (at >= range.from && at <= range.to) return;
      ranges.value = kind = 'day';
      day.hidden = false;
      day.max = format.dayKey(clock.present());
      day.value = format.dayKey(at);
      chooseDay();
    },
    /** @param {readonly number[]} counts */
    setCounts: density.show,
    /** Nothing before can be shown. @param {number} at */
    setBegins(at) {
      begins = at;
      if (range.from < at && range.to > at) range = { ...range, from: at };
      day.min = format.dayKey(at);
      slider.title = t('replay.begins', { time: format.exact(at, clock.present()) });
    },
    /** @param {{moment: number, isPast: boolean, isPlaying: boolean, speed: number}} now */
    show({ moment, isPast, isPlaying, speed }) {
      const { from, to } = this.range;
      slider.min = String(from);
      slider.max = String(Math.ceil((to - from) / STEP_MS) * STEP_MS + from);
      if (document.activeElement !== slider || isPlaying || !isPast) slider.value = String(moment);
      slider.setAttribute('aria-valuetext', format.exact(moment, clock.present()));
      density.mark((moment - from) / Math.max(1, to - from), isPast);
      setText(
        time,
        format.dayKey(moment) === format.dayKey(clock.present())
          ? format.clock(moment)
          : format.exact(moment, clock.present()),
      );
      time.dateTime = new Date(moment).toISOString();
      playIcon.dataset.state = isPlaying ? 'pause' : 'play';
      play.setAttribute('aria-label', t(isPlaying ? 'replay.pause' : 'replay.play'));
      play.title = `${t(isPlaying ? 'replay.pause' : 'replay.play')} (h)`;
      speeds.value = String(speed);
      back.hidden = !isPast;
      element.classList.toggle('is-past', isPast);
    },
    destroy() {
      density.destroy();
      element.remove();
    },
  };
}
