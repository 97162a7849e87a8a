// A voice for urgent issues: the browser's own, Chinese. Browsers let a page speak only after a touch (or with the flag
// that docs/operations.md names), and some machines have no Chinese voice: both are told, never passed over in silence.

/** @typedef {'off'|'asking'|'ready'|'needsTouch'|'noVoice'|'unsupported'} VoiceState */
/** @typedef {{lang: string, localService?: boolean}} VoiceLike */
/**
 * The part of speechSynthesis that is used.
 * @typedef {object} Speech
 * @property {() => VoiceLike[]} getVoices
 * @property {(utterance: any) => void} speak
 * @property {() => void} cancel
 * @property {(type: string, listener: () => void) => void} [addEventListener]
 * @property {(type: string, listener: () => void) => void} [removeEventListener]
 */

/** Voices come some time after the page. */
const VOICES_MS = 6_000;
/** More than this at once nobody listens to. */
const QUEUE_MOST = 3;

/**
 * @param {object} options
 * @param {Speech|undefined} options.speech
 * @param {(text: string) => any} options.utter Makes an utterance.
 * @param {import('./scenes/player.js').Timers} options.timers
 * @param {(state: VoiceState) => void} options.onState
 */
export function createVoice({ speech, utter, timers, onState }) {
  /** @type {VoiceState} */
  let state = 'off';
  let wanted = false;
  let muted = false;
  /** @type {string[]} */
  const queue = [];
  /** The utterance that is being spoken: kept here, for Chromium forgets the events of one that nobody holds. @type {any} */
  let speaking = null;
  /** @type {any} */
  let timer;

  /** @param {VoiceState} next */
  function become(next) {
    if (next === state) return;
    state = next;
    onState(next);
  }

  const chinese = () =>
    speech?.getVoices().find(({ lang }) => /^(zh|cmn)([-_](CN|Hans)|$)/i.test(lang)) ??
    speech?.getVoices().find(({ lang }) => /^(zh|cmn)/i.test(lang));

  /** @param {string} text @param {number} volume */
  function speak(text, volume) {
    if (!speech) return;
    const utterance = utter(text);
    utterance.lang = 'zh-CN';
    utterance.rate = 0.95;
    utterance.volume = volume;
    const voice = chinese();
    if (voice) utterance.voice = voice;
    speaking = utterance;
    utterance.onend = () => done(utterance);
    utterance.onerror = (/** @type {{error?: string}} */ event) => {
      if (speaking !== utterance) return;
      speaking = null;
      if (event.error === 'not-allowed') {
        // It was not heard: it is read after the touch.
        if (volume > 0) queue.unshift(text);
        become('needsTouch');
      } else if (event.error === 'language-unavailable' || event.error === 'voice-unavailable') become('noVoice');
      else next();
    };
    speech.speak(utterance);
  }

  /** @param {any} utterance */
  function done(utterance) {
    if (speaking !== utterance) return;
    speaking = null;
    become('ready');
    next();
  }

  function next() {
    if (state !== 'ready' || muted || speaking) return;
    const text = queue.shift();
    if (text) speak(text, 1);
  }

  /** Asks the browser with one word that nobody hears. */
  function ask() {
    if (!wanted) return;
    if (!speech) return become('unsupported');
    if (!chinese()) {
      become('asking');
      timers.clear(timer);
      timer = timers.set(() => {
        if (wanted && state === 'asking' && !chinese()) become('noVoice');
      }, VOICES_MS);
      return;
    }
    timers.clear(timer);
    if (speaking) return;
    become('asking');
    speak('。', 0);
  }
  const arrived = () => {
    if (state === 'asking' || state === 'noVoice') ask();
  };
  speech?.addEventListener?.('voiceschanged', arrived);

  function silence() {
    queue.length = 0;
    speaking = null;
    speech?.cancel();
  }

  return {
    /** @returns {VoiceState} */
    get state() {
      return state;
    },
    /** @param {boolean} on */
    turn(on) {
      if (on === wanted) return;
      wanted = on;
      if (on) return ask();
      timers.clear(timer);
      silence();
      become('off');
    },
    /** Somebody touched the page: now it may speak. */
    touched() {
      if (state !== 'needsTouch') return;
      become('asking');
      speak('。', 0);
    },
    /** Quiet hours: what comes meanwhile is not read afterwards either. @param {boolean} on */
    mute(on) {
      muted = on;
      if (on && (speaking || queue.length > 0)) silence();
    },
    /** @param {string} text */
    say(text) {
      if (!wanted || muted || state === 'noVoice' || state === 'unsupported') return;
      queue.push(text);
      if (queue.length > QUEUE_MOST) queue.shift();
      next();
    },
    destroy() {
      wanted = false;
      timers.clear(timer);
      speech?.removeEventListener?.('voiceschanged', arrived);
      silence();
    },
  };
}
