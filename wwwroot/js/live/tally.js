// Open issues per area, kept by id so that one change costs one path to the root, not a count over everything.
import { isOpen } from '../contract.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('./area-index.js').AreaIndex} AreaIndex */

/** @param {AreaIndex} areas */
export function createTally(areas) {
  /** @type {Map<string, string>} Issue id → the area it was counted under. */
  const counted = new Map();
  /** @type {Map<string, number>} */
  const counts = new Map();

  /** @param {string} code @param {number} step */
  function add(code, step) {
    for (const area of areas.chain(code)) counts.set(area.code, (counts.get(area.code) ?? 0) + step);
  }

  return {
    /**
     * @param {string} id
     * @param {Issue|undefined} issue As it is now; undefined when it is gone.
     */
    update(id, issue) {
      const before = counted.get(id);
      const after = issue && isOpen(issue) ? (issue.areaCode ?? '') : undefined;
      if (before === after) return;
      if (before !== undefined) add(before, -1);
      if (after === undefined) counted.delete(id);
      else {
        counted.set(id, after);
        add(after, 1);
      }
    },
    /** @param {string} code @returns {number} */
    of: (code) => counts.get(code) ?? 0,
  };
}
