// What the list and the map show of the state under the present filter: computed once for both.
import { inScope, matches } from '../live/filter.js';
import { byAttention } from '../live/lateness.js';
import { gridOf, placeOf } from '../ui/place.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../live/filter.js').Filter} Filter */

/** @type {readonly Filter['scope'][]} */
export const SCOPES = ['open', 'overdue', 'checking', 'closedToday'];

/**
 * @param {import('../ui/app.js').App} app
 * @param {() => import('../ui/reference.js').Reference} reference
 */
export function createView({ clock, format, t, nameOf }, reference) {
  /** @returns {import('../live/filter.js').FilterContext} */
  function context() {
    const { areas, categories } = reference();
    const now = clock.now();
    return {
      now,
      dayStart: format.dayStart(now),
      isWithin: areas.isWithin,
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
     * @returns {{issues: Issue[], counts: Record<Filter['scope'], number>}}
     */
    of(state, filter) {
      const at = context();
      const counts = { open: 0, overdue: 0, checking: 0, closedToday: 0 };
      /** @type {Issue[]} */
      const issues = [];
      if (!state) return { issues, counts };
      for (const list of [state.open, state.recent]) {
        for (const issue of list) {
          if (!matches(issue, filter, at)) continue;
          for (const scope of SCOPES) if (inScope(issue, scope, at)) counts[scope]++;
          if (inScope(issue, filter.scope, at)) issues.push(issue);
        }
      }
      if (filter.scope === 'closedToday') {
        issues.sort((a, b) => Date.parse(b.endedAt ?? '') - Date.parse(a.endedAt ?? ''));
      } else issues.sort(byAttention);
      return { issues, counts };
    },
  };
}
