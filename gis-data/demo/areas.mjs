import { place } from './plane.mjs';
import { COMMUNITY, blocks, together } from './layout.mjs';
import { slabs } from './estates.mjs';

/**
 * The tree of areas: community, grids, micro-grids, buildings, units.
 *
 * @typedef {import('./plane.mjs').Point} Point
 * @typedef {import('./plane.mjs').LonLat} LonLat
 * @typedef {'community' | 'grid' | 'microgrid' | 'building' | 'unit'} Level
 * @typedef {object} Area
 * @property {string} code
 * @property {string} name
 * @property {Level} level
 * @property {string} [parentCode]
 * @property {number} households
 * @property {LonLat[] | null} ring  closed; null for a unit, which has no ground of its own
 */

export const GRIDS = 7;
const DIGITS = '零一二三四五六七八九';

/** The one unit that breaks the staffing rule of 25 households, so that the finding has something to find. */
const OVERSIZE = { building: '听溪苑9栋', unit: 2, households: 31 };

/** @param {import('./random.mjs').Random} random @returns {Area[]} parents before children */
export function areas(random) {
  const micro = microgrids();
  const buildings = buildingsIn(micro);
  const units = buildings.flatMap((building) => unitsOf(building, random));
  const list = [community(micro), ...grids(micro), ...micro, ...buildings, ...units].map(({ code, name, level, parentCode, ring, households }) => (
    { code, name, level, parentCode, households: households ?? 0, ring }
  ));
  return addUp(list);
}

/** @typedef {Omit<Area, 'households'> & {households?: number}} Draft */
/** @typedef {Draft & {block: import('./layout.mjs').Block}} MicroDraft */

/** @returns {MicroDraft[]} in the order of the blocks */
function microgrids() {
  const counts = new Map();
  return blocks().map((block) => {
    const number = (counts.get(block.grid) ?? 0) + 1;
    counts.set(block.grid, number);
    return {
      code: `${gridCode(block.grid)}${pad(number, 2)}`,
      name: `${block.grid}-${number}微网格`,
      level: /** @type {const} */ ('microgrid'),
      parentCode: gridCode(block.grid),
      ring: placeVertices(block.ring),
      block,
    };
  });
}

/** @param {MicroDraft[]} micro @returns {Draft[]} */
function grids(micro) {
  return Array.from({ length: GRIDS }, (_, index) => {
    const number = index + 1;
    const parts = micro.filter((one) => one.block.grid === number).map((one) => one.block);
    return { code: gridCode(number), name: `第${DIGITS[number]}网格`, level: /** @type {const} */ ('grid'), parentCode: COMMUNITY.code, ring: placeVertices(together(parts)) };
  });
}

/** @param {MicroDraft[]} micro @returns {Draft} */
function community(micro) {
  return { ...COMMUNITY, level: 'community', ring: placeVertices(together(micro.map((one) => one.block))) };
}

/** @param {MicroDraft[]} micro @returns {Array<Draft & {units: number}>} */
function buildingsIn(micro) {
  const counts = new Map();
  return slabs().map((slab) => {
    const parentCode = /** @type {MicroDraft} */ (micro[slab.block]).code;
    const number = (counts.get(parentCode) ?? 0) + 1;
    counts.set(parentCode, number);
    return { code: `${parentCode}${pad(number, 3)}`, name: slab.name, level: 'building', parentCode, ring: slab.ring, units: slab.units };
  });
}

/** @param {Draft & {units: number}} building @param {import('./random.mjs').Random} random @returns {Draft[]} */
function unitsOf(building, random) {
  // Two flats a floor and six to twelve floors; one stairwell of a slab is as high as the next.
  const households = random.pick([12, 12, 14, 16, 18, 18, 20, 22, 24]);
  return Array.from({ length: building.units }, (_, index) => ({
    code: `${building.code}${pad(index + 1, 2)}`,
    name: `${index + 1}单元`,
    level: /** @type {const} */ ('unit'),
    parentCode: building.code,
    households: building.name === OVERSIZE.building && index + 1 === OVERSIZE.unit ? OVERSIZE.households : households,
    ring: null,
  }));
}

/** Households are counted once, at the unit, and summed upwards. @param {Area[]} list @returns {Area[]} */
function addUp(list) {
  const byCode = new Map(list.map((area) => [area.code, area]));
  for (const unit of list.filter((area) => area.level === 'unit')) {
    for (let up = byCode.get(unit.parentCode ?? ''); up; up = byCode.get(up.parentCode ?? '')) up.households += unit.households;
  }
  return list;
}

/** No densifying here: neighbours must keep the very vertices that they share. @param {Point[]} ring @returns {LonLat[]} */
function placeVertices(ring) {
  const placed = ring.map(place);
  return [...placed, /** @type {LonLat} */ (placed[0])];
}

/** @param {number} number */
export function gridCode(number) {
  return `${COMMUNITY.code}${pad(number, 3)}`;
}

/** @param {number} number @param {number} width */
function pad(number, width) {
  return String(number).padStart(width, '0');
}
