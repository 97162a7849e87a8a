// Plates with an area's name, leader and count. A plate that would cover an earlier one is left out: the busier one stays.

import { badgeSize, paintBadges } from './gap-badge.js';
import { claim } from './name-layer.js';
import { overlaps } from './outline.js';
import { createPlateSeats } from './plate-seats.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./area-layer.js').AreaShape} AreaShape */
/** @typedef {import('./name-layer.js').Rect} Rect */
/** @typedef {{name: string, line: string, weight: number}} LabelText */
/** @typedef {import('./gap-badge.js').Gap} Gap */
/** @typedef {{of: (code: string, zoom: number) => Gap|null, words: import('./gap-badge.js').GapWords}} Gaps What is missing among the staff; the zoom says for how much a plate speaks. */

/** Pixels at the 1080p design that an area must be wide to be named. */
const LEAST_WIDTH = 90;
const GRIDS_FROM = 13.5;
const GRIDS_UNTIL = 18.6;

/**
 * @param {AreaShape[]} shapes
 * @param {{textOf: (code: string) => LabelText, focus: () => string|null, microFrom: number, gaps: Gaps, inside: boolean, standing: import('./plate-seats.js').Standing}} state
 */
export function createLabelPainter(shapes, { textOf, focus, microFrom, gaps, inside, standing }) {
  const grids = shapes.filter((shape) => shape.level === 'grid');
  const seats = createPlateSeats({ grids, standing, inside });
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
      plate(view, shape, text, { focused: shape.code === focus(), taken, seats, gaps });
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
 * @param {{focused: boolean, taken: Rect[], seats: ReturnType<typeof createPlateSeats>, gaps: Gaps}} options
 */
function plate(view, shape, text, { focused, taken, seats, gaps }) {
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
  const box = seats.of(view, shape, { width, height }, taken);
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
