import { densify, placeRing } from './plane.mjs';
import { contains } from './polygonize.mjs';

/**
 * Soft shapes of the base map: ponds, lawns, tracks, trees.
 *
 * @typedef {import('./plane.mjs').Point} Point
 * @typedef {import('./plane.mjs').LonLat} LonLat
 * @typedef {{kind: string, class?: string, name?: string, width?: number, ring?: LonLat[], line?: LonLat[]}} Drawn
 *   a feature of the base map: a ring or a line
 */

/** @param {string} kind @param {Point[]} ring open, on the ideal plane @param {{name?: string, class?: string}} [more] @returns {Drawn} */
export function area(kind, ring, more = {}) {
  return { kind, ...more, ring: placeRing(ring) };
}

/** A closed Catmull-Rom curve through the points. @param {Point[]} points @param {number} [parts] per span @returns {Point[]} open ring */
export function smooth(points, parts = 6) {
  const at = (/** @type {number} */ index) => /** @type {Point} */ (points[(index + points.length) % points.length]);
  return points.flatMap((_, index) =>
    Array.from({ length: parts }, (__, part) => {
      const t = part / parts;
      return /** @type {Point} */ ([0, 1].map((axis) => {
        const [a, b, c, d] = [-1, 0, 1, 2].map((step) => /** @type {number} */ (at(index + step)[axis]));
        return spline(/** @type {number} */ (a), /** @type {number} */ (b), /** @type {number} */ (c), /** @type {number} */ (d), t);
      }));
    }),
  );
}

/** @param {number} a @param {number} b @param {number} c @param {number} d @param {number} t from b (0) to c (1) */
function spline(a, b, c, d, t) {
  return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
}

/** @param {Point} middle @param {number} radius @param {number} corners @returns {Point[]} */
export function circle([x, y], radius, corners) {
  return Array.from({ length: corners }, (_, index) => {
    const angle = (2 * Math.PI * index) / corners;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

/** A running track, straights north to south. @param {Point} middle @param {number} radius of the bends @param {number} straight half of its length @returns {Point[]} */
export function stadium([x, y], radius, straight) {
  const bend = Array.from({ length: 17 }, (_, index) => (Math.PI * index) / 16);
  return [
    ...bend.map((a) => /** @type {Point} */ ([x + radius * Math.cos(a), y + straight + radius * Math.sin(a)])),
    ...bend.map((a) => /** @type {Point} */ ([x - radius * Math.cos(a), y - straight - radius * Math.sin(a)])),
  ];
}

/** A box with round corners. @param {{x0: number, y0: number, x1: number, y1: number}} hole @param {number} radius @returns {Point[]} */
export function rounded({ x0, y0, x1, y1 }, radius) {
  const corners = /** @type {Array<[number, number, number]>} */ ([[x1 - radius, y0 + radius, -90], [x1 - radius, y1 - radius, 0], [x0 + radius, y1 - radius, 90], [x0 + radius, y0 + radius, 180]]);
  return corners.flatMap(([x, y, from]) =>
    [0, 30, 60, 90].map((turn) => {
      const angle = ((from + turn) * Math.PI) / 180;
      return /** @type {Point} */ ([x + radius * Math.cos(angle), y + radius * Math.sin(angle)]);
    }),
  );
}

/** A crown seen from above. @param {import('./random.mjs').Random} random @param {Point} spot @param {number} radius metres @returns {Drawn} */
export function tree(random, spot, radius) {
  return area('green', circle(spot, radius * random.between(0.75, 1.25), 8), { class: 'tree' });
}

/**
 * Trees that stand apart from each other, from water and from paths.
 * @param {import('./random.mjs').Random} random
 * @param {{count: number, inside: Point[], outside: Point[][], ways: Point[][]}} wish
 * @returns {Drawn[]}
 */
export function scatter(random, { count, inside, outside, ways }) {
  const xs = inside.map(([x]) => x);
  const ys = inside.map(([, y]) => y);
  const shy = [...ways, inside, ...outside].flatMap((line) => densify(line, 6));
  /** @type {Point[]} */
  const spots = [];
  for (let attempt = 0; attempt < count * 8 && spots.length < count; attempt++) {
    const spot = /** @type {Point} */ ([random.between(Math.min(...xs), Math.max(...xs)), random.between(Math.min(...ys), Math.max(...ys))]);
    const free = contains(spot, inside) && !outside.some((ring) => contains(spot, ring)) && isFar(spot, shy, 7) && isFar(spot, spots, 8);
    if (free) spots.push(spot);
  }
  return spots.map((spot) => tree(random, spot, 3.8));
}

/** @param {Point} point @param {Point[]} others @param {number} metres */
function isFar([x, y], others, metres) {
  return others.every(([ox, oy]) => Math.hypot(ox - x, oy - y) >= metres);
}
