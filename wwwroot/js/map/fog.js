// Where the base map ends there is no edge: with the distance from the community the ground returns, marked by a
// surveyor's crosses. Painted small and drawn large, so the blur is free.
import { metre, latOf } from './mercator.js';
import { around } from './outline.js';
import { trace } from './trace.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./area-layer.js').AreaShape} AreaShape */
/** @typedef {import('./outline.js').Box} Box */

/** The fog's canvas is this much smaller than the map's. */
const COARSE = 8;
const RINGS = 10;
/** Outlines beyond this number are a district: its own areas reach to every edge. */
const MOST_HOMES = 24;
const CROSS_M = 200;

/** @param {AreaShape[]} shapes @returns {AreaShape[]} What the fog leaves clear: the largest areas drawn. */
function homesOf(shapes) {
  for (const level of ['street', 'community', 'grid']) {
    const found = shapes.filter((shape) => shape.level === level);
    if (found.length > 0) return found.length > MOST_HOMES ? [] : found;
  }
  return [];
}

/** @param {AreaShape[]} shapes @param {Box[]} base The outlines of what the base map draws. */
export function createFogPainter(shapes, base) {
  const homes = homesOf(shapes);
  const home = around(homes.map((shape) => shape.outline));
  const end = around(base);
  if (!home || !end) return () => {};
  // The nearest edge of the base map decides how far one can see.
  const reach = 0.85 * Math.min(home.minX - end.minX, home.minY - end.minY, end.maxX - home.maxX, end.maxY - home.maxY);
  if (reach <= 0) return () => {};
  const canvas = document.createElement('canvas');
  const small = canvas.getContext('2d');

  /** @param {View} view */
  return (view) => {
    const { ctx, palette, left, top, width, height, scale } = view;
    if (!small) return;
    canvas.width = Math.ceil(width / COARSE);
    canvas.height = Math.ceil(height / COARSE);
    small.fillStyle = palette.ground;
    small.fillRect(0, 0, canvas.width, canvas.height);
    small.setTransform(1 / COARSE, 0, 0, 1 / COARSE, -left / COARSE, -top / COARSE);
    small.globalCompositeOperation = 'destination-out';
    small.lineJoin = 'round';
    small.beginPath();
    for (const shape of homes) trace({ ...view, ctx: small }, shape.outline);
    for (let ring = RINGS; ring > 0; ring--) {
      small.globalAlpha = 0.28;
      small.lineWidth = (2 * reach * scale * ring) / RINGS;
      small.stroke();
    }
    small.globalAlpha = 1;
    small.fill();
    ctx.imageSmoothingEnabled = true;
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(canvas, left, top, canvas.width * COARSE, canvas.height * COARSE);
    crosses(view, homes);
  };
}

/** @param {View} view @param {AreaShape[]} homes */
function crosses(view, homes) {
  const { ctx, palette, unit, box, scale, originX, originY } = view;
  const pace = CROSS_M * metre(latOf((box.minY + box.maxY) / 2));
  if (pace * scale < 40 * unit) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(view.left, view.top, view.width, view.height);
  for (const shape of homes) trace(view, shape.outline);
  ctx.clip('evenodd');
  ctx.beginPath();
  const arm = 4 * unit;
  for (let x = Math.ceil(box.minX / pace) * pace; x < box.maxX; x += pace) {
    for (let y = Math.ceil(box.minY / pace) * pace; y < box.maxY; y += pace) {
      const px = Math.round(x * scale - originX) + 0.5;
      const py = Math.round(y * scale - originY) + 0.5;
      ctx.moveTo(px - arm, py);
      ctx.lineTo(px + arm, py);
      ctx.moveTo(px, py - arm);
      ctx.lineTo(px, py + arm);
    }
  }
  ctx.strokeStyle = palette.cross;
  ctx.lineWidth = unit;
  ctx.stroke();
  ctx.restore();
}
