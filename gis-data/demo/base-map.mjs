import { placeBox, placeLine, box } from './plane.mjs';
import { BEYOND, RIVER, ROADS, alongRiver, riverHalfWidth } from './layout.mjs';
import { QUARTERS, court, gapMiddles } from './estates.mjs';
import { area, circle, rounded, scatter, smooth, stadium, tree } from './shapes.mjs';
import { surroundings } from './surroundings.mjs';

/**
 * The drawn ground under the areas. Features come in the order in which they are to be painted.
 *
 * @typedef {import('./plane.mjs').Point} Point
 * @typedef {import('./shapes.mjs').Drawn} Drawn
 */

const X0 = -BEYOND;
const X1 = 1190 + BEYOND;

/** Walled grounds of the estates; a large estate has one on each side of a street. @type {Array<[string, Point[]]>} */
const GROUNDS = [
  ['文昌里', box(16, 811, 352, 934)], ['文昌里', box(16, 660, 352, 789)],
  ['云津花园', box(601, 660, 782, 934)], ['云津花园', box(818, 806, 1172, 934)], ['云津花园', box(818, 660, 1172, 784)],
  ['桂语家园', box(16, 531, 218, 620)], ['桂语家园', toNorthBank(174, 352, 509)],
  ['听溪苑', box(387, 516, 580, 620)], ['听溪苑', box(600, 516, 783, 620)], ['听溪苑', toNorthBank(387, 783, 494)],
  ['青禾新居', toSouthBank(16, 352, 139)], ['青禾新居', box(16, 16, 352, 117)], ['青禾新居', toSouthBank(387, 580, 16)],
  ['南屏雅筑', toSouthBank(600, 783, 16)], ['南屏雅筑', [...toSouthBank(818, 1150, 149).slice(0, 1), [1134, 149], [1147, 195], ...toSouthBank(818, 1158, 149).slice(2)]], ['南屏雅筑', [[818, 16], [1082, 16], [1123, 127], [818, 127]]],
];

/** Shop rows with their back to an estate, along the streets that carry trade: [x0, x1, y, depth]. @type {Array<[number, number, number, number]>} */
const SHOPS = [
  [24, 344, 668.5, 9], [610, 774, 668.5, 9], [826, 1164, 668.5, 9],
  [24, 344, 23, 9], [396, 574, 34, 10], [608, 774, 24, 9], [828, 1076, 24, 9],
];

/** @param {import('./random.mjs').Random} random @returns {Drawn[]} */
export function baseMap(random) {
  return [
    ...surroundings(random),
    ...GROUNDS.map(([name, ring]) => area('estate', ring, { name })),
    area('estate', toNorthBank(818, 924, 620)),
    ...banks(),
    area('water', river(), { name: RIVER, class: 'river' }),
    ...gardens(random),
    ...park(random),
    ...roads(),
    ...school(),
    ...market(),
    ...plaza(),
    ...courts(random),
    ...riverTrees(random),
    ...avenueTrees(random),
    ...shops(),
  ];
}

/** Ground that ends at the riverside street. @param {number} x0 @param {number} x1 @param {number} north @returns {Point[]} */
function toNorthBank(x0, x1, north) {
  return [...alongRiver(x0, x1, () => 57), [x1, north], [x0, north]];
}

/** Ground that ends at the riverside walk. @param {number} x0 @param {number} x1 @param {number} south @returns {Point[]} */
function toSouthBank(x0, x1, south) {
  return [[x0, south], [x1, south], ...alongRiver(x0, x1, () => -57).reverse()];
}

/** Gardens between the riverside street and the first rows of houses. @param {import('./random.mjs').Random} random @returns {Drawn[]} */
function gardens(random) {
  const strips = /** @type {Array<[number, number, number]>} */ ([[16, 162, 404], [404, 768, 414], [830, 916, 430]]);
  return strips.flatMap(([x0, x1, north]) => {
    const ring = /** @type {Point[]} */ ([...alongRiver(x0, x1, () => 64), [x1, north], [x0, north]]);
    const trees = scatter(random, { count: Math.round((x1 - x0) / 7), inside: ring, outside: [], ways: [] });
    return [area('green', ring, { class: 'court' }), ...trees];
  });
}

/** Plane trees in two files along the avenue. @param {import('./random.mjs').Random} random @returns {Drawn[]} */
function avenueTrees(random) {
  const crossings = [0, 370, 590, 800, 1190];
  return [620, 660].flatMap((y) =>
    Array.from({ length: 54 }, (_, index) => 12 + index * 22)
      .filter((x) => crossings.every((road) => Math.abs(x - road) > 20))
      .map((x) => tree(random, [x, y], 2.6)),
  );
}

/** @returns {Point[]} */
function river() {
  return [...alongRiver(X0, X1, (x) => -riverHalfWidth(x)), ...alongRiver(X0, X1, riverHalfWidth).reverse()];
}

/** Green on both banks, between the water and the riverside street or walk. @returns {Drawn[]} */
function banks() {
  const north = [...alongRiver(X0, X1, riverHalfWidth), ...alongRiver(X0, X1, () => 41).reverse()];
  const south = [...alongRiver(X0, X1, () => -52), ...alongRiver(X0, X1, (x) => -riverHalfWidth(x)).reverse()];
  return [area('green', north, { class: 'bank', name: '滨溪绿带' }), area('green', south, { class: 'bank', name: '滨溪绿带' })];
}

/** @returns {Drawn[]} narrow ones first, so that wide streets run through at crossings */
function roads() {
  const paths = QUARTERS.flatMap(pathsOf);
  const streets = [...ROADS].sort((a, b) => a.width - b.width).map((road) => ({ kind: 'road', class: road.class, name: road.name, width: road.width, line: placeLine(road.line) }));
  return [...paths, ...streets];
}

/** Paths inside an estate: one down every other gap between columns, one along the north of each row, where the doors are. @param {import('./estates.mjs').Quarter} quarter @returns {Drawn[]} */
function pathsOf(quarter) {
  const north = /** @type {number} */ (quarter.rows[0]) + quarter.depth / 2 + 5;
  const south = /** @type {number} */ (quarter.rows[quarter.rows.length - 1]) - quarter.depth / 2 - 6;
  const hole = court(quarter);
  const doors = quarter.rows.map((y) => y + quarter.depth / 2 + 5).filter((y) => !hole || y < hole.y0 || y > hole.y1);
  /** @type {Point[][]} */
  const lines = [
    ...gapMiddles(quarter).filter((_, index, all) => all.length < 3 || index % 2 === 0 || index === all.length - 1).map((x) => /** @type {Point[]} */ ([[x, south], [x, north]])),
    ...doors.map((y) => /** @type {Point[]} */ ([[quarter.x0, y], [quarter.x1, y]])),
  ];
  return lines.map((line) => ({ kind: 'road', class: 'lane', width: 4, line: placeLine(line) }));
}

/** @param {import('./random.mjs').Random} random @returns {Drawn[]} */
function park(random) {
  const ground = toNorthBank(952, 1166, 614);
  const pond = smooth([[1010, 492], [1032, 530], [1074, 543], [1112, 531], [1131, 497], [1118, 458], [1080, 446], [1056, 462], [1026, 458]]);
  const isle = smooth(circle([1088, 492], 9, 8));
  const walk = smooth([[990, 490], [1012, 548], [1074, 566], [1130, 552], [1154, 500], [1142, 438], [1084, 420], [1034, 434], [1000, 448]]);
  /** @type {Point[][]} */
  const ways = [[...walk, /** @type {Point} */ (walk[0])], [[952, 632], [985, 590], [1012, 548]], [[1174, 612], [1148, 590], [1112, 560]], [[956, 372], [985, 410], [1004, 442]], [[1176, 420], [1160, 430], [1142, 440]]];
  const lawns = [smooth([[978, 572], [1000, 606], [1050, 607], [1040, 582], [1000, 562]]), smooth([[1060, 606], [1120, 606], [1152, 592], [1120, 576], [1070, 584]])];
  const trees = scatter(random, { count: 150, inside: ground, outside: [pond, ...lawns], ways });
  return [
    area('green', ground, { class: 'park', name: '鹭鸣公园' }),
    ...lawns.map((ring) => area('green', ring, { class: 'lawn' })),
    ...ways.map((line) => ({ kind: 'road', class: 'lane', width: 3.5, line: placeLine(line) })),
    area('water', pond, { class: 'pond', name: '照影池' }),
    area('green', isle, { class: 'lawn' }),
    ...trees,
  ];
}

/** @returns {Drawn[]} */
function school() {
  const halls = /** @type {Array<[Point, number, number]>} */ ([[[535, 902], 66, 16], [[535, 856], 66, 16], [[535, 810], 66, 16], [[506, 833], 8, 62], [[530, 750], 56, 30], [[430, 686], 52, 18], [[530, 690], 60, 20]]);
  return [
    area('school', box(387, 660, 578, 934), { name: '鹭溪桥小学' }),
    area('track', stadium([437, 815], 37, 52), { name: '运动场' }),
    area('green', stadium([437, 815], 26, 52), { class: 'pitch' }),
    ...halls.map(([middle, width, depth]) => ({ kind: 'context', class: 'public', ring: placeBox(middle, width, depth) })),
  ];
}

/** @returns {Drawn[]} */
function market() {
  const halls = [486, 462, 438].map((y) => ({ kind: 'context', class: 'public', ring: placeBox([89, y], 112, 15) }));
  return [area('market', box(16, 414, 162, 509), { name: '集贤农贸市场' }), ...halls];
}

/** @returns {Drawn[]} */
function plaza() {
  return [
    area('plaza', box(230, 531, 352, 620), { name: '同心广场' }),
    area('green', smooth(circle([268, 576], 17, 12)), { class: 'lawn' }),
    { kind: 'context', class: 'public', name: '党群服务站', ring: placeBox([320, 577], 40, 60) },
  ];
}

/** Garden courts where a slab was left out. @param {import('./random.mjs').Random} random @returns {Drawn[]} */
function courts(random) {
  return QUARTERS.flatMap((quarter) => {
    const hole = court(quarter);
    if (!hole) return [];
    const ring = rounded(hole, 8);
    const trees = Array.from({ length: Math.round((hole.x1 - hole.x0) / 9) }, (_, index) => tree(random, [hole.x0 + 6 + index * 9, random.pick([hole.y0 + 4, hole.y1 - 4])], 2.6));
    return [area('green', ring, { class: 'court' }), ...trees];
  });
}

/** @param {import('./random.mjs').Random} random @returns {Drawn[]} */
function riverTrees(random) {
  const north = alongRiver(-200, 1400, (x) => riverHalfWidth(x) + 9 + random.between(-3, 6), 19);
  const south = alongRiver(-200, 1400, (x) => -riverHalfWidth(x) - 8 - random.between(-2, 6), 17);
  const onBridge = (/** @type {Point} */ [x]) => [0, 370, 800, 1181].some((road) => Math.abs(x - road) < 22);
  return [...north, ...south].filter((point) => !onBridge(point)).map((point) => tree(random, point, 3.2));
}

/** @returns {Drawn[]} */
function shops() {
  return SHOPS.flatMap(([x0, x1, y, depth]) => {
    const count = Math.round((x1 - x0) / 42);
    const pitch = (x1 - x0) / count;
    return Array.from({ length: count }, (_, index) => ({ kind: 'context', class: 'shop', ring: placeBox([x0 + (index + 0.5) * pitch, y], pitch - 5, depth) }));
  });
}
