// 我的任务: one's own tasks by their due marks, then what waits to be verified.
import { h, keepFocus, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { byDue, isTask, isToVerify, stepsAfter } from './duties.js';
import { issueCard } from './issue-card.js';

/** @typedef {import('../contract.js').Issue} Issue */

const MOST = 60;
const FLASH_MS = 2_000;

/** @param {import('./issue-card.js').Tools} tools */
export function createTasks(tools) {
  const { t, session } = tools.app;
  const element = h('div', { class: 'tasks' });
  /** @param {Issue} issue */
  function card(issue) {
    const pending = tools.orders.pending(issue.id).map(({ head }) => head.act?.action);
    return issueCard({ ...tools, issue, steps: stepsAfter(issue, pending, session), isAway: true });
  }

  /** @param {string} title @param {Issue[]} issues */
  const section = (title, issues) =>
    issues.length > 0
      ? [h('h2', { class: 'group-head' }, t(title)), h('div', { class: 'cards' }, issues.slice(0, MOST).map(card))]
      : [];

  return {
    element,
    /** @param {Iterable<Issue>} open @returns {number} How many are this person's own. */
    show(open) {
      const all = [...open].sort(byDue);
      const own = all.filter((issue) => isTask(issue, session));
      const others = all.filter((issue) => isToVerify(issue, session));
      keepFocus(element, () =>
        replace(
          element,
          own.length + others.length === 0 && h('p', { class: 'empty' }, icon('check'), t('tasks.empty')),
          ...section('tasks.mine', own),
          ...section('tasks.verify', others),
        ),
      );
      return own.length;
    },
    /** @param {string} id */
    reveal(id) {
      const found = /** @type {HTMLElement|null} */ (element.querySelector(`[data-id="${CSS.escape(id)}"]`));
      if (!found) return;
      found.scrollIntoView({ block: 'center' });
      found.querySelector('button')?.focus({ preventScroll: true });
      found.classList.add('is-found');
      setTimeout(() => found.classList.remove('is-found'), FLASH_MS);
    },
  };
}
