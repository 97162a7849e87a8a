// Plates with an area's name, leader and count. A plate that would cover an earlier one is left out: the busier one stays.

import { badgeSize, paintBadges } from './gap-badge.js';
import { claim, meets } from './name-layer.js';
import { contains, cornersIn, overlaps, perch } from './outline.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./area-layer.js').AreaShape} AreaShape */
/** @typedef {import('./name-layer.js').Rect} Rect */
/** @typedef {{name: string, line: string, weight: number}} LabelText */
/** @typedef {import('./gap-badge.js').Gap} Gap */
/** @typedef {{of: (code: string, zoom: number) => Gap|null, words: import('./gap-badge.js').GapWords}} Gaps What is missing among the staff; the zoom says for how much a plate speaks. */
/** @typedef {{zoom: number, x: number, y: number, cost: number}} Seat On the unit square; `cost` as it was when it was chosen. */

/** Parts of an area's height from its top where a plate may sit, the most wanted first. */
const SEATS = [0.13, 0.2, 0.06, 0.27, 0.34, 0.9, 0.42, 0.5, 0.58, 0.66, 0.74, 0.82];
/** Sideways within the area at that height: the middle first. */
const SHIFTS = [0, -0.5, 0.5, -1, 1];
/** One covered issue weighs as much as so many less wanted seats. */
const COVERS = 4;
/** Each corner that stands in a neighbour weighs so many: a plate across a border names both. */
const STRAYS = 1.5;
const BLOCKED = 1_000;
/** Pixels at the 1080p design that an area must be wide to be named. */
const LEAST_WIDTH = 90;
const GRIDS_FROM = 13.5;
const GRIDS_UNTIL = 18.6;

/**
 * @param {AreaShape[]} shapes
 * @param {{textOf: (code: string) => LabelText, focus: () => string|null, microFrom: number, gaps: Gaps, inside: boolean, crowd: (view: View, box: import('./outline.js').Box) => number}} state
 */
export function createLabelPainter(shapes, { textOf, focus, microFrom, gaps, inside, crowd }) {
  const grids = shapes.filter((shape) => shape.level === 'grid');
  /** @type {Map<string, Seat>} */
  const seats = new Map();

  /** @type {Map<string, import('./outline.js').Outline[]>} */
  const neighbours = new Map();

  /** The grids into which a plate of this one may reach. @param {AreaShape} shape */
  function beside(shape) {
    const { minX, minY, maxX, maxY } = shape.outline;
    const near = { minX: 2 * minX - maxX, minY: 2 * minY - maxY, maxX: 2 * maxX - minX, maxY: 2 * maxY - minY };
    const others = () => grids.filter((other) => other !== shape && overlaps(other.outline, near));
    const found = neighbours.get(shape.code) ?? others().map((other) => other.outline);
    neighbours.set(shape.code, found);
    return found;
  }

  /**
   * Where the plate covers the fewest issues, no other plate and nothing of a neighbour. A seat is kept while it is good
   * enough: a plate that moves with every report cannot be read.
   * @param {View} view
   * @param {AreaShape} shape
   * @param {number} width
   * @param {number} height
   * @param {Rect[]} taken
   * @returns {Seat}
   */
  function seat(view, shape, width, height, taken) {
    const { unit, scale } = view;
    const zoom = Math.round(view.zoom * 2);
    const halfWidth = (width / 2 + 7 * unit) / scale;
    const halfHeight = (height / 2 + 5 * unit) / scale;
    const others = beside(shape);
    const [across, down] = [width / 2 / scale, height / 2 / scale];
    const price = (/** @type {{x: number, y: number}} */ { x, y }) =>
      (taken.some((other) => meets(rectAt(view, x, y, width, height), other)) ? BLOCKED : 0) +
      STRAYS * cornersIn(others, { minX: x - across, maxX: x + across, minY: y - down, maxY: y + down }) +
      COVERS * crowd(view, { minX: x - halfWidth, maxX: x + halfWidth, minY: y - halfHeight, maxY: y + halfHeight });
    const known = seats.get(shape.code);
    const kept = known?.zoom === zoom ? { seat: known, cost: price(known) } : null;
    // As good as when it was chosen, within what a few issues more make of it: nothing is looked for.
    if (kept && kept.cost <= Math.max(kept.seat.cost + COVERS / 2, kept.seat.cost * 1.2)) return kept.seat;
    let best = { zoom, x: shape.perch.x, y: shape.perch.y, cost: 0 };
    let least = Number.POSITIVE_INFINITY;
    SEATS.forEach((part, i) => {
      const { x: middle, y, room } = perch(shape.outline, part);
      const play = Math.max(0, room / 2 - halfWidth);
      for (const shift of play > 0 ? SHIFTS : [0]) {
        const x = middle + shift * play;
        const cost = price({ x, y }) + 0.25 * i + 0.5 * Math.abs(shift);
        if (cost >= least) continue;
        least = cost;
        best = { zoom, x, y, cost };
      }
    });
    if (least >= COVERS) {
      // No free seat within: on the upper border, where nothing of a neighbour is named by mistake.
      const { x: middle, room } = perch(shape.outline, SEATS[0] ?? 0);
      const y = shape.outline.minY - height / 8 / scale;
      for (const shift of SHIFTS) {
        const x = middle + shift * Math.max(0, room / 2 - halfWidth);
        const cost = price({ x, y }) + 2;
        if (cost >= least || grids.some((other) => contains(other.outline, x, y))) continue;
        least = cost;
        best = { zoom, x, y, cost };
      }
    }
    if (kept && kept.cost < least + COVERS / 2) {
      kept.seat.cost = kept.cost;
      return kept.seat;
    }
    seats.set(shape.code, best);
    return best;
  }

  const micros = shapes.filter((shape) => shape.level === 'microgrid');
  const larger = shapes.filter((shape) => shape.level === 'community' || shape.level === 'street');

  /** @type {{shape: AreaShape, text: LabelText}[]} What was painted last. */
  let said = [];

  /** Whether any plate would say something else by now. */
  const isStale = () =>
    said.some(({ shape, text }) => {
      const now = textOf(shape.code);
      return now.line !== text.line || now.name !== text.name || now.weight !== text.weight;
    });

  /** @param {View} view @param {Rect[]} taken Where nothing may stand; plates are added. */
  function paint(view, taken) {
    const { zoom } = view;
    const wanted = zoom < GRIDS_FROM ? larger : zoom < GRIDS_UNTIL ? grids : [];
    const plates = wanted
      .filter((shape) => overlaps(shape.outline, view.box) && isRoomy(view, shape))
      .map((shape) => ({ shape, text: textOf(shape.code) }));
    said = plates;
    plates.sort((a, b) => b.text.weight - a.text.weight || (a.shape.code < b.shape.code ? -1 : 1));
    for (const { shape, text } of plates)
      plate(view, shape, text, { focused: shape.code === focus(), taken, seat, gaps, inside });
    if (zoom >= microFrom + 1) for (const shape of micros) small(view, shape, taken, gaps);
  }

  return { paint, isStale };
}

/** A plate larger than its area would name its neighbours as well. @param {View} view @param {AreaShape} shape */
function isRoomy(view, { outline }) {
  return (outline.maxX - outline.minX) * view.scale > LEAST_WIDTH * view.unit;
}

/**
 * @param {View} view
 * @param {AreaShape} shape
 * @param {LabelText} text
 * @param {{focused: boolean, taken: Rect[], seat: (view: View, shape: AreaShape, width: number, height: number, taken: Rect[]) => Seat, gaps: Gaps, inside: boolean}} options
 */
function plate(view, shape, text, { focused, taken, seat, gaps, inside }) {
  const { ctx, palette, unit } = view;
  const titleFont = `700 ${view.px(15)}px ${palette.font}`;
  const lineFont = `400 ${view.px(13)}px ${palette.font}`;
  const gap = gaps.of(shape.code, view.zoom);
  const badges = gap ? badgeSize(view, gap, gaps.words) : null;
  ctx.font = titleFont;
  const titleWidth = ctx.measureText(text.name).width;
  ctx.font = lineFont;
  const lineWidth = text.line === '' ? 0 : ctx.measureText(text.line).width;
  const width = Math.max(titleWidth, lineWidth, badges?.width ?? 0) + view.px(24);
  const textHeight = view.px(text.line === '' ? 28 : 46);
  const height = textHeight + (badges ? badges.height + 5 * unit : 0);
  const place = seat(view, shape, width, height, taken);
  const wanted = rectAt(view, place.x, place.y, width, height);
  const box = inside ? pushedIn(view, shape, wanted) : wanted;
  if (!claim(taken, box)) return;
  const x = (box.left + box.right) / 2;
  const y = box.top + textHeight / 2;
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
  if (gap && badges) paintBadges(view, x - badges.width / 2, box.top + textHeight - 1 * unit, gap, gaps.words);
}

/**
 * @param {View} view
 * @param {AreaShape} shape
 * @param {Rect[]} taken
 * @param {Gaps} gaps
 */
function small(view, shape, taken, gaps) {
  const { ctx, palette, unit, scale, originX, originY } = view;
  const gap = gaps.of(shape.code, view.zoom);
  const badges = gap ? badgeSize(view, gap, gaps.words) : null;
  ctx.font = `500 ${view.px(12)}px ${palette.font}`;
  const width = ctx.measureText(shape.name).width + 8 * unit;
  const x = shape.perch.x * scale - originX;
  const y = shape.perch.y * scale - originY;
  const half = Math.max(width, badges?.width ?? 0) / 2;
  const below = badges ? badges.height + 2 * unit : 0;
  if (!claim(taken, { left: x - half, top: y - 9 * unit, right: x + half, bottom: y + 9 * unit + below })) return;
  if (gap && badges) paintBadges(view, x - badges.width / 2, y + 9 * unit, gap, gaps.words);
  ctx.font = `500 ${view.px(12)}px ${palette.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3.5 * unit;
  ctx.strokeStyle = palette.halo;
  ctx.strokeText(shape.name, x, y);
  ctx.fillStyle = palette.areaLine;
  ctx.fillText(shape.name, x, y);
}

/** @param {View} view @param {number} x @param {number} y @param {number} width @param {number} height @returns {Rect} */
function rectAt({ scale, originX, originY }, x, y, width, height) {
  const left = x * scale - originX - width / 2;
  const top = y * scale - originY - height / 2;
  return { left, top, right: left + width, bottom: top + height };
}

/** Pixels at the 1080p design between a plate and the map's edge. */
const EDGE = 6;

/**
 * A plate that would be cut by the map's edge moves into what is seen of its area; where that is too little of it, it
 * stays where it is, and is not painted.
 * @param {View} view
 * @param {AreaShape} shape
 * @param {Rect} box
 * @returns {Rect}
 */
function pushedIn({ seen, scale, originX, originY, unit }, { outline }, box) {
  const edge = EDGE * unit;
  const left = Math.max(seen.left, outline.minX * scale - originX) + edge;
  const right = Math.min(seen.right, outline.maxX * scale - originX) - edge;
  const top = seen.top + edge;
  const bottom = Math.min(seen.bottom, outline.maxY * scale - originY) - edge;
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const isIn = box.left >= seen.left && box.right <= seen.right && box.top >= seen.top && box.bottom <= seen.bottom;
  if (isIn || right - left < width || bottom - top < height) return box;
  const x = Math.min(Math.max(box.left, left), right - width);
  const y = Math.min(Math.max(box.top, top), bottom - height);
  return { left: x, top: y, right: x + width, bottom: y + height };
}
