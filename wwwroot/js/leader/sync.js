// Counters, list, map and sheet from one computation, once a frame, however many changes came.
import { findIssue } from '../live/state.js';

/**
 * @param {object} options
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('./selection.js').Selection} options.selection
 * @param {ReturnType<typeof import('./view.js').createView>} options.view
 * @param {ReturnType<typeof import('./counters.js').createCounters>} options.counters
 * @param {ReturnType<typeof import('./list.js').createList>} options.list
 * @param {() => void} options.onRefresh What else shows issues.
 * @param {() => ReturnType<typeof import('../ui/live-map.js').createLiveMap>} options.liveMap
 */
export function createSync({ state, selection, view, counters, list, onRefresh, liveMap }) {
  /** @type {Set<string>} What the filter lets through, and the chosen one in any case. */
  let visible = new Set();
  /** @type {import('../contract.js').Issue[]} */
  let listed = [];
  let frame = 0;
  /** What changed since; null: look at everything. @type {Set<string>|null} */
  let touched = null;

  function refresh() {
    const now = state();
    const some = selection.current.queue === 'closedToday' ? null : touched;
    touched = new Set();
    const { issues, counts } = some ? view.after(now, selection.current, some) : view.of(now, selection.current);
    listed = issues;
    counters.show(now ? counts : null);
    list.show(issues, now !== null);
    if (some) look(some);
    else lookAtAll(issues);
    onRefresh();
  }

  /** Which of the touched ones the filter lets through now. @param {ReadonlySet<string>} some */
  function look(some) {
    const changed = [];
    for (const id of some) {
      const issue = findIssue(state(), id);
      const shows = id === selection.current.issue || (issue !== undefined && view.lists(issue, selection.current));
      if (shows === visible.has(id)) continue;
      changed.push(id);
      if (shows) visible.add(id);
      else visible.delete(id);
    }
    liveMap().update(changed);
  }

  /** @param {import('../contract.js').Issue[]} issues */
  function lookAtAll(issues) {
    const next = new Set(issues.map((issue) => issue.id));
    if (selection.current.issue) next.add(selection.current.issue);
    const changed = [...next].filter((id) => !visible.has(id)).concat([...visible].filter((id) => !next.has(id)));
    visible = next;
    liveMap().update(changed);
  }

  function schedule() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(refresh);
  }

  return {
    /** @param {{id: string}} issue */
    isShown: (issue) => visible.has(issue.id),
    /** What the filter lets through, in the list's order. */
    listed: () => listed,
    /** The filter or the hour has changed: everything is looked at. */
    refresh() {
      touched = null;
      schedule();
    },
    /** Only these issues have changed. @param {Iterable<string>} ids */
    follow(ids) {
      if (touched) for (const id of ids) touched.add(id);
      schedule();
    },
    destroy: () => cancelAnimationFrame(frame),
  };
}
