// The way of a patrol: a line for each stretch, a start and an end. A gap stays a gap.
import { mercatorX, mercatorY } from './mercator.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {readonly (readonly [number, number][])[]} Segments Stretches of [lon, lat], WGS 84. */

/** @param {import('./scene.js').Scene} scene */
export function createTrackLayer(scene) {
  /** @type {{x: number, y: number}[][]} On the unit square. */
  let stretches = [];

  /** @param {View} view */
  function paint({ ctx, palette, scale, originX, originY, unit }) {
    if (stretches.length === 0) return false;
    const at = (/** @type {{x: number, y: number}} */ { x, y }) => [x * scale - originX, y * scale - originY];
    ctx.lineJoin = 'round';
    ctx.lineCap = 'round';
    for (const [width, colour] of /** @type {[number, string][]} */ ([
      [7, palette.halo],
      [3.5, palette.gold],
    ])) {
      ctx.lineWidth = width * unit;
      ctx.strokeStyle = colour;
      for (const stretch of stretches) {
        ctx.beginPath();
        stretch.forEach((point, i) => {
          const [x = 0, y = 0] = at(point);
          if (i === 0) ctx.moveTo(x, y);
          // A single position is a dot.
          ctx.lineTo(x, y);
        });
        ctx.stroke();
      }
    }
    const [first, last] = [stretches[0]?.[0], stretches.at(-1)?.at(-1)];
    for (const [point, fill] of /** @type {[typeof first, string][]} */ ([
      [first, palette.groups.done],
      [last, palette.focus],
    ])) {
      if (!point) continue;
      const [x = 0, y = 0] = at(point);
      ctx.beginPath();
      ctx.arc(x, y, 6 * unit, 0, 2 * Math.PI);
      ctx.fillStyle = fill;
      ctx.fill();
      ctx.lineWidth = 2 * unit;
      ctx.strokeStyle = palette.marker;
      ctx.stroke();
    }
    return true;
  }

  const layer = scene.add('label', paint);

  return {
    /** @param {Segments} segments */
    set(segments) {
      stretches = segments.map((stretch) => stretch.map(([lon, lat]) => ({ x: mercatorX(lon), y: mercatorY(lat) })));
      layer.redraw();
    },
  };
}
