import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaShapes } from '../../wwwroot/js/map/area-layer.js';
import { createLabelPainter } from '../../wwwroot/js/map/label-layer.js';

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

/** @param {import('../../wwwroot/js/map/area-layer.js').AreaShape[]} shapes @param {(box: import('../../wwwroot/js/map/outline.js').Box) => number} crowd @returns {import('../../wwwroot/js/map/name-layer.js').Rect[]} Where plates stand. */
function platesOf(shapes, crowd) {
  const painter = createLabelPainter(shapes, {
    textOf: (code) => ({ name: code, line: '在办 1', weight: code === 'upper' ? 2 : 1 }),
    focus: () => null,
    microFrom: 16,
    gaps: { of: () => null, words: /** @type {any} */ ({}) },
    inside: false,
    crowd: (_, box) => crowd(box),
  });
  const all = { left: 0, top: 0, right: 1000, bottom: 1000 };
  /** @type {import('../../wwwroot/js/map/name-layer.js').Rect[]} */
  const taken = [];
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
      seen: all,
    }),
    taken,
  );
  return taken;
}

test('a plate keeps within its area where its issues leave room, and names no neighbour by mistake', () => {
  const shapes = areaShapes([grid('upper', 28.02), grid('lower', 28)]);
  const [upper] = shapes;
  assert.ok(upper);
  const { minY, maxY } = upper.outline;
  // All but its foot is full of issues.
  const free = minY + (maxY - minY) * 0.6;
  const [plate] = platesOf(shapes, (box) => (box.minY < free && box.maxY > minY ? 3 : 0));
  assert.ok(plate);
  assert.ok(plate.bottom <= maxY * SCALE, `it ends ${(plate.bottom - maxY * SCALE).toFixed(1)} pixels below its area`);
  assert.ok(plate.top >= minY * SCALE);
});
