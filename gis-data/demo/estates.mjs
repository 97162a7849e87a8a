import { placeBox } from './plane.mjs';

/**
 * The residential estates: south-facing slabs in ordered rows, as they are built all over the country.
 *
 * @typedef {import('./plane.mjs').Point} Point
 * @typedef {import('./plane.mjs').LonLat} LonLat
 * @typedef {object} Quarter  rows of slabs in one block
 * @property {number} block  index of the block in layout.blocks()
 * @property {string} estate
 * @property {number} x0  west wall of the first column, metres of the ideal plane
 * @property {number} x1  east wall of the last column
 * @property {number[]} rows  middles of the rows, north to south
 * @property {number[]} columns  units per slab, west to east; the gaps between are spread evenly
 * @property {number} depth  of a slab, metres
 * @property {Array<[number, number]>} [open]  [row, column] left open for a garden court
 *
 * @typedef {object} Slab
 * @property {number} block
 * @property {string} name
 * @property {number} units
 * @property {Point} middle
 * @property {LonLat[]} ring  closed
 *
 * @typedef {{name: string, x0: number, y0: number, x1: number, y1: number}} Ground  an estate's walled ground
 */

/** A unit is one stairwell with two flats a floor. */
const UNIT_WIDTH = 14;

/** @type {Quarter[]} numbered on through each estate in this order */
export const QUARTERS = [
  { block: 0, estate: '文昌里', x0: 34, x1: 338, rows: [914, 873, 832], columns: [3, 3, 4, 3, 3], depth: 12, open: [[1, 2]] },
  { block: 1, estate: '文昌里', x0: 34, x1: 338, rows: [767, 726, 685], columns: [3, 3, 4, 3, 3], depth: 12, open: [[1, 1], [1, 2], [1, 3]] },
  { block: 3, estate: '云津花园', x0: 612, x1: 772, rows: [908, 854, 800, 746, 692], columns: [3, 4, 3], depth: 13, open: [[2, 1]] },
  { block: 4, estate: '云津花园', x0: 832, x1: 1158, rows: [912, 866, 824], columns: [3, 4, 4, 4, 3], depth: 13, open: [[2, 2]] },
  { block: 5, estate: '云津花园', x0: 832, x1: 1158, rows: [771, 730, 689], columns: [3, 4, 4, 4, 3], depth: 13, open: [[0, 2], [1, 2]] },
  { block: 6, estate: '桂语家园', x0: 32, x1: 206, rows: [600, 557], columns: [3, 3, 3], depth: 13 },
  { block: 7, estate: '桂语家园', x0: 186, x1: 340, rows: [487, 445, 403], columns: [3, 3, 3], depth: 13 },
  { block: 8, estate: '听溪苑', x0: 400, x1: 572, rows: [606, 569, 532], columns: [3, 4, 3], depth: 12.5, open: [[1, 1]] },
  { block: 9, estate: '听溪苑', x0: 608, x1: 772, rows: [606, 569, 532], columns: [3, 4, 3], depth: 12.5, open: [[1, 1]] },
  { block: 10, estate: '听溪苑', x0: 402, x1: 770, rows: [474, 432], columns: [3, 3, 4, 4, 3, 3], depth: 12.5 },
  { block: 11, estate: '春晖路商住楼', x0: 826, x1: 922, rows: [602, 552, 502, 452], columns: [2, 3], depth: 13 },
  { block: 13, estate: '青禾新居', x0: 28, x1: 342, rows: [226, 190, 154], columns: [3, 4, 3, 3, 3], depth: 12, open: [[1, 1], [1, 2], [1, 3]] },
  { block: 15, estate: '青禾新居', x0: 28, x1: 342, rows: [96, 58], columns: [3, 4, 3, 3, 3], depth: 12 },
  { block: 14, estate: '青禾新居', x0: 400, x1: 572, rows: [232, 184, 136, 88], columns: [3, 4, 3], depth: 12, open: [[1, 1]] },
  { block: 16, estate: '南屏雅筑', x0: 610, x1: 770, rows: [228, 176, 124, 72], columns: [3, 3, 3], depth: 14, open: [[2, 1]] },
  { block: 17, estate: '南屏雅筑', x0: 832, x1: 1112, rows: [222, 178], columns: [4, 4, 4, 4], depth: 14 },
  { block: 18, estate: '南屏雅筑', x0: 832, x1: 1066, rows: [98, 54], columns: [4, 3, 4], depth: 14 },
];

/** @returns {Slab[]} */
export function slabs() {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  return QUARTERS.flatMap((quarter) =>
    quarter.rows.flatMap((y, row) =>
      columnMiddles(quarter).flatMap((x, column) => {
        if (isOpen(quarter, row, column)) return [];
        const number = (numbers.get(quarter.estate) ?? 0) + 1;
        numbers.set(quarter.estate, number);
        const units = /** @type {number} */ (quarter.columns[column]);
        const middle = /** @type {Point} */ ([x, y]);
        const ring = placeBox(middle, lengthOf(units), quarter.depth);
        return [{ block: quarter.block, name: `${quarter.estate}${number}栋`, units, middle, ring }];
      }),
    ),
  );
}

/** Middles of the columns on the ideal plane: gaps are equal, so every row stands in line. @param {Quarter} quarter @returns {number[]} */
export function columnMiddles({ x0, x1, columns }) {
  const lengths = columns.map(lengthOf);
  const gap = (x1 - x0 - sum(lengths)) / (columns.length - 1);
  return lengths.map((length, index) => x0 + sum(lengths.slice(0, index)) + index * gap + length / 2);
}

/** Middles of the gaps between columns, where paths run. @param {Quarter} quarter @returns {number[]} */
export function gapMiddles(quarter) {
  const middles = columnMiddles(quarter);
  return quarter.columns.slice(1).map((units, index) => {
    const east = /** @type {number} */ (middles[index + 1]) - lengthOf(units) / 2;
    const west = /** @type {number} */ (middles[index]) + lengthOf(/** @type {number} */ (quarter.columns[index])) / 2;
    return (west + east) / 2;
  });
}

/** The box of an open court, or null. @param {Quarter} quarter @returns {{x0: number, y0: number, x1: number, y1: number} | null} */
export function court(quarter) {
  if (!quarter.open) return null;
  const middles = columnMiddles(quarter);
  const xs = quarter.open.map(([, column]) => /** @type {number} */ (middles[column]));
  const ys = quarter.open.map(([row]) => /** @type {number} */ (quarter.rows[row]));
  const half = lengthOf(Math.min(...quarter.open.map(([, column]) => quarter.columns[column] ?? 3))) / 2;
  return { x0: Math.min(...xs) - half, x1: Math.max(...xs) + half, y0: Math.min(...ys) - 9, y1: Math.max(...ys) + 9 };
}

/** @param {Quarter} quarter @param {number} row @param {number} column */
function isOpen(quarter, row, column) {
  return (quarter.open ?? []).some(([r, c]) => r === row && c === column);
}

/** @param {number} units @returns {number} metres of façade */
function lengthOf(units) {
  return units * UNIT_WIDTH + 2;
}

/** @param {number[]} list */
function sum(list) {
  return list.reduce((total, value) => total + value, 0);
}
