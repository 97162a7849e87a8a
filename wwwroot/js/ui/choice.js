// A few buttons of which one is pressed.
import { h } from './dom.js';

/**
 * @template {string} T
 * @param {object} options
 * @param {string} options.label What is chosen, for a screen reader.
 * @param {readonly T[]} options.values
 * @param {(value: T) => string} options.wordOf
 * @param {(value: T) => void} options.onChoose
 */
export function createChoice({ label, values, wordOf, onChoose }) {
  const buttons = values.map((value) => ({
    value,
    button: h(
      'button',
      { type: 'button', 'aria-pressed': 'false', data: { value }, on: { click: () => onChoose(value) } },
      wordOf(value),
    ),
  }));
  return {
    element: h(
      'div',
      { class: 'choice-row', role: 'group', 'aria-label': label },
      buttons.map(({ button }) => button),
    ),
    /** @param {T} chosen */
    show(chosen) {
      for (const { value, button } of buttons) button.setAttribute('aria-pressed', String(value === chosen));
    },
  };
}
