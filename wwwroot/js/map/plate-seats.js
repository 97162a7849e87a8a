// Where an area's plate sits: within its area, on no issue, no other plate and nothing of a neighbour, as far as there is room.
import { meets } from './name-layer.js';
import { contains, cornersIn, overlaps, perch } from './outline.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./area-layer.js').AreaShape} AreaShape */
/** @typedef {import('./name-layer.js').Rect} Rect */
/** @typedef {{x: number, y: number, reach: number, cluster?: {count: number}|null}} Item In layer points. */
/** @typedef {(view: View, box: Rect) => Item[]} Standing What is painted in a box of layer points, and perhaps somewhat beyond. */
/** @typedef {{width: number, height: number}} Size In pixels. */
/** @typedef {{across: number, down: number}} Margin Pixels at the 1080p design round a plate in which no issue should stand; below nought, issues may stand on its rim. */
/** @typedef {{x: number, y: number, margin: Margin}} Spot The plate's middle, on the unit square. */
/** @typedef {Spot & {zoom: number, cost: number}} Seat `cost` as it was when it was chosen. */

/** Parts of an area's height from its top where a plate may sit, the most wanted first. */
const WANTED = [0.13, 0.2, 0.06, 0.27, 0.34, 0.9, 0.42, 0.5, 0.58, 0.66, 0.74, 0.82];
/** Sideways within the area at that height: the middle first. */
const SHIFTS = [0, -0.5, 0.5, -1, 1];
/** @type {Margin} */
const CLEAR = { across: 7, down: 5 };
/** Where none of these is free: all over the area, and issues may stand on the rim, but not on the words. */
const ANY = Array.from({ length: 48 }, (_, i) => (i + 1) / 49);
const ANY_SHIFTS = [0, -0.25, 0.25, -0.5, 0.5, -0.75, 0.75, -1, 1];
/** @type {Margin} */
const RIM = { across: -8, down: -2 };
/** What a wanted seat costs more than the one before it, and any other more than the first. */
const LESS_WANTED = 0.25;
const UNWANTED = LESS_WANTED * WANTED.length;
/** A thing is covered when so much of its reach is. */
const COVERED = 0.6;
/** One covered issue costs as much as so many less wanted seats: on the wall it hides who is to be turned to. */
const COVERS = 6;
/** Each corner that stands in a neighbour costs so much: a plate across a border names both. */
const STRAYS = 1.5;
const BLOCKED = 1_000;
/** Pixels at the 1080p design between a plate and the map's edge. */
const EDGE = 6;

/** @param {{grids: AreaShape[], standing: Standing, inside: boolean}} around `inside`: plates that the map's edge would cut move into it. */
export function createPlateSeats({ grids, standing, inside }) {
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

  /** @param {View} view @param {AreaShape} shape @param {Size} size @param {Spot} spot @returns {Rect} */
  function boxOf(view, shape, { width, height }, { x, y }) {
    const left = x * view.scale - view.originX - width / 2;
    const top = y * view.scale - view.originY - height / 2;
    const box = { left, top, right: left + width, bottom: top + height };
    return inside ? pushedIn(view, shape, box) : box;
  }

  /**
   * @param {View} view
   * @param {AreaShape} shape
   * @param {Size} size
   * @param {Rect[]} taken
   * @param {Item[]} items All that may be covered.
   * @param {Spot} spot
   * @param {number} [limit] What costs as much is not wanted, and not looked into any further.
   */
  function costOf(view, shape, size, taken, items, spot, limit = Infinity) {
    const { scale, originX, originY } = view;
    const box = boxOf(view, shape, size, spot);
    for (const other of taken) if (meets(box, other)) return BLOCKED;
    const { left, top, right, bottom } = widened(view, box, spot.margin);
    let cost = 0;
    for (const { x, y, reach, cluster } of items) {
      const part = COVERED * reach;
      if (x <= left - part || x >= right + part || y <= top - part || y >= bottom + part) continue;
      cost += COVERS * (cluster?.count ?? 1);
      if (cost >= limit) return cost;
    }
    const strays = cornersIn(beside(shape), {
      minX: (box.left + originX) / scale,
      maxX: (box.right + originX) / scale,
      minY: (box.top + originY) / scale,
      maxY: (box.bottom + originY) / scale,
    });
    return cost + STRAYS * strays;
  }

  /** What a plate there may cover. @param {View} view @param {AreaShape} shape @param {Size} size @param {Spot} spot */
  const nearby = (view, shape, size, spot) => widened(view, boxOf(view, shape, size, spot), spot.margin);

  /** The best there is now. @param {View} view @param {AreaShape} shape @param {Size} size @param {Rect[]} taken @returns {Seat} */
  function search(view, shape, size, taken) {
    const { unit, scale } = view;
    const zoom = zoomOf(view);
    const items = standing(view, reachOf(view, shape, size));
    /** @type {Seat} */
    let best = { zoom, x: shape.perch.x, y: shape.perch.y, margin: CLEAR, cost: Number.POSITIVE_INFINITY };
    /** @param {Spot} spot @param {number} dislike */
    function weigh(spot, dislike) {
      if (dislike >= best.cost) return;
      const cost = costOf(view, shape, size, taken, items, spot, best.cost - dislike) + dislike;
      if (cost < best.cost) best = { ...spot, zoom, cost };
    }
    /** How far a plate can move to either side at this height. @param {number} room */
    const playIn = (room) => Math.max(0, room / 2 - (size.width / 2 + CLEAR.across * unit) / scale);
    /** @param {number} part @param {number[]} shifts @param {Margin} margin @param {number} dislike */
    function weighRow(part, shifts, margin, dislike) {
      const { x, y, room } = perch(shape.outline, part);
      const play = playIn(room);
      for (const shift of play > 0 ? shifts : [0])
        weigh({ x: x + shift * play, y, margin }, dislike + 0.5 * Math.abs(shift));
    }
    WANTED.forEach((part, i) => {
      weighRow(part, SHIFTS, CLEAR, LESS_WANTED * i);
    });
    if (best.cost < COVERS) return best;
    // On the upper border, where nothing of a neighbour is named by mistake.
    const { x: middle, room } = perch(shape.outline, WANTED[0] ?? 0);
    const y = shape.outline.minY - size.height / 8 / scale;
    for (const shift of SHIFTS) {
      const x = middle + shift * playIn(room);
      if (!grids.some((other) => contains(other.outline, x, y))) weigh({ x, y, margin: CLEAR }, 2);
    }
    for (const part of ANY) weighRow(part, ANY_SHIFTS, RIM, UNWANTED);
    return best;
  }

  return {
    /**
     * Where the plate covers the fewest issues, no other plate and nothing of a neighbour. A seat is kept while it is good
     * enough: a plate that moves with every report cannot be read.
     * @param {View} view
     * @param {AreaShape} shape
     * @param {Size} size
     * @param {Rect[]} taken
     * @returns {Rect} In layer points.
     */
    of(view, shape, size, taken) {
      const known = seats.get(shape.code);
      // What no seat was free for looks anew: the map moves.
      const kept = known?.zoom === zoomOf(view) && known.cost < BLOCKED ? known : null;
      const cost = kept ? costOf(view, shape, size, taken, standing(view, nearby(view, shape, size, kept)), kept) : 0;
      // As good as when it was chosen, within what a few issues more make of it: nothing is looked for.
      if (kept && cost <= Math.max(kept.cost + COVERS / 2, kept.cost * 1.2)) return boxOf(view, shape, size, kept);
      const best = search(view, shape, size, taken);
      if (kept && cost < best.cost + COVERS / 2) kept.cost = cost;
      else seats.set(shape.code, best);
      return boxOf(view, shape, size, seats.get(shape.code) ?? best);
    },
  };
}

/** @param {View} view @param {Rect} box @param {Margin} margin @returns {Rect} */
function widened({ unit }, { left, top, right, bottom }, { across, down }) {
  return {
    left: left - across * unit,
    top: top - down * unit,
    right: right + across * unit,
    bottom: bottom + down * unit,
  };
}

/** Where any of an area's plates may lie. @param {View} view @param {AreaShape} shape @param {Size} size @returns {Rect} */
function reachOf(view, { outline: { minX, minY, maxX, maxY } }, { width, height }) {
  const { scale, originX, originY } = view;
  const area = {
    left: minX * scale - originX - width / 2,
    top: minY * scale - originY - height,
    right: maxX * scale - originX + width / 2,
    bottom: maxY * scale - originY + height,
  };
  return widened(view, area, CLEAR);
}

/** A seat is looked for anew with each half of a zoom. @param {View} view */
const zoomOf = ({ zoom }) => Math.round(zoom * 2);

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
