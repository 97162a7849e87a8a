// Buildings with a little body, numbered where there is room; the selected one lit. And who leads each building.
import { overlaps } from './outline.js';
import { trace } from './scene.js';

/** @typedef {import('./scene.js').View} View */
/** @typedef {import('./area-layer.js').AreaShape} AreaShape */

const NUMBERS_FROM = 17;
const PEOPLE_FROM = 17.8;

/** @param {AreaShape[]} shapes @param {{focus: () => string|null}} state */
export function createBuildingPainter(shapes, { focus }) {
  const buildings = shapes.filter((shape) => shape.level === 'building');
  const short = new Map(buildings.map((shape) => [shape.code, shortName(shape.name)]));

  /** @param {View} view */
  return (view) => {
    const { ctx, palette, zoom, pixelsPerMetre } = view;
    const seen = buildings.filter((shape) => overlaps(shape.outline, view.box));
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
    const chosen = seen.find((shape) => shape.code === focus());
    if (chosen) {
      ctx.beginPath();
      trace(view, chosen.outline);
      ctx.fillStyle = palette.focus;
      ctx.fill();
    }
    if (zoom < NUMBERS_FROM) return;
    ctx.font = `600 ${view.px(Math.min(13, 9 + (zoom - NUMBERS_FROM) * 3))}px ${palette.font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = palette.buildingName;
    for (const shape of seen) {
      const { x, y } = middle(view, shape);
      ctx.fillText(short.get(shape.code) ?? '', x, y);
    }
  };
}

/** Building leaders by name, under their building. @param {AreaShape[]} shapes @param {(code: string) => string} leaderOf */
export function createPersonPainter(shapes, leaderOf) {
  const buildings = shapes.filter((shape) => shape.level === 'building');

  /** @param {View} view */
  return (view) => {
    const { ctx, palette, zoom, unit } = view;
    if (zoom < PEOPLE_FROM) return;
    ctx.font = `500 ${view.px(11)}px ${palette.font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    ctx.lineWidth = 3 * unit;
    ctx.lineJoin = 'round';
    for (const shape of buildings) {
      const name = overlaps(shape.outline, view.box) ? leaderOf(shape.code) : '';
      if (name === '') continue;
      const { x } = middle(view, shape);
      const y = shape.outline.maxY * view.scale - view.originY + 4 * unit;
      ctx.strokeStyle = palette.halo;
      ctx.strokeText(name, x, y);
      ctx.fillStyle = palette.gold;
      ctx.fillText(name, x, y);
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
