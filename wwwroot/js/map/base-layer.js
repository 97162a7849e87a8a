// The base map without internet: ground, blocks, water, green, roads in their real widths, names along them.
import { outlineOf, overlaps } from './outline.js';
import { trace } from './scene.js';

/** @typedef {import('./scene.js').View} View */
/** @typedef {import('./outline.js').Outline} Outline */
/** @typedef {import('../contract.js').BaseFeature} BaseFeature */
/** @typedef {{outline: Outline, kind: string, class: string, name: string, width: number}} Item */

/** Painted in this order; roads come between grounds and what stands on them. */
const GROUNDS = ['estate', 'school', 'market', 'plaza', 'green', 'water', 'track'];
/** Zoom from which a thing is worth its ink. */
const TREES_FROM = 16;
const LANES_FROM = 15;
const NAMES_FROM = 15.4;

/** @param {BaseFeature[]} features */
export function createBasePainter(features) {
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
  const roads = (byKind.get('road') ?? []).sort((a, b) => a.width - b.width);

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
    if (view.zoom >= NAMES_FROM) {
      nameRoads(view, roads);
      /** @type {{x: number, y: number}[]} */
      const named = [];
      for (const kind of ['school', 'market', 'plaza', 'water', 'green'])
        for (const item of visible(byKind.get(kind) ?? [], view)) namePlace(view, item, named);
    }
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

/** One name per named road, on its longest straight piece, turned with it and never upside down. @param {View} view @param {Item[]} roads */
function nameRoads(view, roads) {
  const { ctx, palette, scale, originX, originY, unit, pixelsPerMetre } = view;
  const size = view.px(Math.min(13, Math.max(11, (9 * pixelsPerMetre) / unit)));
  ctx.font = `500 ${size}px ${palette.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const road of roads) {
    if (road.name === '' || road.class === 'lane' || !overlaps(road.outline, view.box)) continue;
    const ring = road.outline.rings[0];
    if (!ring) continue;
    let best = 0;
    let piece = [0, 0, 0, 0];
    // Several points make one straight piece: a stretch is measured over a window of eight.
    for (let i = 0; i + 2 < ring.length; i += 2) {
      const j = Math.min(ring.length - 2, i + 16);
      const ax = (ring[i] ?? 0) * scale - originX;
      const ay = (ring[i + 1] ?? 0) * scale - originY;
      const bx = (ring[j] ?? 0) * scale - originX;
      const by = (ring[j + 1] ?? 0) * scale - originY;
      const mx = (ax + bx) / 2;
      const my = (ay + by) / 2;
      if (mx < view.left || my < view.top || mx > view.left + view.width || my > view.top + view.height) continue;
      const length = Math.hypot(bx - ax, by - ay);
      if (length > best) {
        best = length;
        piece = [ax, ay, bx, by];
      }
    }
    const text = [...road.name].join(' ');
    if (ctx.measureText(text).width > best) continue;
    const [ax = 0, ay = 0, bx = 0, by = 0] = piece;
    let angle = Math.atan2(by - ay, bx - ax);
    if (angle > Math.PI / 2 || angle <= -Math.PI / 2) angle += Math.PI;
    ctx.save();
    ctx.translate((ax + bx) / 2, (ay + by) / 2);
    ctx.rotate(angle);
    ctx.fillStyle = palette.roadName;
    ctx.fillText(text, 0, 0);
    ctx.restore();
  }
}

/** @param {View} view @param {Item} item @param {{x: number, y: number}[]} named Where names stand already. */
function namePlace(view, item, named) {
  if (item.name === '' || item.class === 'tree') return;
  const { ctx, palette, scale, originX, originY, unit } = view;
  const box = item.outline;
  const wide = (box.maxX - box.minX) * scale;
  ctx.font = `500 ${view.px(12)}px ${palette.font}`;
  if (ctx.measureText(item.name).width > wide * 1.3) return;
  // A river or a hill reaches far beyond the view: its name stands in what is seen of it.
  const x = (Math.max(box.minX, view.box.minX) + Math.min(box.maxX, view.box.maxX)) / 2;
  const y = (Math.max(box.minY, view.box.minY) + Math.min(box.maxY, view.box.maxY)) / 2;
  const at = { x: x * scale - originX, y: y * scale - originY };
  if (named.some((other) => Math.abs(other.x - at.x) < 80 * unit && Math.abs(other.y - at.y) < 24 * unit)) return;
  named.push(at);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.placeName;
  ctx.fillText(item.name, at.x, at.y);
}
