import { densify } from './plane.mjs';
import { contains, faces, outline } from './polygonize.mjs';

/**
 * The plan of the town on the ideal plane: streets, the river, and which block belongs to which grid. Everything else
 * (areas, buildings, base map) is drawn from this file.
 *
 * @typedef {import('./plane.mjs').Point} Point
 * @typedef {{name: string, class: 'main' | 'minor' | 'lane', width: number, line: Point[], divides?: Point[]}} Road
 *   `line` is what is drawn; `divides` the part of it that bounds areas, left out where it bounds none
 * @typedef {{grid: number, ring: Point[]}} Block
 */

/** How far streets run on beyond the community, so that the map does not float in a void. Metres. */
export const BEYOND = 290;

export const COMMUNITY = { code: '990101001001', name: '鹭溪桥社区' };
export const RIVER = '鹭溪';

/** The river's middle, flowing from west to east. @param {number} x @returns {number} y */
export function riverY(x) {
  return 314 + 22 * Math.sin((x - 130) / 205) + 6 * Math.sin(x / 88 + 1);
}

/** Half of the river's width; it breathes a little. @param {number} x @returns {number} metres */
export function riverHalfWidth(x) {
  return 17 + 3 * Math.sin(x / 140 + 2);
}

/**
 * A line beside the river.
 * @param {number} x0 @param {number} x1
 * @param {(x: number) => number} offset north of the middle, metres
 * @param {number} [step]
 * @returns {Point[]}
 */
export function alongRiver(x0, x1, offset, step = 22) {
  const parts = Math.ceil((x1 - x0) / step);
  return Array.from({ length: parts + 1 }, (_, part) => {
    const x = x0 + ((x1 - x0) * part) / parts;
    return [x, riverY(x) + offset(x)];
  });
}

const WEST = -BEYOND;
const EAST = 1190 + BEYOND;
const SOUTH = -BEYOND;
const NORTH = 950 + BEYOND;

/** The ring road swings in at the south-east: the community is no rectangle. @type {Point[]} */
const RING = [[1190, NORTH], [1190, 400], [1187, 330], [1179, 260], [1165, 190], [1146, 125], [1122, 60], [1096, 0], [1062, -80], [1020, -170], [968, SOUTH]];

/** @type {Road[]} */
export const ROADS = [
  main('学府路', 24, [[WEST, 950], [EAST, 950]], [[-9, 950], [1199, 950]]),
  main('鹭溪大道', 32, [[WEST, 640], [EAST, 640]], [[-9, 640], [1199, 640]]),
  main('南屏路', 24, [[WEST, 0], [EAST, 0]], [[-9, 0], [1105, 0]]),
  main('西屏路', 22, [[0, SOUTH], [0, NORTH]], [[0, -9], [0, 959]]),
  main('文昌路', 26, [[370, SOUTH], [370, NORTH]], [[370, -9], [370, 959]]),
  main('春晖路', 26, [[800, SOUTH], [800, NORTH]], [[800, -9], [800, 959]]),
  main('东环路', 26, RING, [[1190, 959], ...RING.slice(1, -3), [1092, -9]]),
  minor('文昌横街', [[0, 800], [370, 800]]),
  minor('学堂街', [[590, 640], [590, 950]]),
  minor('云津街', [[800, 795], [1190, 795]]),
  minor('集贤街', [[0, 520], [370, 520]]),
  minor('听溪街', [[370, 505], [800, 505]]),
  minor('听泉巷', [[590, 505], [590, 640]]),
  minor('鹭鸣巷', [[935, riverY(935) + 46], [935, 640]], [[935, riverY(935)], [935, 640]]),
  minor('青禾街', [[0, 128], [370, 128]]),
  minor('书带巷', [[590, 0], [590, riverY(590) - 44]], [[590, 0], [590, riverY(590)]]),
  minor('雅筑街', [[800, 138], [1151, 138]]),
  { name: '临溪路', class: 'minor', width: 11, line: alongRiver(WEST, EAST, () => 46) },
  { name: '滨溪步道', class: 'lane', width: 4, line: alongRiver(WEST, EAST, () => -40) },
];

/** Which grid a block belongs to, by a point in it; a grid's micro-grids are numbered in this order. @type {[number, Point][]} */
const SEEDS = [
  [1, [185, 870]], [1, [185, 720]],
  [2, [480, 800]], [2, [690, 800]], [2, [1000, 870]], [2, [1000, 720]],
  [3, [185, 580]], [3, [185, 450]],
  [4, [480, 570]], [4, [690, 570]], [4, [585, 430]],
  [5, [870, 500]], [5, [1060, 500]],
  [6, [185, 200]], [6, [480, 150]], [6, [185, 60]], [6, [690, 150]],
  [7, [1000, 210]], [7, [950, 70]],
];

/** @returns {Block[]} one per micro-grid, on the ideal plane */
export function blocks() {
  const lines = ROADS.flatMap((road) => (road.divides ? [densify(road.divides, 60)] : []));
  // The community ends at its bounding streets, but the river runs on: a little past them is enough to be cut there.
  const cells = faces([...lines, alongRiver(-9, 1199, () => 0)]);
  const found = SEEDS.map(([grid, seed]) => {
    const ring = cells.find((cell) => contains(seed, cell));
    if (!ring) throw new Error(`No block around ${seed}`);
    return { grid, ring };
  });
  if (new Set(found.map((block) => block.ring)).size !== cells.length) throw new Error('Seeds and blocks do not match one to one');
  return found;
}

/** @param {Block[]} parts @returns {Point[]} */
export function together(parts) {
  return outline(parts.map((part) => part.ring));
}

/** @param {string} name @param {number} width @param {Point[]} line @param {Point[]} divides @returns {Road} */
function main(name, width, line, divides) {
  return { name, class: 'main', width, line, divides };
}

/** A minor street that bounds micro-grids along its whole length, or along `divides`. @param {string} name @param {Point[]} line @param {Point[]} [divides] @returns {Road} */
function minor(name, line, divides = line) {
  return { name, class: 'minor', width: 13, line, divides: stretch(divides) };
}

/** Two metres longer at both ends, so that it surely crosses what it meets. @param {Point[]} line @returns {Point[]} */
function stretch(line) {
  const [a, b] = /** @type {[Point, Point]} */ ([line[0], line[line.length - 1]]);
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [ux, uy] = [((b[0] - a[0]) / length) * 2, ((b[1] - a[1]) / length) * 2];
  return [[a[0] - ux, a[1] - uy], [b[0] + ux, b[1] + uy]];
}
