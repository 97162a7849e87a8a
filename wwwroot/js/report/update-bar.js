// 有新版本: says that a new version lies ready and takes it at a quiet moment, or at a tap.
import { createShell } from '../offline/shell.js';
import { h } from '../ui/dom.js';

/** Nobody has touched anything for so long. */
const QUIET_MS = 10_000;
const LOOK_MS = 1_000;
const TAB = 'report.tab';
const TOUCHES = ['pointerdown', 'keydown', 'input', 'change'];

/** Where the page stood when it loaded itself anew; told once. @returns {import('./tabs.js').TabName} */
export function tabBefore() {
  const tab = sessionStorage.getItem(TAB);
  sessionStorage.removeItem(TAB);
  return /** @type {import('./tabs.js').TabName|null} */ (tab) ?? 'report';
}

/**
 * @param {object} options
 * @param {import('../ui/i18n.js').Translate} options.t
 * @param {() => boolean} options.isQuiet Nothing would be lost or cut short.
 * @param {() => string} options.tab
 * @param {() => Promise<void>} options.beforeReload
 * @param {(fault: unknown) => void} options.onFault
 */
export function createUpdateBar({ t, isQuiet, tab, beforeReload, onFault }) {
  const element = h(
    'div',
    { class: 'update-bar', role: 'status', hidden: true },
    h('span', null, t('update.ready')),
    h('button', { type: 'button', class: 'button', on: { click: () => shell.take('switch') } }, t('update.take')),
  );
  let touchedAt = performance.now();
  /** @type {ReturnType<typeof setInterval>|undefined} */
  let timer;

  const shell = createShell({
    container: navigator.serviceWorker,
    onReady() {
      element.hidden = false;
      timer ??= setInterval(takeQuietly, LOOK_MS);
    },
    async beforeReload() {
      await beforeReload();
      sessionStorage.setItem(TAB, tab());
    },
    onFault,
  });

  function takeQuietly() {
    // Out of sight, or behind a chooser of files, the camera may be open: its photo would come to a page that is gone.
    if (document.visibilityState === 'hidden' || !document.hasFocus()) return touch();
    if (performance.now() - touchedAt < QUIET_MS || !isQuiet()) return;
    // Another page is open: it is asked again after as long.
    touch();
    shell.take('switch-alone');
  }

  function touch() {
    touchedAt = performance.now();
  }
  for (const type of TOUCHES) addEventListener(type, touch, { capture: true, passive: true });

  return {
    element,
    look: shell.look,
    destroy() {
      clearInterval(timer);
      for (const type of TOUCHES) removeEventListener(type, touch, { capture: true });
      shell.destroy();
      element.remove();
    },
  };
}
