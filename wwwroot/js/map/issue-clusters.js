// Which issues stand alone at a zoom and which are one cluster. Pure; one issue more, less or elsewhere costs a cell of
// each zoom in use and no new index (docs/decisions/0021). What is shown depends on the issues alone, never on their history.
import { createClusterLevel } from './cluster-level.js';
import { createSpots, GROUPS, WHOLE } from './spots.js';

/** @typedef {import('./marker.js').MarkerLook} MarkerLook */
/** @typedef {import('../contract.js').StatusGroup} StatusGroup */
/** @typedef {MarkerLook & {lon: number, lat: number}} Spot */
/** @typedef {{key: number, count: number, shares: Partial<Record<StatusGroup, number>>, overdue: boolean}} Cluster */
/** @typedef {{x: number, y: number, look: MarkerLook|null, cluster: Cluster|null}} Placed On the unit square; one of the two. */

/** From this zoom on nothing is clustered; what shares a point is spread around it. */
export const SINGLE_FROM = 17;

/** With more issues than a community ever has open, clusters stand as far apart as their circles are wide. */
const CROWD = 1500;
const CROWD_RADIUS = 76;
/** Zooms kept: where the map looks, where it came from and what a click asked for. */
const LEVELS = 3;
/** A cluster's key is its cell's key times this, plus its zoom. */
const ZOOMS = 32;

/** @param {{radius?: number}} [options] Pixels at the 1080p design within which issues become one. */
export function createIssueClusters({ radius = 34 } = {}) {
  const spots = createSpots();
  /** @type {Map<number, import('./cluster-level.js').ClusterLevel>} The one asked for last at the end. */
  const levels = new Map();
  let crowded = false;

  /** @param {number} zoom */
  function levelAt(zoom) {
    if (spots.size > CROWD !== crowded) {
      crowded = !crowded;
      levels.clear();
    }
    const size = (crowded ? Math.max(radius, CROWD_RADIUS) : radius) / (256 * 2 ** zoom);
    const level = levels.get(zoom) ?? createClusterLevel(spots, size);
    levels.delete(zoom);
    levels.set(zoom, level);
    for (const oldest of levels.keys()) {
      if (levels.size <= LEVELS) break;
      levels.delete(oldest);
    }
    return level;
  }

  /** @param {number} slot @returns {Placed} */
  const alone = (slot) => ({
    x: spots.xOf(slot) / WHOLE,
    y: spots.yOf(slot) / WHOLE,
    look: spots.lookOf(slot),
    cluster: null,
  });

  /** @param {string} id @returns {boolean} Whether it was there. */
  function remove(id) {
    const slot = spots.slotOf(id);
    if (slot === undefined) return false;
    for (const level of levels.values()) level.remove(slot);
    spots.remove(id);
    return true;
  }

  /** @param {import('./outline.js').Box} box @param {number} zoom @returns {Placed[]} */
  function at(box, zoom) {
    const floor = Math.max(0, Math.floor(zoom));
    if (floor >= SINGLE_FROM) return singles(box);
    return levelAt(floor)
      .within(box)
      .map(({ key, count, x, y, slots, groups, overdue }) => {
        if (count === 1) return alone(slots);
        /** @type {Partial<Record<StatusGroup, number>>} */
        const shares = {};
        GROUPS.forEach((group, i) => {
          if (groups[i]) shares[group] = groups[i];
        });
        const cluster = { key: key * ZOOMS + floor, count, shares, overdue: overdue > 0 };
        return { x: x / count / WHOLE, y: y / count / WHOLE, look: null, cluster };
      });
  }

  /** Each by itself. @param {import('./outline.js').Box} box @returns {Placed[]} */
  function singles({ minX, minY, maxX, maxY }) {
    const placed = [];
    for (let slot = 0; slot < spots.end; slot++) {
      const x = spots.xOf(slot) / WHOLE;
      const y = spots.yOf(slot) / WHOLE;
      if (x < minX || x > maxX || y < minY || y > maxY || spots.idOf(slot) === undefined) continue;
      placed.push(alone(slot));
    }
    return placed;
  }

  return {
    get size() {
      return spots.size;
    },
    /** Everything that is to be seen, in place of what was. @param {Iterable<Spot>} all */
    load(all) {
      spots.clear();
      levels.clear();
      for (const spot of all) spots.put(spot);
    },
    ids: spots.ids,
    /** New, moved or changed. @param {Spot} spot @returns {boolean} Whether it is any different. */
    put(spot) {
      if (spots.has(spot)) return false;
      const before = spots.slotOf(spot.id);
      if (before !== undefined) for (const level of levels.values()) level.remove(before);
      const slot = spots.put(spot);
      for (const level of levels.values()) level.add(slot);
      return true;
    },
    remove,
    /** @param {string} id @returns {Placed|null} By itself, wherever it is counted. */
    spotOf(id) {
      const slot = spots.slotOf(id);
      return slot === undefined ? null : alone(slot);
    },
    at,
    singles,
    /** The zoom at which a cluster falls apart; the next one where it is no longer there. @param {number} key */
    expansionZoom(key) {
      const zoom = key % ZOOMS;
      const slots = levelAt(zoom).slotsOf((key - zoom) / ZOOMS);
      const box = { minX: 1, minY: 1, maxX: 0, maxY: 0 };
      for (const slot of slots) {
        box.minX = Math.min(box.minX, spots.xOf(slot) / WHOLE);
        box.minY = Math.min(box.minY, spots.yOf(slot) / WHOLE);
        box.maxX = Math.max(box.maxX, spots.xOf(slot) / WHOLE);
        box.maxY = Math.max(box.maxY, spots.yOf(slot) / WHOLE);
      }
      for (let next = zoom + 1; next < SINGLE_FROM; next++) {
        const inside = at(box, next).filter((placed) => placed.cluster?.count === slots.length);
        if (inside.length === 0) return next;
      }
      return SINGLE_FROM;
    },
  };
}

/**
 * Issues on one point would hide each other: they stand around it instead, in a ring that grows with their number.
 * @param {{x: number, y: number}[]} points In pixels; changed in place.
 * @param {number} size Pixels that a marker needs.
 */
export function spread(points, size) {
  /** @type {Map<string, {x: number, y: number}[]>} */
  const groups = new Map();
  for (const point of points) {
    const key = `${Math.round(point.x / 4)},${Math.round(point.y / 4)}`;
    const group = groups.get(key);
    if (group) group.push(point);
    else groups.set(key, [point]);
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const radius = Math.max(size * 0.62, (group.length * size) / (2 * Math.PI));
    group.forEach((point, i) => {
      const angle = (i / group.length) * 2 * Math.PI - Math.PI / 2;
      point.x += Math.cos(angle) * radius;
      point.y += Math.sin(angle) * radius;
    });
  }
}
