// The base map without internet: ground, blocks, water, green, roads in their real widths.
import { outlineOf, overlaps } from './outline.js';
import { trace } from './trace.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./outline.js').Outline} Outline */
/** @typedef {import('../contract.js').BaseFeature} BaseFeature */
/** @typedef {{outline: Outline, kind: string, class: string, name: string, width: number}} Item */

/** Painted in this order; roads come between grounds and what stands on them. */
const GROUNDS = ['estate', 'school', 'market', 'plaza', 'green', 'water', 'track'];
/** Zoom from which a thing is worth its ink. */
const TREES_FROM = 16;
const LANES_FROM = 15;

/** @param {BaseFeature[]} features @returns {Map<string, Item[]>} */
export function baseByKind(features) {
  /** @type {Map<string, Item[]>} */
  const byKind = new Map();
  for (const { properties, geometry } of features) {
    const outline = outlineOf(geometry);
    if (!outline) continue;
    const item = {
      outline,
      kind: properties.kind,
      class: properties.class ?? '',
      name: properties.name ?? '',
      width: properties.width ?? 4,
    };
    const list = byKind.get(item.kind);
    if (list) list.push(item);
    else byKind.set(item.kind, [item]);
  }
  return byKind;
}

/** @param {Map<string, Item[]>} byKind */
export function createBasePainter(byKind) {
  const roads = (byKind.get('road') ?? []).toSorted((a, b) => a.width - b.width);

  /** @param {View} view */
  return (view) => {
    const { ctx, palette } = view;
    ctx.fillStyle = palette.ground;
    ctx.fillRect(view.left, view.top, view.width, view.height);
    for (const item of visible(byKind.get('context') ?? [], view)) {
      const block = item.class === 'block';
      fill(view, item, block ? palette.contextEdge : palette.context);
    }
    for (const kind of GROUNDS) for (const item of visible(byKind.get(kind) ?? [], view)) paintGround(view, item);
    paintRoads(view, visible(roads, view));
  };
}

/** @param {Item[]} items @param {View} view */
const visible = (items, view) => items.filter((item) => overlaps(item.outline, view.box));

/** @param {View} view @param {Item} item @param {string} colour */
function fill(view, item, colour) {
  view.ctx.beginPath();
  trace(view, item.outline);
  view.ctx.fillStyle = colour;
  view.ctx.fill('evenodd');
}

/** @param {View} view @param {Item} item */
function paintGround(view, item) {
  const { ctx, palette, zoom, pixelsPerMetre } = view;
  if (item.class === 'tree' && zoom < TREES_FROM) return;
  const colour =
    {
      estate: palette.estate,
      school: palette.school,
      market: palette.market,
      plaza: palette.plaza,
      water: palette.water,
      track: palette.track,
      green: { tree: palette.tree, hill: palette.hill, pitch: palette.pitch }[item.class] ?? palette.green,
    }[item.kind] ?? palette.context;
  fill(view, item, colour);
  if (item.kind === 'water') {
    ctx.strokeStyle = palette.waterEdge;
    ctx.lineWidth = Math.max(1, pixelsPerMetre);
    ctx.stroke();
  }
  if (item.class === 'pitch') {
    ctx.strokeStyle = palette.roadLine;
    ctx.lineWidth = Math.max(0.6, 0.4 * pixelsPerMetre);
    ctx.stroke();
  }
}

/** @param {View} view @param {Item[]} roads */
function paintRoads(view, roads) {
  const { ctx, palette, zoom, pixelsPerMetre } = view;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  const drawn = roads.filter((road) => road.class !== 'lane' || zoom >= LANES_FROM);
  for (const pass of /** @type {const} */ (['edge', 'surface'])) {
    for (const road of drawn) {
      const width = Math.max(road.class === 'lane' ? 0.8 : 1.5, road.width * pixelsPerMetre);
      ctx.beginPath();
      trace(view, road.outline);
      ctx.strokeStyle = pass === 'edge' ? palette.roadEdge : palette.road;
      ctx.lineWidth = pass === 'edge' ? width + Math.min(3, 1 + pixelsPerMetre) : width;
      if (pass === 'surface' || road.class !== 'lane') ctx.stroke();
    }
  }
  ctx.setLineDash([4 * pixelsPerMetre, 6 * pixelsPerMetre]);
  ctx.strokeStyle = palette.roadLine;
  ctx.lineWidth = Math.max(0.7, 0.3 * pixelsPerMetre);
  for (const road of drawn) {
    if (road.class !== 'main' || zoom < 15.5) continue;
    ctx.beginPath();
    trace(view, road.outline);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}
