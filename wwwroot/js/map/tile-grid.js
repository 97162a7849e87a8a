// Which tiles a view needs, what their addresses are and where their corners lie. Pure. Positions are on the unit square
// of Web Mercator; ours are WGS 84, a GCJ-02 layer's grid is the same square with its picture some hundred metres off.
import { fromGcj, toGcj } from './china-shift.js';
import { latOf, lonOf, mercatorX, mercatorY } from './mercator.js';

/** @typedef {import('./outline.js').Box} Box */
/** @typedef {'wgs84'|'gcj02'} TileCrs */
/** @typedef {{z: number, x: number, y: number}} Tile */
/** @typedef {{x: number, y: number}} Spot */

/** No server has tiles for a view of more than so many: what asks for them is no view. */
const MOST = 600;

/**
 * @param {string} template With {z}, {x}, {y} and perhaps {s}.
 * @param {readonly string[]} subdomains
 * @param {Tile} tile
 */
export function tileUrl(template, subdomains, { z, x, y }) {
  const subdomain = subdomains[(x + y) % Math.max(1, subdomains.length)] ?? '';
  return template
    .replaceAll('{z}', String(z))
    .replaceAll('{x}', String(x))
    .replaceAll('{y}', String(y))
    .replaceAll('{s}', subdomain);
}

/** The zoom of the tiles for a map's zoom, which may lie between two: the nearest, within what there is. @param {number} zoom @param {{minZoom: number, maxZoom: number}} limits @returns {number|null} Null where the map is too far out. */
export function tileZoom(zoom, { minZoom, maxZoom }) {
  const nearest = Math.round(zoom);
  return nearest < minZoom ? null : Math.min(nearest, maxZoom);
}

/** Where our point lies in a layer's own grid. @param {TileCrs} crs @param {Spot} spot @returns {Spot} */
export function toGrid(crs, spot) {
  if (crs === 'wgs84') return spot;
  const [lon, lat] = toGcj([lonOf(spot.x), latOf(spot.y)]);
  return { x: mercatorX(lon), y: mercatorY(lat) };
}

/** Where a point of a layer's grid lies on our map. @param {TileCrs} crs @param {Spot} spot @returns {Spot} */
export function fromGrid(crs, spot) {
  if (crs === 'wgs84') return spot;
  const [lon, lat] = fromGcj([lonOf(spot.x), latOf(spot.y)]);
  return { x: mercatorX(lon), y: mercatorY(lat) };
}

/**
 * The north-western corner of a tile on our map. A layer in GCJ-02 is not moved as a whole: the shift differs by metres
 * within one wall, so that each tile is hung up by its own corners, which neighbours share.
 * @param {TileCrs} crs
 * @param {Tile} tile
 * @returns {Spot}
 */
export const cornerOf = (crs, { z, x, y }) => fromGrid(crs, { x: x / 2 ** z, y: y / 2 ** z });

/**
 * The tiles that cover a box of our map, from its middle outwards: what one looks at comes first.
 * @param {TileCrs} crs
 * @param {number} z
 * @param {Box} box
 * @returns {Tile[]}
 */
export function tilesIn(crs, z, box) {
  const n = 2 ** z;
  const corners = [
    { x: box.minX, y: box.minY },
    { x: box.maxX, y: box.minY },
    { x: box.minX, y: box.maxY },
    { x: box.maxX, y: box.maxY },
  ].map((spot) => toGrid(crs, spot));
  const column = (/** @type {number} */ value) => Math.min(n - 1, Math.max(0, Math.floor(value * n)));
  const xs = corners.map(({ x }) => column(x));
  const ys = corners.map(({ y }) => column(y));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if ((right - left + 1) * (bottom - top + 1) > MOST) return [];
  /** @type {Tile[]} */
  const tiles = [];
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) tiles.push({ z, x, y });
  const far = (/** @type {Tile} */ { x, y }) => Math.hypot(x - (left + right) / 2, y - (top + bottom) / 2);
  return tiles.sort((a, b) => far(a) - far(b));
}
