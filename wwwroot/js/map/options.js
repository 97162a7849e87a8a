// What a battle map is made from: types only.

/** @typedef {import('./pointer.js').Pick} Pick */
/** @typedef {import('../contract.js').Issue} Issue */

/**
 * @typedef {object} BattleMapOptions
 * @property {import('../contract.js').AreaFeature[]} areas
 * @property {import('../contract.js').BaseFeature[]} base
 * @property {import('../contract.js').BaseLayer|null} [baseLayer] Tiles in place of the own base map.
 * @property {import('./credit.js').CreditWords} creditWords
 * @property {(code: string) => number} countOf Open issues in an area.
 * @property {(code: string) => import('./label-layer.js').LabelText} labelOf
 * @property {(code: string) => {name: string, more: number}|null} leaderOf Of a building; `more`: further posts there.
 * @property {import('./label-layer.js').Gaps} [gaps]
 * @property {(issue: Issue) => boolean} isOverdue
 * @property {(pick: Pick) => void} [onPick]
 * @property {(pick: Pick|null, at: {x: number, y: number}) => void} [onHover]
 * @property {(pick: Pick, at: {x: number, y: number}) => void} [onMenu] A right click; `at` in the map's pixels.
 * @property {boolean} [interactive] The hall screen takes no pointer.
 * @property {boolean} [clustered]
 * @property {number} [clusterRadius] Pixels at the 1080p design within which issues become one.
 * @property {boolean} [scaleBar]
 * @property {() => import('./name-layer.js').Rect[]} [covered] What lies over the map, in its own pixels: no plate sits there.
 * @property {boolean} [inside] Nothing is written across the map's edge: for a map that nobody can drag.
 * @property {() => void} [onMove] The centre has moved and rests.
 * @property {{scale: number, least: number}} [text] Sizes of what is written on the map.
 * @property {[number, number]} [fitMargin] Pixels at the right and the bottom that other things cover.
 */

export {};
