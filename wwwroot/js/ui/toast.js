// Short words at the edge of the page; an action's toast stays until its time has passed.
import { h } from './dom.js';

/** @typedef {ReturnType<typeof createToasts>} Toasts */
/** @typedef {'plain'|'good'|'bad'} Tone */

const STAYS_MS = 6_000;

/** @param {HTMLElement} parent */
export function createToasts(parent) {
  const list = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
  parent.append(list);
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const timers = new Set();

  return {
    /**
     * @param {string} text
     * @param {{tone?: Tone, action?: {label: string, run: () => void}, stays?: number}} [options] `stays` 0: until removed.
     */
    show(text, { tone = 'plain', action, stays = STAYS_MS } = {}) {
      const words = h('span', null, text);
      const toast = h('div', { class: `toast toast-${tone}` }, words);
      if (action)
        toast.append(h('button', { type: 'button', class: 'toast-action', on: { click: action.run } }, action.label));
      list.append(toast);
      const remove = () => toast.remove();
      if (stays > 0) {
        const timer = setTimeout(() => {
          timers.delete(timer);
          remove();
        }, stays);
        timers.add(timer);
      }
      return {
        remove,
        /** @param {string} next */
        say: (next) => {
          words.textContent = next;
        },
      };
    },
    destroy() {
      for (const timer of timers) clearTimeout(timer);
      list.remove();
    },
  };
}
