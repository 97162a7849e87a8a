import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaShapes } from '../../wwwroot/js/map/area-layer.js';
import { createLabelPainter } from '../../wwwroot/js/map/label-layer.js';

/** @typedef {import('../../wwwroot/js/map/name-layer.js').Rect} Rect */

const SCALE = 2_600_000;

/** @param {string} code @param {number} south Of 0.02 degrees each way, some 160 pixels high here. @returns {any} */
const grid = (code, south) => ({
  properties: { code, level: 'grid', name: code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [107, south],
        [107.02, south],
        [107.02, south + 0.02],
        [107, south + 0.02],
        [107, south],
      ],
    ],
  },
});

/** What is asked of a canvas, and nothing that is painted. @returns {any} */
const canvas = () =>
  new Proxy({}, { get: (_, name) => (name === 'measureText' ? () => ({ width: 90 }) : () => {}), set: () => true });

/**
 * @param {import('../../wwwroot/js/map/area-layer.js').AreaShape[]} shapes
 * @param {{x: number, y: number}[]} points Where issues stand, in pixels, each as large as nothing.
 * @param {boolean} [inside]
 */
function plates(shapes, points, inside = false) {
  const painter = createLabelPainter(shapes, {
    textOf: (code) => ({ name: code, line: '在办 1', weight: code === 'upper' ? 2 : 1 }),
    focus: () => null,
    microFrom: 16,
    gaps: { of: () => null, words: /** @type {any} */ ({}) },
    inside,
    standing: () => points.map((at) => ({ ...at, reach: 0 })),
  });
  /** @param {Rect[]} [blocked] @param {object} [view] @returns {Rect[]} Where plates stand. */
  return (blocked = [], view = {}) => {
    const taken = [...blocked];
    painter.paint(
      /** @type {any} */ ({
        ctx: canvas(),
        palette: {},
        unit: 1,
        px: (/** @type {number} */ size) => size,
        zoom: 14,
        scale: SCALE,
        originX: 0,
        originY: 0,
        box: { minX: 0, minY: 0, maxX: 1, maxY: 1 },
        seen: { left: 0, top: 0, right: SCALE, bottom: SCALE },
        ...view,
      }),
      taken,
    );
    return taken.slice(blocked.length);
  };
}

/** @param {import('../../wwwroot/js/map/area-layer.js').AreaShape} shape @returns {Rect} In pixels. */
const pixelsOf = ({ outline: { minX, minY, maxX, maxY } }) => ({
  left: minX * SCALE,
  top: minY * SCALE,
  right: maxX * SCALE,
  bottom: maxY * SCALE,
});

/** Lines of issues with room for one plate only, from this pixel of the area's height on. @param {Rect} area @param {number} free */
function linesBut({ left, top, right, bottom }, free) {
  const points = [];
  for (let y = top - 30; y <= bottom; y += 8)
    for (let x = left - 30; x < right + 30; x += 8) if (y <= top + free || y >= top + free + 44) points.push({ x, y });
  return points;
}

test('a plate keeps within its area where its issues leave room, and names no neighbour by mistake', () => {
  const shapes = areaShapes([grid('upper', 28.02), grid('lower', 28)]);
  const [upper] = shapes;
  assert.ok(upper);
  const { minY, maxY } = upper.outline;
  const { left, top, right, bottom } = pixelsOf(upper);
  // All but its foot is full of issues.
  const points = [];
  for (let y = top; y < top + 0.6 * (bottom - top); y += 8) for (let x = left; x < right; x += 8) points.push({ x, y });
  const [plate] = plates(shapes, points)();
  assert.ok(plate);
  assert.ok(plate.bottom <= maxY * SCALE, `it ends ${(plate.bottom - maxY * SCALE).toFixed(1)} pixels below its area`);
  assert.ok(plate.top >= minY * SCALE);
});

test('a plate finds the only place in its area where it covers no issue', () => {
  const shapes = areaShapes([grid('only', 28)]);
  const [area] = shapes.map(pixelsOf);
  assert.ok(area);
  for (const free of [12, 31, 47, 62, 70, 81, 93, 104]) {
    const points = linesBut(area, free);
    const [plate] = plates(shapes, points)();
    assert.ok(plate);
    const { left, top, right, bottom } = plate;
    // Its words stand within 8 pixels of its sides and 2 of its rim.
    const words = points.filter(({ x, y }) => x > left + 8 && x < right - 8 && y > top + 2 && y < bottom - 2).length;
    assert.equal(words, 0, `free from ${free}: it stands at ${(top - area.top).toFixed(1)}`);
  }
});

test('a plate for which there was no room looks for one again', () => {
  const shapes = areaShapes([grid('only', 28)]);
  const [area] = shapes.map(pixelsOf);
  assert.ok(area);
  /** @type {{x: number, y: number}[]} */
  const points = [];
  const paint = plates(shapes, points);
  assert.deepEqual(paint([{ left: 0, top: 0, right: SCALE, bottom: SCALE }]), []);
  points.push(...linesBut(area, 93));
  const [plate] = paint();
  assert.ok(plate);
  assert.ok(plate.top >= area.top + 88, `it stands at ${(plate.top - area.top).toFixed(1)}`);
});

test('a plate that the edge of the map pushes aside covers no issue there either', () => {
  const shapes = areaShapes([grid('only', 28)]);
  const [area] = shapes.map(pixelsOf);
  assert.ok(area);
  // Only the lower three quarters are seen, and all but their foot is full.
  const seen = { left: area.left - 50, top: area.top + 40, right: area.right + 50, bottom: area.bottom + 50 };
  const edge = { left: -SCALE, top: -SCALE, right: SCALE, bottom: seen.top };
  const points = linesBut(area, 100);
  const [plate] = plates(shapes, points, true)([edge], { seen });
  assert.ok(plate);
  assert.ok(plate.top >= area.top + 95, `it stands at ${(plate.top - area.top).toFixed(1)}`);
});
