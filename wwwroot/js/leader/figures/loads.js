// What a choropleth counts, for every area of every level: open and overdue issues as the page knows them now, reports as the server counts them.
import { isOverdue } from '../../live/lateness.js';

/** @typedef {import('../../contract.js').Issue} Issue */
/** @typedef {import('../../live/area-index.js').AreaIndex} AreaIndex */

/**
 * @param {Iterable<Issue>} open
 * @param {AreaIndex} areas
 * @param {number|null} overdueAt Null counts all; else those overdue at this time.
 * @returns {Map<string, number>} Code → count; buildings by the issue's building.
 */
export function countOpen(open, areas, overdueAt) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const issue of open) {
    if (overdueAt !== null && !isOverdue(issue, overdueAt)) continue;
    const codes = new Set([...areas.chain(issue.buildingCode), ...areas.chain(issue.areaCode)].map(({ code }) => code));
    for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

/** Households of an area: its own figure, else that of what lies in it. @param {AreaIndex} areas */
export function createHouseholds(areas) {
  /** @type {Map<string, number>} */
  const known = new Map();
  /** @param {string} code @returns {number} */
  function of(code) {
    const kept = known.get(code);
    if (kept !== undefined) return kept;
    const own = areas.get(code)?.households;
    const count = own ?? areas.children(code).reduce((sum, child) => sum + of(child), 0);
    known.set(code, count);
    return count;
  }
  return of;
}
