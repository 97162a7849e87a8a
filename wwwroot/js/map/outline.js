// GeoJSON turned once into what a canvas and a hit test read many times: flat Mercator rings with their box.
import { mercatorX, mercatorY } from './mercator.js';

/** @typedef {{minX: number, minY: number, maxX: number, maxY: number}} Box */
/** @typedef {Box & {rings: Float64Array[]}} Outline */
/** @typedef {{type: string, coordinates: any}} Geometry */

/** @param {Geometry|null} geometry @returns {Outline|null} Null for nothing, points included. */
export function outlineOf(geometry) {
  if (!geometry) return null;
  const { type, coordinates } = geometry;
  /** @type {number[][][]} */
  const lines =
    type === 'Polygon' || type === 'MultiLineString'
      ? coordinates
      : type === 'MultiPolygon'
        ? coordinates.flat()
        : type === 'LineString'
          ? [coordinates]
          : [];
  if (lines.length === 0) return null;
  const outline = {
    rings: lines.map(project),
    minX: Number.POSITIVE_INFINITY,
    minY: Number.POSITIVE_INFINITY,
    maxX: Number.NEGATIVE_INFINITY,
    maxY: Number.NEGATIVE_INFINITY,
  };
  for (const ring of outline.rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const x = ring[i] ?? 0;
      const y = ring[i + 1] ?? 0;
      if (x < outline.minX) outline.minX = x;
      if (x > outline.maxX) outline.maxX = x;
      if (y < outline.minY) outline.minY = y;
      if (y > outline.maxY) outline.maxY = y;
    }
  }
  return outline;
}

/** @param {number[][]} line */
function project(line) {
  const flat = new Float64Array(line.length * 2);
  line.forEach(([lon = 0, lat = 0], i) => {
    flat[2 * i] = mercatorX(lon);
    flat[2 * i + 1] = mercatorY(lat);
  });
  return flat;
}

/** @param {Iterable<Box>} boxes @returns {Box|null} The box that holds them all; null for none. */
export function around(boxes) {
  const all = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const { minX, minY, maxX, maxY } of boxes) {
    if (minX < all.minX) all.minX = minX;
    if (minY < all.minY) all.minY = minY;
    if (maxX > all.maxX) all.maxX = maxX;
    if (maxY > all.maxY) all.maxY = maxY;
  }
  return all.minX <= all.maxX ? all : null;
}

/** @param {Box} a @param {Box} b @returns {boolean} Touching counts. */
export const overlaps = (a, b) => a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;

/**
 * Even-odd, so holes are outside. A point exactly on the border may be either.
 * @param {Outline} outline
 * @param {number} x
 * @param {number} y
 * @returns {boolean}
 */
export function contains(outline, x, y) {
  if (x < outline.minX || x > outline.maxX || y < outline.minY || y > outline.maxY) return false;
  let inside = false;
  for (const ring of outline.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const yi = ring[i + 1] ?? 0;
      const yj = ring[j + 1] ?? 0;
      if (yi > y === yj > y) continue;
      const xi = ring[i] ?? 0;
      const xj = ring[j] ?? 0;
      if (x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** How many corners of a box lie within any of the outlines, borders as in `contains`. @param {Outline[]} outlines @param {Box} box @returns {number} */
export function cornersIn(outlines, { minX, minY, maxX, maxY }) {
  const isIn = (/** @type {number} */ x, /** @type {number} */ y) => outlines.some((each) => contains(each, x, y));
  return [isIn(minX, minY), isIn(maxX, minY), isIn(minX, maxY), isIn(maxX, maxY)].filter(Boolean).length;
}

/**
 * The middle of the widest stretch inside the area, at this part of its height from the top: where a label sits
 * without hiding the area's own middle.
 * @param {Outline} outline
 * @param {number} part
 * @returns {{x: number, y: number, room: number}} With the stretch's width.
 */
export function perch(outline, part) {
  const y = outline.minY + (outline.maxY - outline.minY) * part;
  /** @type {number[]} */
  const crossings = [];
  for (const ring of outline.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const yi = ring[i + 1] ?? 0;
      const yj = ring[j + 1] ?? 0;
      if (yi > y === yj > y) continue;
      const xi = ring[i] ?? 0;
      crossings.push((((ring[j] ?? 0) - xi) * (y - yi)) / (yj - yi) + xi);
    }
  }
  crossings.sort((a, b) => a - b);
  let x = (outline.minX + outline.maxX) / 2;
  let width = 0;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const left = crossings[i] ?? 0;
    const right = crossings[i + 1] ?? 0;
    if (right - left > width) {
      width = right - left;
      x = (left + right) / 2;
    }
  }
  return { x, y, room: width };
}
