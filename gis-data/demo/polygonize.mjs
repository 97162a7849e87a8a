/**
 * From streets to areas: lines are cut at every crossing and the faces between them are walked. Neighbours therefore
 * share their vertices exactly, and no gap or overlap can arise, which drawing each ring by hand could not promise.
 *
 * @typedef {import('./plane.mjs').Point} Point
 */

/** Vertices are equal when they agree to a millimetre. @param {Point} point */
const keyOf = ([x, y]) => `${x.toFixed(3)},${y.toFixed(3)}`;

/** @param {string} key @returns {Point} */
const pointOf = (key) => /** @type {Point} */ (key.split(',').map(Number));

/**
 * The bounded faces between lines, counter-clockwise and open. Ends that hang loose are dropped, so a line may run a
 * little past the one that it shall meet.
 * @param {Point[][]} lines
 * @returns {Point[][]}
 */
export function faces(lines) {
  const around = prune(node(lines));
  const ordered = new Map([...around].map(([key, near]) => [key, sortByAngle(key, [...near])]));
  const seen = new Set();
  const rings = [];
  for (const [from, near] of ordered) {
    for (const to of near) {
      const ring = walk(from, to, ordered, seen);
      if (ring && signedArea(ring) > 0) rings.push(ring);
    }
  }
  return rings;
}

/**
 * The outline of faces that lie together: what two of them share cancels out.
 * @param {Point[][]} rings counter-clockwise, open, of one call of {@link faces}
 * @returns {Point[]}
 */
export function outline(rings) {
  const edges = new Map();
  for (const ring of rings) {
    const keys = ring.map(keyOf);
    for (const [index, key] of keys.entries()) edges.set(`${key}>${keys[(index + 1) % keys.length]}`, key);
  }
  const next = new Map();
  for (const edge of edges.keys()) {
    const [from, to] = edge.split('>');
    if (!edges.has(`${to}>${from}`)) next.set(from, to);
  }
  const start = /** @type {string} */ (next.keys().next().value);
  const ring = [start];
  for (let key = next.get(start); key !== start; key = next.get(key)) ring.push(key);
  if (ring.length !== next.size) throw new Error('The faces do not lie together: their outline is more than one ring');
  return ring.map(pointOf);
}

/** Twice nothing of interest below zero: positive when counter-clockwise. @param {Point[]} ring @returns {number} */
export function signedArea(ring) {
  let sum = 0;
  for (const [index, [x, y]] of ring.entries()) {
    const [nx, ny] = /** @type {Point} */ (ring[(index + 1) % ring.length]);
    sum += x * ny - nx * y;
  }
  return sum / 2;
}

/** @param {Point} point @param {Point[]} ring open or closed @returns {boolean} */
export function contains([x, y], ring) {
  let inside = false;
  for (const [index, [ax, ay]] of ring.entries()) {
    const [bx, by] = /** @type {Point} */ (ring[(index + 1) % ring.length]);
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Cuts every segment where another meets it. @param {Point[][]} lines @returns {Map<string, Set<string>>} */
function node(lines) {
  const segments = lines.flatMap((line) =>
    line.slice(1).map((b, index) => ({ a: /** @type {Point} */ (line[index]), b, cuts: [0, 1] })),
  );
  for (const [index, one] of segments.entries()) {
    for (const other of segments.slice(index + 1)) {
      const hit = crossing(one, other);
      if (!hit) continue;
      one.cuts.push(hit.t);
      other.cuts.push(hit.u);
    }
  }
  /** @type {Map<string, Set<string>>} */
  const around = new Map();
  for (const { a, b, cuts } of segments) {
    const keys = cuts
      .sort((p, q) => p - q)
      .map((t) => keyOf([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]));
    for (const [index, key] of keys.slice(1).entries()) join(around, /** @type {string} */ (keys[index]), key);
  }
  return around;
}

/** @param {Map<string, Set<string>>} around @param {string} from @param {string} to */
function join(around, from, to) {
  if (from === to) return;
  if (!around.has(from)) around.set(from, new Set());
  if (!around.has(to)) around.set(to, new Set());
  around.get(from)?.add(to);
  around.get(to)?.add(from);
}

/** @param {{a: Point, b: Point}} one @param {{a: Point, b: Point}} other @returns {{t: number, u: number} | null} */
function crossing({ a, b }, { a: c, b: d }) {
  const rx = b[0] - a[0];
  const ry = b[1] - a[1];
  const sx = d[0] - c[0];
  const sy = d[1] - c[1];
  const cross = rx * sy - ry * sx;
  if (Math.abs(cross) < 1e-9) return null;
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross;
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? { t, u } : null;
}

/** @param {Map<string, Set<string>>} around @returns {Map<string, Set<string>>} the same without loose ends */
function prune(around) {
  const loose = [...around].filter(([, near]) => near.size === 1).map(([key]) => key);
  for (let key = loose.pop(); key !== undefined; key = loose.pop()) {
    for (const other of around.get(key) ?? []) {
      around.get(other)?.delete(key);
      if (around.get(other)?.size === 1) loose.push(other);
    }
    around.delete(key);
  }
  return around;
}

/** @param {string} key @param {string[]} near @returns {string[]} counter-clockwise from west */
function sortByAngle(key, near) {
  const [x, y] = pointOf(key);
  /** @param {string} other */
  const angle = (other) => Math.atan2(pointOf(other)[1] - y, pointOf(other)[0] - x);
  return near.sort((p, q) => angle(p) - angle(q));
}

/**
 * Walks one face with its inside on the left: at each corner the next edge is the clockwise neighbour of the way back.
 * @param {string} from @param {string} to
 * @param {Map<string, string[]>} ordered
 * @param {Set<string>} seen directed edges already walked
 * @returns {Point[] | null}
 */
function walk(from, to, ordered, seen) {
  const ring = [];
  while (!seen.has(`${from}>${to}`)) {
    seen.add(`${from}>${to}`);
    ring.push(pointOf(from));
    const near = /** @type {string[]} */ (ordered.get(to));
    const back = near.indexOf(from);
    const onward = /** @type {string} */ (near[(back + near.length - 1) % near.length]);
    [from, to] = [to, onward];
  }
  return ring.length ? ring : null;
}
