// 我的任务 and 我的上报: lists over the same state, each card with what comes next.
import { isOpen } from '../contract.js';
import { byAttention } from '../live/lateness.js';
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { issueCard } from './issue-card.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Action} Action */
/** @typedef {Pick<Parameters<typeof issueCard>[0], 'app'|'reference'|'commands'>} Tools */

const MOST = 60;

/** @param {Issue} issue @param {import('../contract.js').Session} session @returns {Action[]} The main one last. */
function nextSteps(issue, session) {
  const mine = Boolean(session.personCode) && issue.handler?.code === session.personCode;
  if (mine && issue.status === 'dispatched') return ['return', 'reportIn'];
  if (mine && issue.status === 'inProgress') return ['return', 'resolve'];
  // Nobody verifies their own work.
  if (!mine && issue.status === 'resolved' && session.role !== 'handler') return ['rework', 'verify'];
  return [];
}

/** @param {Tools} tools */
export function createTasks(tools) {
  const { t, session } = tools.app;
  const mine = h('div', { class: 'cards' });
  const verify = h('div', { class: 'cards' });
  const element = h('div', { class: 'tasks' });
  return {
    element,
    /** @param {Iterable<Issue>} open @returns {number} */
    show(open) {
      const all = [...open].filter((issue) => nextSteps(issue, session).length > 0).sort(byAttention);
      const card = (/** @type {Issue} */ issue) => issueCard({ ...tools, issue, actions: nextSteps(issue, session) });
      const own = all.filter((issue) => issue.status !== 'resolved');
      const others = all.filter((issue) => issue.status === 'resolved');
      replace(mine, own.slice(0, MOST).map(card));
      replace(verify, others.slice(0, MOST).map(card));
      replace(
        element,
        all.length === 0 && h('p', { class: 'empty' }, icon('check'), t('tasks.empty')),
        own.length > 0 && [h('h2', { class: 'group-head' }, t('tasks.mine')), mine],
        others.length > 0 && [h('h2', { class: 'group-head' }, t('tasks.verify')), verify],
      );
      return own.length;
    },
  };
}

/** @param {Tools & {isMine: (issue: Issue) => boolean}} tools */
export function createMine({ isMine, ...tools }) {
  const element = h('div', { class: 'tasks' });
  return {
    element,
    /** @param {import('../live/state.js').LiveState} state */
    show({ open, recent }) {
      const all = [...open, ...recent]
        .filter(isMine)
        .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || Date.parse(b.reportedAt) - Date.parse(a.reportedAt))
        .slice(0, MOST);
      replace(
        element,
        all.length === 0
          ? h('p', { class: 'empty' }, icon('megaphone'), tools.app.t('mine.empty'))
          : h(
              'div',
              { class: 'cards' },
              all.map((issue) => issueCard({ ...tools, issue, actions: [] })),
            ),
      );
    },
  };
}
