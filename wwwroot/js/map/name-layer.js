// Names of roads and places, above every line so that none strikes them through; where a plate stands there is no name.
import { overlaps } from './outline.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./base-layer.js').Item} Item */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Rect */

const NAMES_FROM = 15.4;
const NAMED_PLACES = ['school', 'market', 'plaza', 'water', 'green'];
/** Roads steeper than this carry their characters upright, one below the other. */
const STEEP = Math.PI * 0.3;
/** A name is not said twice within so many pixels of the 1080p design. */
const REPEAT = 420;

/** @param {Map<string, Item[]>} byKind */
export function createNamePainter(byKind) {
  const roads = (byKind.get('road') ?? []).filter((road) => road.name !== '' && road.class !== 'lane');
  const places = NAMED_PLACES.flatMap((kind) => byKind.get(kind) ?? []).filter(
    (place) => place.name !== '' && place.class !== 'tree',
  );

  /** @param {View} view @param {Rect[]} taken Where plates stand already; names are added. */
  return (view, taken) => {
    if (view.zoom < NAMES_FROM) return;
    const { ctx, palette, unit } = view;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 3 * unit;
    ctx.strokeStyle = palette.nameHalo;
    ctx.font = `500 ${view.px(12)}px ${palette.font}`;
    ctx.fillStyle = palette.placeName;
    /** @type {{name: string, x: number, y: number}[]} */
    const said = [];
    for (const place of places) if (overlaps(place.outline, view.box)) namePlace(view, place, taken, said);
    ctx.fillStyle = palette.roadName;
    for (const road of roads) if (overlaps(road.outline, view.box)) nameRoad(view, road, taken);
  };
}

/** @param {View} view @param {string} text @param {number} x @param {number} y */
function write({ ctx }, text, x, y) {
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

/** @param {Rect[]} taken @param {Rect} box @returns {boolean} Whether there was room; then it is taken. */
export function claim(taken, box) {
  if (taken.some((other) => meets(box, other))) return false;
  taken.push(box);
  return true;
}

/** @param {Rect} a @param {Rect} b */
export const meets = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/** @param {View} view @param {Item} place @param {Rect[]} taken @param {{name: string, x: number, y: number}[]} said */
function namePlace(view, { name, outline }, taken, said) {
  const { ctx, scale, originX, originY, unit, box } = view;
  const width = ctx.measureText(name).width;
  if (width > (outline.maxX - outline.minX) * scale * 1.3) return;
  // A river or a hill reaches far beyond the view: its name stands in what is seen of it.
  const x = ((Math.max(outline.minX, box.minX) + Math.min(outline.maxX, box.maxX)) / 2) * scale - originX;
  const y = ((Math.max(outline.minY, box.minY) + Math.min(outline.maxY, box.maxY)) / 2) * scale - originY;
  if (said.some((other) => other.name === name && Math.hypot(other.x - x, other.y - y) < REPEAT * unit)) return;
  const half = width / 2 + 6 * unit;
  if (!claim(taken, { left: x - half, right: x + half, top: y - 12 * unit, bottom: y + 12 * unit })) return;
  said.push({ name, x, y });
  write(view, name, x, y);
}

/** Along the road's longest straight stretch, turned with it and never upside down. @param {View} view @param {Item} road @param {Rect[]} taken */
function nameRoad(view, road, taken) {
  const { ctx, palette, unit, pixelsPerMetre } = view;
  const size = view.px(Math.min(13, Math.max(11, (9 * pixelsPerMetre) / unit)));
  const letters = [...road.name];
  const step = size * 1.45;
  const room = step * letters.length;
  const [ax, ay, bx, by] = longestStretch(view, road);
  const length = Math.hypot(bx - ax, by - ay);
  if (length < room) return;
  let angle = Math.atan2(by - ay, bx - ax);
  if (angle > Math.PI / 2) angle -= Math.PI;
  else if (angle <= -Math.PI / 2) angle += Math.PI;
  const steep = Math.abs(angle) > STEEP;
  if (steep && angle < 0) angle += Math.PI;
  const x = (ax + bx) / 2;
  const y = (ay + by) / 2;
  const halfX = (Math.abs(Math.cos(angle)) * room) / 2 + size / 2;
  const halfY = (Math.abs(Math.sin(angle)) * room) / 2 + size / 2;
  if (!claim(taken, { left: x - halfX, right: x + halfX, top: y - halfY, bottom: y + halfY })) return;
  ctx.font = `500 ${size}px ${palette.font}`;
  letters.forEach((letter, i) => {
    const along = (i - (letters.length - 1) / 2) * step;
    ctx.save();
    ctx.translate(x + Math.cos(angle) * along, y + Math.sin(angle) * along);
    ctx.rotate(steep ? angle - Math.PI / 2 : angle);
    write(view, letter, 0, 0);
    ctx.restore();
  });
}

/** In layer points, of what is seen. Several points make one straight piece: measured over a window of eight. @param {View} view @param {Item} road @returns {[number, number, number, number]} */
function longestStretch(view, road) {
  const { scale, originX, originY } = view;
  const ring = road.outline.rings[0] ?? new Float64Array();
  let best = 0;
  /** @type {[number, number, number, number]} */
  let piece = [0, 0, 0, 0];
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
    if (length <= best) continue;
    best = length;
    piece = [ax, ay, bx, by];
  }
  return piece;
}
