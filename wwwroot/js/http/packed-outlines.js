// Packed borders of areas (Web/Packed/PackedOutlines.cs) as GeoJSON: a border that two areas share is one stretch of corners, copied, so
// that no gap opens between them.
import { numbersOf } from './planes.js';

/** @typedef {import('../contract.js').AreaGeometry} AreaGeometry */
/** @typedef {[count: number, packed: Parameters<typeof numbersOf>[0]]} Numbers */
/** @typedef {{scale: number, shapes: Numbers, rings: Numbers, steps: Numbers, fresh: Numbers, lengths: Numbers, backs: Numbers, xs: Numbers, ys: Numbers}} PackedOutlines */

/** @param {Numbers} numbers */
const unpacked = ([count, packed]) => numbersOf(packed, count);

/** Reads one number after the other. @param {Numbers} numbers */
function reader(numbers) {
  const all = unpacked(numbers);
  let next = 0;
  return () => all[next++] ?? 0;
}

/** 0, −1, 1, −2, 2 … @param {number} folded */
const unfolded = (folded) => (folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2);

/** @param {PackedOutlines} packed @returns {(AreaGeometry|null)[]} Longitude first, WGS 84; rings closed. */
export function outlines(packed) {
  const nextRing = ringReader(packed);
  const ringsOf = reader(packed.rings);
  const nextPolygon = () => Array.from({ length: ringsOf() }, nextRing);
  return Array.from(unpacked(packed.shapes), (shape) => {
    if (shape === 0) return null;
    if (shape === 1) return { type: 'Polygon', coordinates: nextPolygon() };
    return { type: 'MultiPolygon', coordinates: Array.from({ length: shape - 1 }, nextPolygon) };
  });
}

/** @param {PackedOutlines} packed @returns {() => number[][]} */
function ringReader({ scale, steps: stepCounts, fresh: freshCounts, lengths, backs, xs, ys }) {
  /** The row of all corners. @type {{x: number, y: number}[]} */
  const row = [];
  const [stepsOf, freshOf] = [reader(stepCounts), reader(freshCounts)];
  const [lengthOf, backOf] = [reader(lengths), reader(backs)];
  const [nextX, nextY] = [reader(xs), reader(ys)];

  /** Expected at the last corner, or as the fourth of a parallelogram. @param {number} start Of the ring. @param {boolean} isFourth */
  function takeFresh(start, isFourth) {
    const last = row[row.length - 1] ?? { x: 0, y: 0 };
    const first = (isFourth && row[start]) || last;
    const second = (isFourth && row[start + 1]) || last;
    row.push({
      x: last.x + first.x - second.x + unfolded(nextX()),
      y: last.y + first.y - second.y + unfolded(nextY()),
    });
  }

  /** @param {number} length Negative: backwards. */
  function copy(length) {
    const from = row.length - backOf();
    const direction = Math.sign(length);
    for (let i = 0; i < Math.abs(length); i++) {
      const corner = row[from + i * direction];
      if (!corner) throw new SyntaxError('A border is copied from where there is none.');
      row.push(corner);
    }
  }

  return () => {
    const start = row.length;
    const steps = Array.from({ length: stepsOf() }, () => ({ fresh: freshOf(), length: lengthOf() }));
    const corners = steps.reduce((sum, { fresh, length }) => sum + fresh + Math.abs(length), 0);
    for (const { fresh, length } of steps) {
      for (let i = 0; i < fresh; i++) takeFresh(start, corners === 4 && row.length - start === 3);
      if (length !== 0) copy(length);
    }
    const ring = row.slice(start).map(({ x, y }) => [x / scale, y / scale]);
    // Closed by the same position, and never shorter than GeoJSON allows: what became a point or a line is drawn as one.
    const first = ring[0] ?? [0, 0];
    while (ring.length < 3) ring.push(first);
    return [...ring, first];
  };
}
