// The state on the map, by id: the part that the leader's map and the hall screen share.
import { findIssue } from '../live/state.js';
import { isOverdue } from '../live/lateness.js';
import { createTally } from '../live/tally.js';
import { createBattleMap } from '../map/battle-map.js';
import { createBaseLayers } from './base-layers.js';
import { furtherIn, heldIn, leaderIn } from './chain.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./reference.js').Reference} Reference */
/** @typedef {import('../contract.js').Issue} Issue */

/** Overdue is a matter of time, not of changes: the rings are looked at again this often. */
const LATENESS_MS = 20_000;

/**
 * @param {HTMLElement} container
 * @param {object} options
 * @param {App} options.app
 * @param {() => Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {(issue: Issue) => boolean} options.isShown
 * @param {() => boolean} [options.withPeople]
 * @param {() => import('./chain.js').NetworkView} [options.network] Whose leaders are named.
 * @param {(code: string) => string|null} [options.lineOf] What a label says instead of leader and count.
 * @param {Partial<import('../map/battle-map.js').BattleMapOptions>} [options.map]
 */
export function createLiveMap(
  container,
  { app, reference, state, isShown, withPeople = () => true, network = () => 'all', lineOf, map: more },
) {
  const { t, clock } = app;
  let tally = createTally(reference().areas);

  /** @param {string} code */
  function labelOf(code) {
    const area = reference().areas.get(code);
    const n = tally.of(code);
    const leader = withPeople() ? leaderIn(area, network()) : null;
    const vacant = network() === 'party' ? 'map.areaVacantParty' : 'map.areaVacant';
    const line = leader
      ? t('map.areaLine', { role: leader.roleName, name: leader.name, n })
      : t(withPeople() && area?.level === 'grid' ? vacant : 'map.areaCount', { n });
    return { name: area?.name ?? '', line: lineOf?.(code) ?? line, weight: n };
  }

  const bases = createBaseLayers(app);
  const map = createBattleMap(container, {
    areas: reference().areas.features,
    base: reference().base,
    // Nobody chooses on the wall: it shows what the operator put first.
    baseLayer: more?.interactive === false ? bases.first : bases.kept(),
    creditWords: bases.words,
    countOf: (code) => tally.of(code),
    labelOf,
    leaderOf(code) {
      const { areas } = reference();
      const leader = leaderIn(areas.get(code), network());
      if (!leader) return null;
      // The heads of its units stand in the building too.
      const below = areas.children(code).reduce((sum, unit) => sum + heldIn(areas.get(unit), network()), 0);
      return { name: leader.name, more: furtherIn(areas.get(code), network()) + below };
    },
    isOverdue: (issue) => isOverdue(issue, clock.now()),
    ...more,
  });
  const offTheme = app.theme.onChange(() => map.retheme());

  function everything() {
    const now = state();
    map.setIssues(now ? [...now.open, ...now.recent].filter(isShown) : []);
  }
  const timer = setInterval(everything, LATENESS_MS);

  return {
    map,
    bases,
    countOf: (/** @type {string} */ code) => tally.of(code),
    /** @param {Iterable<string>} touched */
    update(touched) {
      for (const id of touched) {
        const issue = findIssue(state(), id);
        tally.update(id, issue);
        map.updateIssue(id, issue && isShown(issue) ? issue : undefined);
      }
    },
    /** The filter changed, or the hour. */
    refresh: everything,
    /** The areas were imported anew. */
    reloadAreas() {
      tally = createTally(reference().areas);
      const now = state();
      if (now) for (const issue of now.open) tally.update(issue.id, issue);
      map.setAreas(reference().areas.features);
    },
    destroy() {
      clearInterval(timer);
      offTheme();
      map.destroy();
    },
  };
}
