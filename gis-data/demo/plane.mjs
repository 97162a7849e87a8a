/**
 * The drawing board: an ideal plane in metres, x east and y north, on which streets are straight. One gentle warp turns
 * it into a town that looks surveyed and not ruled, and one projection turns that into WGS 84.
 *
 * @typedef {[number, number]} Point  x, y in metres of the ideal plane
 * @typedef {[number, number]} LonLat  WGS 84 degrees, longitude first
 */

/** Middle of the ideal plane, in metres; it lands on {@link ORIGIN}. */
const MIDDLE = { x: 595, y: 475 };

/** Where the middle of the community lies, WGS 84. An invented town; the hills there do not mind. */
const ORIGIN = { lon: 107.35, lat: 28.15 };

/** Clockwise turn of the whole town, in radians: no real street grid faces due north. */
const TURN = (-4.3 * Math.PI) / 180;

const PHI = (ORIGIN.lat * Math.PI) / 180;
/** Metres in a degree at the origin, from the usual series for the WGS 84 ellipsoid; good to centimetres over a town. */
const METRES_PER_LAT = 111132.92 - 559.82 * Math.cos(2 * PHI) + 1.175 * Math.cos(4 * PHI);
const METRES_PER_LON = 111412.84 * Math.cos(PHI) - 93.5 * Math.cos(3 * PHI);

/**
 * Ideal plane → ground plane, metres around the origin. Smooth and everywhere one-to-one, so what does not cross on the
 * board does not cross on the ground.
 * @param {Point} point
 * @returns {Point}
 */
export function warp([x, y]) {
  const dx = x - MIDDLE.x;
  const dy = y - MIDDLE.y;
  const east = dx + 13 * Math.sin(dy / 330) + 0.00006 * dx * dy;
  const north = dy + 15 * Math.sin((dx + 160) / 370) - 0.00004 * dx * dy;
  return [east * Math.cos(TURN) - north * Math.sin(TURN), east * Math.sin(TURN) + north * Math.cos(TURN)];
}

/**
 * Ground plane → WGS 84, rounded to 7 decimals (about a centimetre), so that equal points stay equal bytes.
 * @param {Point} ground
 * @returns {LonLat}
 */
export function project([east, north]) {
  return [round7(ORIGIN.lon + east / METRES_PER_LON), round7(ORIGIN.lat + north / METRES_PER_LAT)];
}

/**
 * WGS 84 → ground plane, for checks in metres.
 * @param {LonLat} position
 * @returns {Point}
 */
export function unproject([lon, lat]) {
  return [(lon - ORIGIN.lon) * METRES_PER_LON, (lat - ORIGIN.lat) * METRES_PER_LAT];
}

/** @param {Point} point @returns {LonLat} */
export function place(point) {
  return project(warp(point));
}

/**
 * A line of the board with a point at least every `step` metres, because the warp bends what lies between.
 * @param {Point[]} line
 * @param {number} [step]
 * @returns {Point[]}
 */
export function densify(line, step = 40) {
  /** @type {Point[]} */
  const dense = [];
  for (const [index, [x, y]] of line.entries()) {
    const next = line[index + 1];
    dense.push([x, y]);
    if (!next) break;
    const parts = Math.ceil(Math.hypot(next[0] - x, next[1] - y) / step);
    for (let part = 1; part < parts; part++) {
      dense.push([x + ((next[0] - x) * part) / parts, y + ((next[1] - y) * part) / parts]);
    }
  }
  return dense;
}

/** @param {Point[]} line @returns {LonLat[]} */
export function placeLine(line) {
  return densify(line).map(place);
}

/** An open ring of the board as a closed one of WGS 84. @param {Point[]} ring @returns {LonLat[]} */
export function placeRing(ring) {
  const closed = densify([...ring, /** @type {Point} */ (ring[0])]).map(place);
  closed[closed.length - 1] = /** @type {LonLat} */ (closed[0]);
  return closed;
}

/**
 * A rectangle kept rigid: its middle is warped and it is turned with the street there, for walls must stay square.
 * @param {Point} middle
 * @param {number} width along the street, metres
 * @param {number} depth across it, metres
 * @returns {LonLat[]} closed ring, counter-clockwise
 */
export function placeBox(middle, width, depth) {
  const [cx, cy] = warp(middle);
  const [ax, ay] = warp([middle[0] + 10, middle[1]]);
  const angle = Math.atan2(ay - cy, ax - cx);
  const ring = /** @type {Point[]} */ ([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]);
  return ring.map(([sx, sy]) => {
    const u = (sx * width) / 2;
    const v = (sy * depth) / 2;
    return project([cx + u * Math.cos(angle) - v * Math.sin(angle), cy + u * Math.sin(angle) + v * Math.cos(angle)]);
  });
}

/** An axis-parallel box of the board as an open ring. @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @returns {Point[]} */
export function box(x0, y0, x1, y1) {
  return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
}

/** @param {number} value @returns {number} */
function round7(value) {
  return Math.round(value * 1e7) / 1e7;
}
