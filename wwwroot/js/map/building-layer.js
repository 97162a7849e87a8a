// Buildings with a little body, numbered where there is room; the selected one lit. And who leads each building.
import { badgeSize, paintBadges, paintDot } from './gap-badge.js';
import { claim } from './name-layer.js';
import { overlaps } from './outline.js';
import { trace } from './trace.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./area-layer.js').AreaShape} AreaShape */

const NUMBERS_FROM = 17;
/** Smaller than this a house of a dozen metres is less than two pixels: dust, and ten thousand shapes a frame. */
const LEAST_PIXELS_PER_METRE = 0.14;
const PEOPLE_FROM = 17.8;
const GAPS_FROM = 16.7;

/** @param {AreaShape[]} shapes @param {{focus: () => string|null, tintOf: (code: string) => 'done'|'working'|null}} state */
export function createBuildingPainter(shapes, { focus, tintOf }) {
  const buildings = shapes.filter((shape) => shape.level === 'building');
  const short = new Map(buildings.map((shape) => [shape.code, shortName(shape.name)]));

  /** @param {View} view */
  return (view) => {
    const { ctx, palette, zoom, pixelsPerMetre } = view;
    if (pixelsPerMetre < LEAST_PIXELS_PER_METRE * view.unit) return false;
    const seen = buildings.filter((shape) => overlaps(shape.outline, view.box));
    if (seen.length === 0) return false;
    const depth = Math.min(6, 2.2 * pixelsPerMetre);
    ctx.save();
    ctx.translate(depth, depth);
    ctx.beginPath();
    for (const shape of seen) trace(view, shape.outline);
    ctx.fillStyle = palette.buildingShade;
    ctx.fill();
    ctx.restore();
    ctx.beginPath();
    for (const shape of seen) trace(view, shape.outline);
    ctx.fillStyle = palette.building;
    ctx.fill();
    ctx.strokeStyle = palette.buildingEdge;
    ctx.lineWidth = Math.max(0.6, 0.25 * pixelsPerMetre);
    ctx.stroke();
    for (const tint of /** @type {const} */ (['done', 'working'])) {
      ctx.beginPath();
      for (const shape of seen) if (tintOf(shape.code) === tint) trace(view, shape.outline);
      ctx.fillStyle = palette.groups[tint];
      ctx.fill();
    }
    const chosen = seen.find((shape) => shape.code === focus());
    if (chosen) {
      ctx.beginPath();
      trace(view, chosen.outline);
      ctx.fillStyle = palette.focus;
      ctx.fill();
    }
    if (zoom < NUMBERS_FROM) return true;
    ctx.font = `600 ${view.px(Math.min(13, 9 + (zoom - NUMBERS_FROM) * 3))}px ${palette.font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = palette.buildingName;
    for (const shape of seen) {
      const { x, y } = middle(view, shape);
      ctx.fillText(short.get(shape.code) ?? '', x, y);
    }
    return true;
  };
}

/**
 * Who leads each building, under it, with the number of those who hold further posts there.
 * @param {AreaShape[]} shapes
 * @param {(code: string) => {name: string, more: number}|null} leaderOf
 */
export function createPersonPainter(shapes, leaderOf) {
  const buildings = shapes.filter((shape) => shape.level === 'building');

  /** @param {View} view @param {import('./name-layer.js').Rect[]} taken */
  return (view, taken) => {
    const { ctx, palette, zoom, unit } = view;
    if (zoom < PEOPLE_FROM) return false;
    const font = `500 ${view.px(11)}px ${palette.font}`;
    const small = `700 ${view.px(9.5)}px ${palette.font}`;
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    for (const shape of buildings) {
      const leader = overlaps(shape.outline, view.box) ? leaderOf(shape.code) : null;
      if (!leader) continue;
      const badge = leader.more > 0 ? `+${leader.more}` : '';
      ctx.font = font;
      const width = ctx.measureText(leader.name).width;
      ctx.font = small;
      const extra = badge === '' ? 0 : ctx.measureText(badge).width + 10 * unit;
      const left = middle(view, shape).x - (width + extra) / 2;
      const y = shape.outline.maxY * view.scale - view.originY + 11 * unit;
      if (!claim(taken, { left, right: left + width + extra, top: y - 7 * unit, bottom: y + 7 * unit })) continue;
      ctx.font = font;
      ctx.textAlign = 'left';
      ctx.lineWidth = 3 * unit;
      ctx.strokeStyle = palette.halo;
      ctx.strokeText(leader.name, left, y);
      ctx.fillStyle = palette.gold;
      ctx.fillText(leader.name, left, y);
      if (badge === '') continue;
      const start = left + width + 3 * unit;
      ctx.beginPath();
      ctx.roundRect(start, y - 6.5 * unit, extra - 3 * unit, 13 * unit, 6.5 * unit);
      ctx.fillStyle = palette.marker;
      ctx.fill();
      ctx.strokeStyle = palette.gold;
      ctx.lineWidth = unit;
      ctx.stroke();
      ctx.font = small;
      ctx.textAlign = 'center';
      ctx.fillStyle = palette.gold;
      ctx.fillText(badge, start + (extra - 3 * unit) / 2, y + 0.5 * unit);
    }
    return true;
  };
}

/**
 * What is missing at each building: in words where there is room, else a mark.
 * @param {AreaShape[]} shapes
 * @param {import('./label-layer.js').Gaps} gaps
 */
export function createBuildingGapPainter(shapes, gaps) {
  const buildings = shapes.filter((shape) => shape.level === 'building');

  /** @param {View} view @param {import('./name-layer.js').Rect[]} taken */
  return (view, taken) => {
    const { unit, scale, originX, originY } = view;
    if (view.zoom < GAPS_FROM) return;
    for (const shape of buildings) {
      const gap = overlaps(shape.outline, view.box) ? gaps.of(shape.code, view.zoom) : null;
      if (!gap) continue;
      const { x } = middle(view, shape);
      const top = shape.outline.minY * scale - originY;
      if (view.zoom < PEOPLE_FROM) {
        const right = shape.outline.maxX * scale - originX;
        const reach = 6 * unit;
        if (claim(taken, { left: right - reach, right: right + reach, top: top - reach, bottom: top + reach }))
          paintDot(view, right, top, gap);
        continue;
      }
      const { width, height } = badgeSize(view, gap, gaps.words);
      const box = { left: x - width / 2, right: x + width / 2, top: top - height + 2 * unit, bottom: top + 2 * unit };
      if (claim(taken, box)) paintBadges(view, box.left, box.top, gap, gaps.words);
    }
  };
}

/** @param {View} view @param {AreaShape} shape */
function middle(view, { outline }) {
  return {
    x: ((outline.minX + outline.maxX) / 2) * view.scale - view.originX,
    y: ((outline.minY + outline.maxY) / 2) * view.scale - view.originY,
  };
}

/** “文昌里2栋” is “2” on its own roof. @param {string} name */
function shortName(name) {
  return name.match(/(\d+)\s*(?:栋|号楼|幢|座)/)?.[1] ?? name.slice(-4);
}
