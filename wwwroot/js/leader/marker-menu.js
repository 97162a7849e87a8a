// A right click on an issue of the map: the few things that one does from there, the sheet opening with the form.
import { findIssue } from '../live/state.js';
import { isOpen } from '../contract.js';
import { h, replace } from '../ui/dom.js';
import { NO_PLACE } from './selection.js';

/** @typedef {import('../contract.js').Action} Action */

/**
 * @param {HTMLElement} parent
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('./selection.js').Selection} options.selection
 * @param {(id: string, action: Action) => void} options.begin
 */
export function createMarkerMenu(parent, { app: { t, session }, state, selection, begin }) {
  const element = h('div', {
    class: 'marker-menu',
    role: 'menu',
    'aria-label': t('menu.label'),
    hidden: true,
    on: { keydown: (/** @type {KeyboardEvent} */ event) => key(event) },
  });
  parent.append(element);

  /** @param {import('../contract.js').Issue} issue @returns {Action[]} */
  function actionsOf(issue) {
    if (!isOpen(issue)) return [];
    const leads = session.role === 'leader' || session.role === 'admin';
    const desk = session.role === 'desk' || session.role === 'admin';
    /** @type {[Action, boolean][]} */
    const all = [
      ['supervise', leads],
      ['accept', (leads || desk) && issue.status === 'reported'],
      ['dispatch', (leads || desk) && issue.status === 'accepted'],
      ['follow', true],
    ];
    return all.flatMap(([action, fits]) => (fits ? [action] : []));
  }

  /** @param {string} label @param {() => void} run */
  const item = (label, run) =>
    h(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        on: {
          click: () => {
            close();
            run();
          },
        },
      },
      label,
    );

  function close() {
    element.hidden = true;
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const items = /** @type {HTMLElement[]} */ ([...element.querySelectorAll('button')]);
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(at - 1 + items.length) % items.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const outside = (/** @type {Event} */ event) => {
    if (!element.contains(/** @type {Node} */ (event.target))) close();
  };
  document.addEventListener('pointerdown', outside);

  return {
    /** @param {string|null} id @param {{x: number, y: number}} at */
    open(id, at) {
      const issue = id ? findIssue(state(), id) : undefined;
      if (!issue) return close();
      const show = () => selection.set({ issue: issue.id, ...NO_PLACE });
      replace(
        element,
        item(t('menu.open'), show),
        actionsOf(issue).map((action) =>
          item(t(`action.${action}`), () => {
            show();
            begin(issue.id, action);
          }),
        ),
      );
      element.hidden = false;
      const x = Math.min(at.x, parent.clientWidth - element.offsetWidth - 8);
      const y = Math.min(at.y, parent.clientHeight - element.offsetHeight - 8);
      element.style.transform = `translate(${x}px, ${y}px)`;
      /** @type {HTMLElement|null} */ (element.firstElementChild)?.focus();
    },
    destroy() {
      document.removeEventListener('pointerdown', outside);
      element.remove();
    },
  };
}
