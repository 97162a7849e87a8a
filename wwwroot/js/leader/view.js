// What the list and the map show of the state under the present filter: computed once for both.
import { inQueue, matches } from '../live/filter.js';
import { byAttention } from '../live/lateness.js';
import { gridOf, placeOf } from '../ui/place.js';
import { mineOf, queuesOf } from './queues.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../live/filter.js').Filter} Filter */
/** @typedef {import('../live/filter.js').FilterContext} FilterContext */
/** @typedef {import('../live/state.js').LiveState} LiveState */
/** @typedef {Partial<Record<import('../live/filter.js').Queue, number>>} Counts */
/** @typedef {{state: LiveState, open: Issue[], counts: Counts, at: FilterContext}} Listing Of the open ones; `at`: the hour and the areas it was computed with. */

/** With more differences than this everything is computed anew. */
const MANY = 400;
/** What follows from the hour alone is looked at this often at least; in a replay that runs fast it is many times a second. */
const OLD_MS = 30_000;

/**
 * @param {import('../ui/app.js').App} app
 * @param {() => import('../ui/reference.js').Reference} reference
 */
export function createView({ clock, format, t, nameOf, session }, reference) {
  const queues = queuesOf(session.role);

  /** @returns {FilterContext} */
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

  /** @type {Listing|null} What was computed last, as of which state. */
  let last = null;

  /** @param {Iterable<Issue>} list @param {Filter} filter @param {FilterContext} at @param {Counts} counts @returns {Issue[]} */
  function collect(list, filter, at, counts) {
    const found = [];
    for (const issue of list) if (count(issue, filter, at, counts, 1)) found.push(issue);
    return found;
  }

  /** @param {Issue} issue @param {Filter} filter @param {FilterContext} at @param {Counts} counts @param {number} step @returns {boolean} Whether the list shows it. */
  function count(issue, filter, at, counts, step) {
    if (!matches(issue, filter, at)) return false;
    for (const queue of queues) if (inQueue(issue, queue, at)) counts[queue] = (counts[queue] ?? 0) + step;
    return inQueue(issue, filter.queue, at);
  }

  /** @param {Listing} listing @param {LiveState} state @param {Filter} filter */
  function shown({ open, counts: ofOpen, at }, state, filter) {
    const counts = { ...ofOpen };
    const ended = collect(state.recent, filter, at, counts);
    if (ended.length === 0) return { issues: open, counts };
    const byEnd = (/** @type {Issue} */ a, /** @type {Issue} */ b) =>
      Date.parse(b.endedAt ?? '') - Date.parse(a.endedAt ?? '');
    const issues = [...open, ...ended].sort(filter.queue === 'closedToday' ? byEnd : byAttention);
    return { issues, counts };
  }

  return {
    /**
     * @param {LiveState|null} state
     * @param {Filter} filter
     * @returns {{issues: Issue[], counts: Counts}}
     */
    of(state, filter) {
      /** @type {Counts} */
      const counts = Object.fromEntries(queues.map((queue) => [queue, 0]));
      last = null;
      if (!state) return { issues: [], counts };
      const at = context();
      const open = collect(state.open, filter, at, counts).sort(byAttention);
      last = { state, open, counts, at };
      return shown(last, state, filter);
    },
    /**
     * The same for a state that differs from the last one in these issues only, under the same filter: each costs a look
     * for its place. What follows from the hour alone waits for the next `of`.
     * @param {LiveState|null} state
     * @param {Filter} filter
     * @param {ReadonlySet<string>} touched
     */
    after(state, filter, touched) {
      const age = last ? clock.now() - last.at.now : Number.NaN;
      if (!state || !last || touched.size > MANY || !(age >= 0 && age < OLD_MS)) return this.of(state, filter);
      const { at, counts } = last;
      const open = last.open.slice();
      for (const id of touched) {
        const before = last.state.open.get(id);
        const now = state.open.get(id);
        if (before && count(before, filter, at, counts, -1)) open.splice(placeIn(open, before), 1);
        if (now && count(now, filter, at, counts, 1)) open.splice(placeIn(open, now), 0, now);
      }
      last = { state, open, counts, at };
      return shown(last, state, filter);
    },
    /** Whether the last computed list holds an issue like this. @param {Issue} issue @param {Filter} filter */
    lists(issue, filter) {
      const at = last?.at ?? context();
      return matches(issue, filter, at) && inQueue(issue, filter.queue, at);
    },
  };
}

/** Where an issue stands, or would stand, in what is sorted. @param {Issue[]} sorted @param {Issue} issue */
function placeIn(sorted, issue) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sorted[middle];
    if (other && other.id !== issue.id && byAttention(other, issue) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
