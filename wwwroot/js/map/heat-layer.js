// Where much lies close together: soft spots that add up, painted small and drawn large. Its radius follows the zoom, so that what is one spot from
// afar comes apart from near.
import { mercatorX, mercatorY } from './mercator.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {{lon: number, lat: number, weight: number}} HeatPoint */

/** The spots are painted at a quarter of the size: they are soft anyway. */
const PART = 4;
/** Metres that a spot reaches, where pixels allow it. */
const REACH = 70;
const LEAST_PX = 14;
const MOST_PX = 90;
/** Of a single spot's middle, so that some five on one place are the most there is. */
const SPOT = 0.22;

/** @param {import('./scene.js').Scene} scene */
export function createHeatLayer(scene) {
  /** @type {{x: number, y: number, weight: number}[]|null} On the unit square. */
  let points = null;
  const small = document.createElement('canvas');
  const pen = /** @type {CanvasRenderingContext2D} */ (small.getContext('2d', { willReadFrequently: true }));
  /** @type {{colours: string, table: Uint8ClampedArray}|null} */
  let ramp = null;

  /** Colours for 256 strengths. @param {readonly string[]} colours */
  function rampOf(colours) {
    const key = colours.join();
    if (ramp?.colours === key) return ramp.table;
    const strip = document.createElement('canvas');
    strip.width = 256;
    strip.height = 1;
    const ctx = /** @type {CanvasRenderingContext2D} */ (strip.getContext('2d'));
    const gradient = ctx.createLinearGradient(0, 0, 256, 0);
    for (const [i, colour] of colours.entries()) gradient.addColorStop(i / (colours.length - 1), colour);
    ctx.fillStyle = gradient;
    ctx.fillRect(0, 0, 256, 1);
    ramp = { colours: key, table: ctx.getImageData(0, 0, 256, 1).data };
    return ramp.table;
  }

  /** @param {View} view */
  function paint(view) {
    if (!points || points.length === 0) return false;
    const { ctx, scale, originX, originY, left, top, width, height, pixelsPerMetre, unit, palette } = view;
    small.width = Math.ceil(width / PART);
    small.height = Math.ceil(height / PART);
    const radius = Math.min(MOST_PX * unit, Math.max(LEAST_PX * unit, REACH * pixelsPerMetre)) / PART;
    for (const { x, y, weight } of points) {
      const px = (x * scale - originX - left) / PART;
      const py = (y * scale - originY - top) / PART;
      if (px < -radius || py < -radius || px > small.width + radius || py > small.height + radius) continue;
      const spot = pen.createRadialGradient(px, py, 0, px, py, radius);
      const strength = Math.min(1, SPOT * weight);
      spot.addColorStop(0, `rgb(0 0 0 / ${strength})`);
      spot.addColorStop(0.5, `rgb(0 0 0 / ${strength * 0.45})`);
      spot.addColorStop(1, 'rgb(0 0 0 / 0)');
      pen.fillStyle = spot;
      pen.fillRect(px - radius, py - radius, 2 * radius, 2 * radius);
    }
    const image = pen.getImageData(0, 0, small.width, small.height);
    const { data } = image;
    const table = rampOf(palette.heat);
    for (let i = 3; i < data.length; i += 4) {
      const strength = data[i] ?? 0;
      if (strength === 0) continue;
      const at = strength * 4;
      data[i - 3] = table[at] ?? 0;
      data[i - 2] = table[at + 1] ?? 0;
      data[i - 1] = table[at + 2] ?? 0;
      data[i] = Math.min(215, strength * 1.9);
    }
    pen.putImageData(image, 0, 0);
    ctx.imageSmoothingEnabled = true;
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(small, left, top, small.width * PART, small.height * PART);
    return true;
  }
  const layer = scene.add('person', paint);

  return {
    /** @param {HeatPoint[]|null} next Null: nothing is drawn. */
    setHeat(next) {
      points = next?.map(({ lon, lat, weight }) => ({ x: mercatorX(lon), y: mercatorY(lat), weight })) ?? null;
      layer.redraw();
    },
  };
}
