// Dark or light. The page's HTML names its default, a visitor's choice is kept per default (a phone stays light when
// the hall is dark).

/** @typedef {'dark'|'light'} Theme */

export function createTheme() {
  const root = document.documentElement;
  const usual = root.dataset.theme === 'light' ? 'light' : 'dark';
  const key = `theme.${usual}`;
  /** @type {Set<(theme: Theme) => void>} */
  const listeners = new Set();
  /** @type {Theme} */
  let theme = usual;

  /** @param {Theme} next */
  function set(next) {
    theme = next;
    root.dataset.theme = next;
    for (const listener of listeners) listener(next);
  }

  const asked = new URLSearchParams(location.search).get('theme') ?? read(key);
  if (asked === 'dark' || asked === 'light') set(asked);
  const worn = theme;

  return {
    /** @returns {Theme} */
    get current() {
      return theme;
    },
    /** For this page only: what an operator set for a wall. An address that names a theme goes before it. @param {Theme|null} next Null for the page's own. */
    wear(next) {
      const named = new URLSearchParams(location.search).has('theme');
      const wanted = next ?? worn;
      if (!named && wanted !== theme) set(wanted);
    },
    toggle() {
      set(theme === 'dark' ? 'light' : 'dark');
      try {
        localStorage.setItem(key, theme);
      } catch {
        // Storage may be forbidden: the choice then lasts for this page only.
      }
    },
    /** @param {(theme: Theme) => void} listener @returns {() => void} */
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** @param {string} key */
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
