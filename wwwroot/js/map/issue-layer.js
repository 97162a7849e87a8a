// The issues: clusters below a zoom, shapes above it, and what the pointer hits among what was painted. What is to be
// seen is placed anew with each picture, and only what differs from the last one is painted.
import { groupOf } from '../contract.js';
import { createBuckets } from './buckets.js';
import { createIssueClusters, SINGLE_FROM, spread } from './issue-clusters.js';
import { clusterRadius, lookOf, MARKER_REACH } from './marker.js';
import { latOf, lonOf, mercatorX, mercatorY } from './mercator.js';
import { GROUPS } from './spots.js';

/** @typedef {import('./view.js').Frame} Frame */
/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('./issue-clusters.js').Cluster} Cluster */
/** @typedef {import('./marker.js').MarkerLook} MarkerLook */
/** @typedef {{key: string, x: number, y: number, reach: number, look: MarkerLook|null, cluster: Cluster|null, weight: number}} Item In layer points. */
/** @typedef {{id: string|null, cluster: number|null}} Hit */

/** @param {{redraw: () => void, isOverdue: (issue: Issue) => boolean, selected: () => string|null, clustered?: boolean, radius?: number}} options */
export function createIssueLayer({ redraw, isOverdue, selected, clustered = true, radius }) {
  const clusters = createIssueClusters({ radius });
  /** @type {import('./buckets.js').Buckets<Item>} */
  const buckets = createBuckets();
  /** @type {Map<string, Item>} */
  let placed = new Map();
  /** @type {string|null} The chosen one: no cluster counts it, since it is painted by itself. */
  let alone = null;
  /** @type {import('./issue-clusters.js').Spot|null} */
  let aloneSpot = null;
  /** Which view and which issues the placed ones are of. */
  let placedFor = '';
  let placedVersion = -1;
  let version = 0;
  /** @type {{scale: number, originX: number, originY: number}} */
  let at = { scale: 1, originX: 0, originY: 0 };
  let bucketed = false;

  /** @param {Issue} issue @returns {import('./issue-clusters.js').Spot} */
  const spotOf = (issue) => ({
    ...lookOf(issue, isOverdue(issue)),
    lon: issue.location.lon,
    lat: issue.location.lat,
  });

  /** Most of them are there already, as every few seconds when somebody looks who is late. @param {Iterable<Issue>} issues */
  function keep(issues) {
    const gone = new Set(clusters.ids());
    let differs = false;
    for (const issue of issues) {
      gone.delete(issue.id);
      if (clusters.put(spotOf(issue))) differs = true;
    }
    for (const id of gone) clusters.remove(id);
    if (differs || gone.size > 0 || aloneSpot) changed();
  }

  function changed() {
    version++;
    redraw();
  }

  /** The chosen one stands outside the clusters; where another is chosen, it goes back. */
  function choose() {
    const id = clustered ? selected() : null;
    if (id === alone) return;
    if (aloneSpot) clusters.put(aloneSpot);
    alone = id;
    aloneSpot = id === null ? null : take(id);
    version++;
  }

  /** @param {string} id */
  function take(id) {
    const spot = clusters.spotOf(id);
    if (!spot?.look) return null;
    clusters.remove(id);
    return { ...spot.look, lon: lonOf(spot.x), lat: latOf(spot.y) };
  }

  /** @param {Frame} view @returns {Item[]} In the order in which they are painted: urgent and overdue ones on top. */
  function placeAll(view) {
    const { box, scale, originX, originY, zoom, unit } = view;
    const single = !clustered || zoom >= SINGLE_FROM;
    /** @type {Item[]} */
    const items = [];
    /** @param {import('./issue-clusters.js').Placed} at @param {number} [weight] */
    const add = ({ x, y, look, cluster }, weight) =>
      items.push({
        key: look ? look.id : `${cluster?.key}`,
        x: x * scale - originX,
        y: y * scale - originY,
        reach: cluster ? clusterRadius(cluster.count, unit) + 3 * unit : MARKER_REACH * unit,
        look,
        cluster,
        weight: weight ?? (look ? weightOf(look) : 3),
      });
    for (const spot of single ? clusters.singles(box) : clusters.at(box, zoom)) add(spot);
    if (aloneSpot) {
      const chosen = { x: mercatorX(aloneSpot.lon), y: mercatorY(aloneSpot.lat), look: aloneSpot, cluster: null };
      // The chosen one is seen where others are clustered.
      add(chosen, single ? undefined : CHOSEN);
    }
    if (single) {
      // The same order whatever order they came in, so that rings do not turn when one changes.
      items.sort((a, b) => (a.key < b.key ? -1 : 1));
      spread(items, 22 * unit);
    }
    return items.sort(byDepth);
  }

  /** Places what changed since; what did not change stays the very object it was. @param {Frame} view */
  function place(view) {
    choose();
    const wanted = viewKey(view);
    if (wanted === placedFor && version === placedVersion) return;
    const before = wanted === placedFor ? placed : new Map();
    placed = new Map();
    for (const item of placeAll(view)) {
      const known = before.get(item.key);
      placed.set(item.key, known && isSame(known, item) ? known : item);
    }
    placedFor = wanted;
    placedVersion = version;
    at = view;
    bucketed = false;
  }

  function near() {
    if (!bucketed) buckets.load(placed.values());
    bucketed = true;
    return buckets;
  }

  return {
    /** @param {Iterable<Issue>} issues Everything that is to be seen. */
    set(issues) {
      if (aloneSpot) clusters.put(aloneSpot);
      if (clusters.size === 0) {
        clusters.load(Array.from(issues, spotOf));
        changed();
      } else keep(issues);
      aloneSpot = alone === null ? null : take(alone);
    },
    /** @param {string} id @param {Issue|undefined} issue Undefined: not to be seen any more. */
    update(id, issue) {
      const spot = issue ? spotOf(issue) : null;
      if (id === alone) {
        aloneSpot = spot;
        changed();
      } else if (spot ? clusters.put(spot) : clusters.remove(id)) changed();
    },
    get size() {
      return clusters.size;
    },
    /** @param {Frame} view @returns {ReadonlyMap<string, Item>} In the order in which they are painted. */
    items(view) {
      place(view);
      return placed;
    },
    /** What may be painted in a box of layer points, in its order. @param {number} left @param {number} top @param {number} right @param {number} bottom */
    within: (left, top, right, bottom) => near().within(left, top, right, bottom).sort(byDepth),
    /** What is painted in a box of layer points: plates keep off it. @param {Frame} view @param {import('./name-layer.js').Rect} box */
    standing(view, { left, top, right, bottom }) {
      place(view);
      return near().within(left, top, right, bottom);
    },
    /** The nearest thing painted at a place. @param {{lon: number, lat: number}} place @returns {Hit|null} */
    hit({ lon, lat }) {
      const { scale, originX, originY } = at;
      const item = near().at({ x: mercatorX(lon) * scale - originX, y: mercatorY(lat) * scale - originY });
      if (!item) return null;
      const { look, cluster } = item;
      return { id: look?.id ?? null, cluster: cluster?.key ?? null };
    },
    /** Where an issue was painted, if it was, on the unit square. @param {string} id */
    position(id) {
      const item = placed.get(id);
      return item && { x: (item.x + at.originX) / at.scale, y: (item.y + at.originY) / at.scale };
    },
    /** @param {number} key */
    expansionZoom: (key) => clusters.expansionZoom(key),
    destroy() {
      clusters.load([]);
      placed.clear();
    },
  };
}

/** Paints over everything else. */
const CHOSEN = 9;

/** @param {Item} a @param {Item} b */
const byDepth = (a, b) => a.weight - b.weight || a.y - b.y || (a.key < b.key ? -1 : 1);

/** Two frames with one key show the same part of the map at the same size. @param {Frame} frame */
export const viewKey = ({ scale, unit, originX, originY, left, top, width, height, dense }) =>
  [scale, unit, originX, originY, left, top, width, height, dense].join(' ');

/** @param {Item} a @param {Item} b */
function isSame(a, b) {
  if (a.x !== b.x || a.y !== b.y || a.weight !== b.weight) return false;
  if (a.look && b.look)
    return a.look.group === b.look.group && a.look.urgent === b.look.urgent && a.look.overdue === b.look.overdue;
  if (!a.cluster || !b.cluster || a.cluster.count !== b.cluster.count || a.cluster.overdue !== b.cluster.overdue)
    return false;
  for (const group of GROUPS) if (a.cluster.shares[group] !== b.cluster.shares[group]) return false;
  return true;
}

/** @param {MarkerLook} look */
const weightOf = ({ group, overdue, urgent }) => (group === 'done' ? 0 : 1 + (overdue ? 1 : 0) + (urgent ? 2 : 0));

/** What is urgent and nobody has begun yet. @param {Issue} issue */
export const pulses = (issue) => issue.urgent && groupOf(issue.status) === 'waiting';
