// The voice on the page: what it reads, and the chip that says why it is silent.
import { h, setText } from '../ui/dom.js';
import { createTranslate } from '../ui/i18n.js';
import { placeAndGrid } from '../ui/place.js';
import { publicly } from './public-view.js';
import { createVoice } from './voice.js';

/** @typedef {import('../contract.js').Issue} Issue */

/** @type {Partial<Record<import('./voice.js').VoiceState, string>>} */
const WORDS = { needsTouch: 'voice.touch', noVoice: 'voice.none', unsupported: 'voice.unsupported' };

/**
 * @param {Pick<import('../ui/app.js').App, 't'>} app
 * @param {() => import('../ui/reference.js').Reference} reference
 */
export function createVoiceChip({ t }, reference) {
  // It speaks Chinese whatever the page does: that is the voice there is.
  const zh = createTranslate('zh');
  const word = h('span');
  const element = h('button', { type: 'button', class: 'chip voice', hidden: true }, word);
  const voice = createVoice({
    speech: globalThis.speechSynthesis,
    utter: (text) => new SpeechSynthesisUtterance(text),
    timers: { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer) },
    onState(state) {
      const key = WORDS[state];
      element.hidden = !key;
      element.dataset.state = state;
      element.disabled = state !== 'needsTouch';
      setText(word, key ? t(key) : '');
    },
  });
  const touched = () => voice.touched();
  document.addEventListener('pointerdown', touched);
  document.addEventListener('keydown', touched);
  return {
    element,
    /** Why nothing is heard, in the word of the status. @returns {'voiceBlocked'|'noVoice'|null} */
    get problem() {
      if (voice.state === 'needsTouch') return 'voiceBlocked';
      return WORDS[voice.state] ? 'noVoice' : null;
    },
    turn: voice.turn,
    mute: voice.mute,
    /** Category, place and grid; nothing of a person. @param {Issue} issue */
    read(issue) {
      const { areas, categories } = reference();
      const category = categories.get(issue.category)?.name ?? issue.category;
      voice.say(zh('voice.urgent', { category, place: placeAndGrid(publicly(issue), areas, zh) }));
    },
    destroy() {
      document.removeEventListener('pointerdown', touched);
      document.removeEventListener('keydown', touched);
      voice.destroy();
    },
  };
}
