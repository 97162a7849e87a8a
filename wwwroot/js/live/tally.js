// Open issues per area, building and unit, kept by id so that one change costs one path to the root, not a count over everything.
import { isOpen } from '../contract.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('./area-index.js').AreaIndex} AreaIndex */

/** @typedef {{areaCode: string, buildingCode: string|null, unitCode: string|null}} Spot */

/** @param {AreaIndex} areas */
export function createTally(areas) {
  /** @type {Map<string, Spot>} Issue id → where it was counted. */
  const counted = new Map();
  /** @type {Map<string, number>} */
  const counts = new Map();

  /** An issue belongs to an area, and names its building and unit besides. @param {Spot} spot @param {number} step */
  function add({ areaCode, buildingCode, unitCode }, step) {
    const codes = [...areas.chain(areaCode).map((area) => area.code), buildingCode, unitCode];
    for (const code of codes) if (code) counts.set(code, (counts.get(code) ?? 0) + step);
  }

  /** @param {Issue} issue @returns {Spot} */
  const spotOf = ({ areaCode, buildingCode, unitCode }) => ({
    areaCode: areaCode ?? '',
    buildingCode: buildingCode ?? null,
    unitCode: unitCode ?? null,
  });

  /** @param {Spot|undefined} one @param {Spot|undefined} other */
  const isSame = (one, other) =>
    one?.areaCode === other?.areaCode && one?.buildingCode === other?.buildingCode && one?.unitCode === other?.unitCode;

  return {
    /**
     * @param {string} id
     * @param {Issue|undefined} issue As it is now; undefined when it is gone.
     */
    update(id, issue) {
      const before = counted.get(id);
      const after = issue && isOpen(issue) ? spotOf(issue) : undefined;
      if (isSame(before, after)) return;
      if (before) add(before, -1);
      if (after) {
        counted.set(id, after);
        add(after, 1);
      } else counted.delete(id);
    },
    /** @param {string} code @returns {number} */
    of: (code) => counts.get(code) ?? 0,
  };
}
