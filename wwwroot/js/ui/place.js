// Where an issue is, in words. One way of saying it for list, sheet, card and feed.

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../live/area-index.js').AreaIndex} AreaIndex */
/** @typedef {import('./i18n.js').Translate} Translate */

/**
 * Where an account is at home: the root of what it answers for, else the whole map's.
 * @param {AreaIndex} areas
 * @param {import('../contract.js').Session} session
 */
export function homeOf(areas, session) {
  return areas.get(session.areaCodes[0]) ?? areas.get(areas.children(null)[0]);
}

/**
 * Building and unit, else the address, else the smallest area.
 * @param {Issue} issue
 * @param {AreaIndex} areas
 * @param {Translate} t
 * @returns {string}
 */
export function placeOf(issue, areas, t) {
  const building = areas.name(issue.buildingCode);
  if (building) return [building, areas.name(issue.unitCode)].filter(Boolean).join(' ');
  return issue.address || areas.name(issue.areaCode) || gridOf(issue, areas, t);
}

/** @param {Issue} issue @param {AreaIndex} areas @param {Translate} t @returns {string} */
export const gridOf = (issue, areas, t) => gridOfCode(issue.areaCode, areas, t);

/** @param {string|null|undefined} code @param {AreaIndex} areas @param {Translate} t @returns {string} */
export function gridOfCode(code, areas, t) {
  const known = areas.ancestorOf(code, 'grid')?.name ?? areas.name(code);
  // A worker's page knows the areas of its own scope only: a code without a name is elsewhere, not nowhere.
  return known || t(code ? 'app.elsewhere' : 'app.outside');
}

/** @param {Issue} issue @param {AreaIndex} areas @param {Translate} t @returns {string} */
export function placeAndGrid(issue, areas, t) {
  const place = placeOf(issue, areas, t);
  const grid = gridOf(issue, areas, t);
  return place === grid ? grid : `${place} · ${grid}`;
}
