// A voice note: press, speak up to a minute, press again. Without a recorder (an old browser, plain http) nothing is shown.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { uuid } from '../ui/uuid.js';

const MOST_SECONDS = 60;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4'];

/** @typedef {{id: string, blob: Blob, url: string, seconds: number}} Take */

/** What this browser can record of what the server takes; null where it records nothing. */
const recordable = () =>
  typeof MediaRecorder === 'undefined' || !navigator.mediaDevices?.getUserMedia
    ? null
    : (TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null);

/** @param {{t: import('../ui/i18n.js').Translate, onChange: () => void}} options */
export function createVoice({ t, onChange }) {
  const type = recordable();
  const element = h('div', { class: 'voice', hidden: type === null });
  /** @type {Take|null} */
  let take = null;
  /** @type {MediaRecorder|null} */
  let recorder = null;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  let ticking;
  let isWanted = false;
  let trouble = '';

  async function start() {
    if (recorder || isWanted || !type) return;
    isWanted = true;
    trouble = '';
    /** @type {MediaStream} */
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      // Refused by the person or the system, or there is no microphone: words and photos still go.
      isWanted = false;
      trouble = t('voice.noMicrophone');
      draw();
      return;
    }
    if (!isWanted) return release(stream);
    record(stream);
  }

  /** @param {MediaStream} stream */
  function record(stream) {
    /** @type {Blob[]} */
    const parts = [];
    const began = performance.now();
    const running = new MediaRecorder(stream, { mimeType: type ?? undefined, audioBitsPerSecond: 32_000 });
    recorder = running;
    running.ondataavailable = (event) => parts.push(event.data);
    running.onstop = () => {
      clearInterval(ticking);
      release(stream);
      const blob = new Blob(parts, { type: running.mimeType });
      const isKept = isWanted && blob.size > 0;
      recorder = null;
      isWanted = false;
      if (isKept) {
        const seconds = Math.min(MOST_SECONDS, Math.max(1, Math.round((performance.now() - began) / 1000)));
        take = { id: uuid(), blob, url: URL.createObjectURL(blob), seconds };
        onChange();
      }
      draw();
    };
    running.start();
    ticking = setInterval(() => {
      const left = MOST_SECONDS - (performance.now() - began) / 1000;
      if (left <= 0) stop();
      else replace(count, t('voice.left', { n: Math.ceil(left) }));
    }, 200);
    draw();
  }

  function stop() {
    if (recorder?.state === 'recording') recorder.stop();
  }

  function clear() {
    if (take) URL.revokeObjectURL(take.url);
    take = null;
    trouble = '';
    // A recording that runs is ended and not kept.
    isWanted = false;
    stop();
    draw();
  }

  function drop() {
    clear();
    onChange();
  }

  const count = h('span', { class: 'voice-left', role: 'timer' });

  function draw() {
    element.classList.toggle('is-idle', !recorder && !take && trouble === '');
    if (recorder) {
      replace(count, t('voice.left', { n: MOST_SECONDS }));
      replace(
        element,
        h(
          'button',
          { type: 'button', class: 'button voice-stop', on: { click: stop } },
          icon('microphone'),
          t('voice.stop'),
        ),
        count,
      );
    } else if (take) {
      replace(
        element,
        h('audio', { controls: true, src: take.url, 'aria-label': t('voice.mine', { n: take.seconds }) }),
        h(
          'button',
          { type: 'button', class: 'voice-remove', 'aria-label': t('voice.remove'), on: { click: drop } },
          icon('close'),
        ),
      );
    } else {
      replace(
        element,
        h(
          'button',
          {
            type: 'button',
            class: 'voice-start',
            'aria-label': t('voice.record'),
            title: t('voice.record'),
            on: { click: () => void start() },
          },
          icon('microphone'),
        ),
        trouble && h('span', { class: 'voice-left', role: 'alert' }, trouble),
      );
    }
  }
  draw();

  return {
    element,
    /** What was recorded; null where nothing was, or it still runs. */
    get take() {
      return take;
    },
    /** Of a draft. @param {{id: string, blob: Blob, seconds: number}} kept */
    restore({ id, blob, seconds }) {
      take = { id, blob, seconds, url: URL.createObjectURL(blob) };
      element.hidden = false;
      draw();
    },
    /** Ends a recording that still runs, and waits until it is whole. @returns {Promise<void>} */
    finish: () =>
      new Promise((resolve) => {
        if (recorder?.state !== 'recording') return resolve();
        recorder.addEventListener('stop', () => resolve(), { once: true });
        stop();
      }),
    clear,
    destroy() {
      clear();
      element.remove();
    },
  };
}

/** @param {MediaStream} stream */
function release(stream) {
  for (const track of stream.getTracks()) track.stop();
}
