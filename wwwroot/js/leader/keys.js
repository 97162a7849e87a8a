// Keys of the whole page. What is typed into a field belongs to the field, and an open dialog has its own.

/**
 * @typedef {object} KeyHandlers
 * @property {() => void} search `/`
 * @property {(by: number) => void} step `j`, `k`
 * @property {() => void} close `Esc`
 * @property {() => void} help `?`
 * @property {() => void} read `Enter` in the list
 * @property {() => void} mark `x`
 * @property {() => void} file `n`
 * @property {() => void} undo `z`
 * @property {() => void} replay `h`
 * @property {(key: string) => void} queue A digit
 * @property {(key: string) => boolean} act Any other letter; whether it was one of an action that is offered.
 */

/** @param {KeyHandlers} on */
export function createKeys(on) {
  /** @type {Record<string, () => void>} */
  const keys = {
    '/': on.search,
    j: () => on.step(1),
    k: () => on.step(-1),
    '?': on.help,
    x: on.mark,
    n: on.file,
    z: on.undo,
    h: on.replay,
  };

  /** @param {string} key @param {HTMLElement} target @returns {boolean} Whether the key was ours. */
  function press(key, target) {
    const run = keys[key];
    if (run) run();
    else if (/^\d$/.test(key)) on.queue(key);
    else if (key === 'Enter' && target.matches('.issues')) on.read();
    else return /^[a-z]$/.test(key) && on.act(key);
    return true;
  }

  const listen = (/** @type {KeyboardEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') return on.close();
    if (target.matches('input, textarea, select') || target.closest('form, [role=menu]')) return;
    if (press(event.key, target)) event.preventDefault();
  };
  document.addEventListener('keydown', listen);
  return { destroy: () => document.removeEventListener('keydown', listen) };
}
