// Plates with an area's name, leader and count. A plate that would cover an earlier one is left out: the busier one stays.

import { overlaps, perch } from './outline.js';

/** @typedef {import('./scene.js').View} View */
/** @typedef {import('./area-layer.js').AreaShape} AreaShape */
/** @typedef {{name: string, line: string, weight: number}} LabelText */

/** Parts of an area's height from its top where a plate may sit, the most wanted first. */
const SEATS = [0.13, 0.3, 0.86, 0.5, 0.7];
/** Pixels at the 1080p design that an area must be wide to be named. */
const LEAST_WIDTH = 90;
const GRIDS_FROM = 13.5;
const GRIDS_UNTIL = 18.6;

/**
 * @param {AreaShape[]} shapes
 * @param {{textOf: (code: string) => LabelText, focus: () => string|null, microFrom: number, crowd: (box: import('./outline.js').Box) => number, isSettled: () => boolean}} state
 */
export function createLabelPainter(shapes, { textOf, focus, microFrom, crowd, isSettled }) {
  /** @type {Map<string, {zoom: number, x: number, y: number}>} */
  const seats = new Map();

  /**
   * Where the plate covers the fewest issues. Chosen anew only when the zoom changes: a plate that moves with every
   * report cannot be read.
   * @param {View} view
   * @param {AreaShape} shape
   * @param {number} width
   * @param {number} height
   */
  function seat(view, shape, width, height) {
    // Before the first snapshot there is nothing to keep away from: those seats do not count.
    const zoom = Math.round(view.zoom * 2) + (isSettled() ? 0.5 : 0);
    const known = seats.get(shape.code);
    if (known?.zoom === zoom) return known;
    const halfWidth = (width / 2 + 12 * view.unit) / view.scale;
    const halfHeight = (height / 2 + 10 * view.unit) / view.scale;
    let best = { zoom, ...shape.perch };
    let least = Number.POSITIVE_INFINITY;
    SEATS.forEach((part, i) => {
      const { x, y } = perch(shape.outline, part);
      const covered = crowd({ minX: x - halfWidth, maxX: x + halfWidth, minY: y - halfHeight, maxY: y + halfHeight });
      if (covered + 0.4 * i >= least) return;
      least = covered + 0.4 * i;
      best = { zoom, x, y };
    });
    seats.set(shape.code, best);
    return best;
  }

  const grids = shapes.filter((shape) => shape.level === 'grid');
  const micros = shapes.filter((shape) => shape.level === 'microgrid');
  const larger = shapes.filter((shape) => shape.level === 'community' || shape.level === 'street');

  /** @param {View} view */
  return (view) => {
    const { zoom } = view;
    /** @type {{left: number, top: number, right: number, bottom: number}[]} */
    const taken = [];
    const wanted = zoom < GRIDS_FROM ? larger : zoom < GRIDS_UNTIL ? grids : [];
    const plates = wanted
      .filter((shape) => overlaps(shape.outline, view.box) && isRoomy(view, shape))
      .map((shape) => ({ shape, text: textOf(shape.code) }));
    plates.sort((a, b) => b.text.weight - a.text.weight || (a.shape.code < b.shape.code ? -1 : 1));
    for (const { shape, text } of plates) plate(view, shape, text, shape.code === focus(), taken, seat);
    if (zoom >= microFrom + 1) for (const shape of micros) small(view, shape, taken);
  };
}

/** A plate larger than its area would name its neighbours as well. @param {View} view @param {AreaShape} shape */
function isRoomy(view, { outline }) {
  return (outline.maxX - outline.minX) * view.scale > LEAST_WIDTH * view.unit;
}

/**
 * @param {View} view
 * @param {AreaShape} shape
 * @param {LabelText} text
 * @param {boolean} focused
 * @param {{left: number, top: number, right: number, bottom: number}[]} taken
 * @param {(view: View, shape: AreaShape, width: number, height: number) => {x: number, y: number}} seat
 */
function plate(view, shape, text, focused, taken, seat) {
  const { ctx, palette, unit, scale, originX, originY } = view;
  const titleFont = `700 ${view.px(15)}px ${palette.font}`;
  const lineFont = `400 ${view.px(13)}px ${palette.font}`;
  ctx.font = titleFont;
  const titleWidth = ctx.measureText(text.name).width;
  ctx.font = lineFont;
  const lineWidth = text.line === '' ? 0 : ctx.measureText(text.line).width;
  const width = Math.max(titleWidth, lineWidth) + view.px(24);
  const height = view.px(text.line === '' ? 28 : 46);
  const place = seat(view, shape, width, height);
  const x = place.x * scale - originX;
  const y = place.y * scale - originY;
  const box = { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
  if (!free(box, taken)) return;
  taken.push(box);
  ctx.beginPath();
  ctx.roundRect(box.left, box.top, width, height, 7 * unit);
  ctx.fillStyle = palette.plate;
  ctx.fill();
  ctx.strokeStyle = focused ? palette.focus : palette.plateEdge;
  ctx.lineWidth = (focused ? 1.8 : 1) * unit;
  ctx.stroke();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.text;
  ctx.font = titleFont;
  ctx.fillText(text.name, x, text.line === '' ? y : y - view.px(9.5));
  ctx.fillStyle = palette.quiet;
  ctx.font = lineFont;
  if (text.line !== '') ctx.fillText(text.line, x, y + view.px(10.5));
}

/**
 * @param {View} view
 * @param {AreaShape} shape
 * @param {{left: number, top: number, right: number, bottom: number}[]} taken
 */
function small(view, shape, taken) {
  const { ctx, palette, unit, scale, originX, originY } = view;
  ctx.font = `500 ${view.px(12)}px ${palette.font}`;
  const width = ctx.measureText(shape.name).width + 8 * unit;
  const x = shape.perch.x * scale - originX;
  const y = shape.perch.y * scale - originY;
  const box = { left: x - width / 2, top: y - 9 * unit, right: x + width / 2, bottom: y + 9 * unit };
  if (!free(box, taken)) return;
  taken.push(box);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3.5 * unit;
  ctx.strokeStyle = palette.halo;
  ctx.strokeText(shape.name, x, y);
  ctx.fillStyle = palette.areaLine;
  ctx.fillText(shape.name, x, y);
}

/**
 * @param {{left: number, top: number, right: number, bottom: number}} box
 * @param {{left: number, top: number, right: number, bottom: number}[]} taken
 */
function free(box, taken) {
  return !taken.some(
    (other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top,
  );
}
