// The issues: clusters below a zoom, shapes above it, and what the pointer hits among what was painted.
import RBush from 'rbush';
import { groupOf } from '../contract.js';
import { createIssueClusters, SINGLE_FROM, spread } from './issue-clusters.js';
import { lookOf, paintCluster, paintMarker } from './marker.js';
import { latOf, lonOf, mercatorX, mercatorY } from './mercator.js';

/** @typedef {import('./scene.js').View} View */
/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('./marker.js').MarkerLook} MarkerLook */
/** @typedef {{minX: number, minY: number, maxX: number, maxY: number, id: string|null, cluster: number|null, lon: number, lat: number}} Hit */

/** Above this many, a change of membership is clustered once per pause instead of at once. */
const MANY = 2_000;
const PAUSE_MS = 400;

/** @param {{redraw: () => void, isOverdue: (issue: Issue) => boolean, selected: () => string|null, clustered?: boolean, radius?: number}} options */
export function createIssueLayer({ redraw, isOverdue, selected, clustered = true, radius }) {
  const clusters = createIssueClusters({ radius });
  /** @type {Map<string, MarkerLook & {lon: number, lat: number, x: number, y: number}>} */
  const spots = new Map();
  /** @type {RBush<Hit>} */
  const hits = new RBush(9);
  /** @type {Map<string, {x: number, y: number}>} Where an issue was painted, in layer points. */
  const painted = new Map();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let stale = false;
  /** @type {string|null} The chosen one: no cluster counts it, since it is painted by itself. */
  let alone = null;
  /** @type {RBush<import('./outline.js').Box>} */
  const crowd = new RBush(16);
  let crowdStale = true;
  let crowdBuilt = Number.NEGATIVE_INFINITY;
  let loaded = Number.NEGATIVE_INFINITY;

  /** @param {Issue} issue */
  function spotOf(issue) {
    const { lon, lat } = issue.location;
    return { ...lookOf(issue, isOverdue(issue)), lon, lat, x: mercatorX(lon), y: mercatorY(lat) };
  }

  /** Membership changed: clustered at the next paint, once for all that changed, and seldom where there are many. */
  function recluster() {
    stale = true;
    crowdStale = true;
    redraw();
  }

  function load() {
    const wait = spots.size < MANY ? 0 : PAUSE_MS - (performance.now() - loaded);
    clearTimeout(timer);
    if (wait > 0) {
      timer = setTimeout(redraw, wait);
      return;
    }
    alone = selected();
    clusters.load([...spots.values()].filter((spot) => spot.id !== alone));
    stale = false;
    loaded = performance.now();
  }

  /** @param {View} view @returns {{x: number, y: number, id: string|null, cluster: import('./issue-clusters.js').Placed['cluster'], lon: number, lat: number}[]} */
  function placed(view) {
    const { box, scale, originX, originY, zoom } = view;
    if (!clustered || zoom >= SINGLE_FROM) {
      const list = [];
      for (const spot of spots.values()) {
        if (spot.x < box.minX || spot.x > box.maxX || spot.y < box.minY || spot.y > box.maxY) continue;
        const { id, lon, lat } = spot;
        list.push({ x: spot.x * scale - originX, y: spot.y * scale - originY, id, cluster: null, lon, lat });
      }
      // The same order whatever order they came in, so that rings do not turn when one changes.
      list.sort((a, b) => (a.id < b.id ? -1 : 1));
      spread(list, 22 * view.unit);
      return list;
    }
    return clusters
      .at([lonOf(box.minX), latOf(box.maxY), lonOf(box.maxX), latOf(box.minY)], zoom)
      .map(({ lon, lat, id, cluster }) => ({
        x: mercatorX(lon) * scale - originX,
        y: mercatorY(lat) * scale - originY,
        id,
        cluster,
        lon,
        lat,
      }));
  }

  return {
    /** @param {Iterable<Issue>} issues Everything that is to be seen. */
    set(issues) {
      spots.clear();
      for (const issue of issues) spots.set(issue.id, spotOf(issue));
      recluster();
    },
    /** @param {string} id @param {Issue|undefined} issue Undefined: not to be seen any more. */
    update(id, issue) {
      const before = spots.get(id);
      if (!issue) {
        if (spots.delete(id)) recluster();
        return;
      }
      const spot = spotOf(issue);
      spots.set(id, spot);
      if (!before || before.x !== spot.x || before.y !== spot.y || before.group !== spot.group) recluster();
      else redraw();
    },
    /** @param {View} view */
    paint(view) {
      const { ctx, palette, unit } = view;
      if (clustered && (stale || alone !== selected())) load();
      const items = placed(view);
      /** @type {Hit[]} */
      const boxes = [];
      painted.clear();
      // Urgent and overdue ones are painted last: they lie on top.
      items.sort((a, b) => weight(a.id) - weight(b.id) || a.y - b.y);
      for (const item of items) {
        const spot = item.id === null ? undefined : spots.get(item.id);
        let reach = 14 * unit;
        if (item.cluster) reach = paintCluster(ctx, item.x, item.y, item.cluster, palette, unit) + 3 * unit;
        else if (spot) paintMarker(ctx, item.x, item.y, spot, palette, unit);
        else continue;
        if (item.id) painted.set(item.id, { x: item.x, y: item.y });
        const { id, lon, lat } = item;
        boxes.push({ ...around(item, reach), id, cluster: item.cluster?.key ?? null, lon, lat });
      }
      // The chosen one is seen where others are clustered.
      const id = selected();
      const chosen = id === null || painted.has(id) ? undefined : spots.get(id);
      if (chosen) {
        const at = { x: chosen.x * view.scale - view.originX, y: chosen.y * view.scale - view.originY };
        paintMarker(ctx, at.x, at.y, chosen, palette, unit);
        painted.set(chosen.id, at);
        boxes.push({ ...around(at, 14 * unit), id, cluster: null, lon: chosen.lon, lat: chosen.lat });
      }
      hits.clear();
      hits.load(boxes);
    },
    /** How many issues lie in a box of the unit square: labels keep away from crowds. @param {import('./outline.js').Box} box */
    crowd(box) {
      if (crowdStale && (spots.size < MANY || performance.now() - crowdBuilt > PAUSE_MS)) {
        crowdStale = false;
        crowdBuilt = performance.now();
        crowd.clear();
        crowd.load(Array.from(spots.values(), ({ x, y }) => ({ minX: x, minY: y, maxX: x, maxY: y })));
      }
      return crowd.search(box).length;
    },
    /** The nearest thing under a layer point. @param {{x: number, y: number}} point @returns {Hit|null} */
    hit({ x, y }) {
      let best = null;
      let nearest = Number.POSITIVE_INFINITY;
      for (const box of hits.search({ minX: x, minY: y, maxX: x, maxY: y })) {
        const distance = Math.hypot((box.minX + box.maxX) / 2 - x, (box.minY + box.maxY) / 2 - y);
        if (distance < nearest) {
          nearest = distance;
          best = box;
        }
      }
      return best;
    },
    /** @param {string} id */
    position: (id) => painted.get(id),
    /** @param {number} key */
    expansionZoom: (key) => clusters.expansionZoom(key),
    destroy() {
      clearTimeout(timer);
      spots.clear();
    },
  };

  /** @param {string|null} id */
  function weight(id) {
    const spot = id === null ? undefined : spots.get(id);
    if (!spot) return 3;
    return spot.group === 'done' ? 0 : 1 + (spot.overdue ? 1 : 0) + (spot.urgent ? 2 : 0);
  }
}

/** @param {{x: number, y: number}} at @param {number} reach */
const around = ({ x, y }, reach) => ({ minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach });

/** What is urgent and nobody has begun yet. @param {Issue} issue */
export const pulses = (issue) => issue.urgent && groupOf(issue.status) === 'waiting';
