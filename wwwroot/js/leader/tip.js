// A few words beside the pointer about the issue under it.
import { isOpen } from '../contract.js';
import { dueTime } from '../live/lateness.js';
import { findIssue } from '../live/state.js';
import { h, replace } from '../ui/dom.js';
import { placeOf } from '../ui/place.js';
import { statusBadge } from '../ui/status.js';

/**
 * @param {HTMLElement} parent
 * @param {{app: import('../ui/app.js').App, reference: () => import('../ui/reference.js').Reference, state: () => import('../live/state.js').LiveState|null}} options
 */
export function createTip(parent, { app: { t, nameOf, format, clock }, reference, state }) {
  const element = h('div', { class: 'tip', hidden: true, 'aria-hidden': 'true' });
  parent.append(element);
  /** @type {string|null} */
  let shown = null;
  return {
    /** @param {string|null} id @param {{x: number, y: number}} at */
    show(id, at) {
      const issue = id ? findIssue(state(), id) : undefined;
      element.hidden = !issue;
      if (!issue) {
        shown = null;
        return;
      }
      const right = at.x > parent.clientWidth - 280;
      element.style.transform = `translate(${right ? at.x - 16 : at.x + 16}px, ${at.y + 14}px)${right ? ' translateX(-100%)' : ''}`;
      if (shown === issue.id) return;
      shown = issue.id;
      const { areas, categories } = reference();
      const due = dueTime(issue);
      const now = clock.now();
      replace(
        element,
        h('strong', null, nameOf(categories.get(issue.category))),
        h('span', { class: 'quiet' }, placeOf(issue, areas, t)),
        h(
          'span',
          { class: 'tip-line' },
          statusBadge(issue.status, t),
          isOpen(issue) && !Number.isNaN(due) ? format.remaining(due, now) : '',
        ),
      );
    },
    destroy: () => element.remove(),
  };
}
