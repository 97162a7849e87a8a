// Counters, list, map and sheet from one computation, once a frame, however many changes came.

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

  function refresh() {
    const now = state();
    const { issues, counts } = view.of(now, selection.current);
    listed = issues;
    counters.show(now ? counts : null);
    list.show(issues, now !== null);
    const next = new Set(issues.map((issue) => issue.id));
    if (selection.current.issue) next.add(selection.current.issue);
    const changed = [...next].filter((id) => !visible.has(id)).concat([...visible].filter((id) => !next.has(id)));
    visible = next;
    liveMap().update(changed);
    onRefresh();
  }

  return {
    /** @param {{id: string}} issue */
    isShown: (issue) => visible.has(issue.id),
    /** What the filter lets through, in the list's order. */
    listed: () => listed,
    refresh() {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(refresh);
    },
    destroy: () => cancelAnimationFrame(frame),
  };
}
