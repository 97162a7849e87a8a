// What is asked before the reporter's word goes off: to confirm the good one, to explain the bad one, and why it comes back.
import { h, replace } from '../ui/dom.js';

/** @typedef {import('../ui/i18n.js').Translate} Translate */
/** @typedef {{element: HTMLElement, say: (words: string|null) => void, setBusy: (is: boolean) => void}} JudgeForm */

const MOST_WORDS = 500;

/**
 * @param {Translate} t
 * @param {{onSend: () => void, onBack: () => void}} on
 * @returns {JudgeForm}
 */
export const goodForm = (t, on) =>
  frame(t, { title: 'track.goodAsk', send: 'track.goodSend', onBack: on.onBack, onSend: on.onSend }, [
    h('p', { class: 'quiet' }, t('track.goodWhy')),
  ]);

/**
 * @param {Translate} t
 * @param {{onSend: (solved: boolean, note: string) => void, onBack: () => void}} on
 * @returns {JudgeForm}
 */
export function badForm(t, { onSend, onBack }) {
  const words = textarea(t, 'track.badNote', 'track.badHint');
  /** @type {boolean|null} */
  let solved = null;
  const pick = (/** @type {boolean} */ value, /** @type {string} */ label) =>
    h(
      'label',
      { class: 'judge-pick' },
      h('input', {
        type: 'radio',
        name: 'solved',
        on: {
          change: () => {
            solved = value;
          },
        },
      }),
      h('span', null, t(label)),
    );
  const form = frame(
    t,
    {
      send: 'track.badSend',
      onBack,
      onSend: () => {
        if (solved === null) return form.say(t('track.needSolved'));
        // What is to be done again has to be known; what could have been done better need not be explained.
        if (!solved && words.text() === '') return form.say(t('track.needNote'));
        onSend(solved, words.text());
      },
    },
    [
      h(
        'fieldset',
        { class: 'judge-picks' },
        h('legend', null, t('track.solvedAsk')),
        pick(true, 'track.solvedYes'),
        pick(false, 'track.solvedNo'),
      ),
      words.element,
    ],
  );
  return form;
}

/**
 * @param {Translate} t
 * @param {{onSend: (note: string) => void, onBack: () => void}} on
 * @returns {JudgeForm}
 */
export function againForm(t, { onSend, onBack }) {
  const words = textarea(t, 'track.againNote', 'track.againHint');
  const form = frame(
    t,
    {
      title: 'track.again',
      send: 'track.againSend',
      onBack,
      onSend: () => (words.text() === '' ? form.say(t('track.needNote')) : onSend(words.text())),
    },
    [words.element],
  );
  return form;
}

/**
 * @param {Translate} t
 * @param {{title?: string, send: string, onSend: () => void, onBack: () => void}} options Keys of words.
 * @param {HTMLElement[]} parts
 * @returns {JudgeForm}
 */
function frame(t, { title, send, onSend, onBack }, parts) {
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  const button = h('button', { type: 'button', class: 'big-button', on: { click: onSend } }, t(send));
  const element = h(
    'div',
    { class: 'card judge-form' },
    title && h('h2', null, t(title)),
    parts,
    trouble,
    button,
    h('button', { type: 'button', class: 'button wide', on: { click: onBack } }, t('ask.back')),
  );
  return {
    element,
    say(words) {
      trouble.hidden = words === null;
      replace(trouble, words);
    },
    setBusy(is) {
      element.inert = is;
      replace(button, is && h('span', { class: 'spinner', 'aria-hidden': 'true' }), t(is ? 'ask.sending' : send));
    },
  };
}

/** @param {Translate} t @param {string} label @param {string} hint */
function textarea(t, label, hint) {
  const area = h('textarea', { class: 'field-box', rows: '3', maxlength: String(MOST_WORDS), placeholder: t(hint) });
  return { element: h('label', { class: 'judge-words' }, t(label), area), text: () => area.value.trim() };
}
