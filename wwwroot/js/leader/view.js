// What the list and the map show of the state under the present filter: computed once for both.
import { inQueue, matches } from '../live/filter.js';
import { byAttention } from '../live/lateness.js';
import { gridOf, placeOf } from '../ui/place.js';
import { mineOf, queuesOf } from './queues.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../live/filter.js').Filter} Filter */

/**
 * @param {import('../ui/app.js').App} app
 * @param {() => import('../ui/reference.js').Reference} reference
 */
export function createView({ clock, format, t, nameOf, session }, reference) {
  const queues = queuesOf(session.role);

  /** @returns {import('../live/filter.js').FilterContext} */
  function context() {
    const { areas, categories } = reference();
    const now = clock.now();
    return {
      now,
      dayStart: format.dayStart(now),
      isWithin: areas.isWithin,
      isMine: mineOf(session, areas.isWithin),
      isOfCategory: (leaf, category) => leaf === category || categories.topOf(leaf)?.code === category,
      textOf: (issue) =>
        [
          issue.number,
          nameOf(categories.get(issue.category)),
          placeOf(issue, areas, t),
          gridOf(issue, areas, t),
          issue.description,
          issue.handler?.name,
        ].join(' '),
    };
  }

  return {
    /**
     * @param {import('../live/state.js').LiveState|null} state
     * @param {Filter} filter
     * @returns {{issues: Issue[], counts: Partial<Record<import('../live/filter.js').Queue, number>>}}
     */
    of(state, filter) {
      const at = context();
      /** @type {Partial<Record<import('../live/filter.js').Queue, number>>} */
      const counts = Object.fromEntries(queues.map((queue) => [queue, 0]));
      /** @type {Issue[]} */
      const issues = [];
      if (!state) return { issues, counts };
      for (const list of [state.open, state.recent]) {
        for (const issue of list) {
          if (!matches(issue, filter, at)) continue;
          for (const queue of queues) if (inQueue(issue, queue, at)) counts[queue] = (counts[queue] ?? 0) + 1;
          if (inQueue(issue, filter.queue, at)) issues.push(issue);
        }
      }
      if (filter.queue === 'closedToday') {
        issues.sort((a, b) => Date.parse(b.endedAt ?? '') - Date.parse(a.endedAt ?? ''));
      } else issues.sort(byAttention);
      return { issues, counts };
    },
  };
}
