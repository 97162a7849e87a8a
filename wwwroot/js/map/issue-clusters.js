// Which issues stand alone at a zoom and which are one cluster. Pure, over supercluster; positions in degrees.
import Supercluster from 'supercluster';

/** @typedef {import('./marker.js').MarkerLook} MarkerLook */
/** @typedef {import('../contract.js').StatusGroup} StatusGroup */
/** @typedef {MarkerLook & {lon: number, lat: number}} Spot */
/** @typedef {{lon: number, lat: number, id: string|null, cluster: {key: number, count: number, shares: Partial<Record<StatusGroup, number>>, overdue: boolean}|null}} Placed */

/** From this zoom on nothing is clustered; what shares a point is spread around it. */
export const SINGLE_FROM = 17;

/** With more issues than a community ever has open, clusters stand as far apart as their circles are wide. */
const CROWD = 1500;
const CROWD_RADIUS = 76;

/** @param {{radius?: number}} [options] Pixels at the 1080p design within which issues become one. */
export function createIssueClusters({ radius = 34 } = {}) {
  /** @type {Supercluster<any, any>} */
  let index = build(0);
  index.load([]);

  /** @param {number} count */
  function build(count) {
    return new Supercluster({
      // supercluster counts its radius on tiles of `extent`: 256 makes it pixels.
      radius: count > CROWD ? Math.max(radius, CROWD_RADIUS) : radius,
      extent: 256,
      minZoom: 6,
      maxZoom: SINGLE_FROM - 1,
      map: ({ group, overdue }) => ({ [group]: 1, overdue: overdue ? 1 : 0 }),
      reduce: (/** @type {Record<string, number>} */ sum, /** @type {Record<string, number>} */ props) => {
        for (const key of Object.keys(props)) sum[key] = (sum[key] ?? 0) + (props[key] ?? 0);
      },
    });
  }

  return {
    /** @param {Iterable<Spot>} spots */
    load(spots) {
      const features = Array.from(spots, (spot) => ({
        type: /** @type {const} */ ('Feature'),
        properties: { id: spot.id, group: spot.group, overdue: spot.overdue },
        geometry: { type: /** @type {const} */ ('Point'), coordinates: [spot.lon, spot.lat] },
      }));
      index = build(features.length);
      index.load(features);
    },
    /**
     * @param {[number, number, number, number]} bbox West, south, east, north.
     * @param {number} zoom
     * @returns {Placed[]}
     */
    at(bbox, zoom) {
      return index.getClusters(bbox, Math.max(0, Math.floor(zoom))).map((/** @type {any} */ feature) => {
        const [lon = 0, lat = 0] = feature.geometry.coordinates;
        const { cluster, cluster_id: key, point_count: count, id, overdue, ...shares } = feature.properties;
        if (!cluster) return { lon, lat, id, cluster: null };
        const { waiting, working, checking, done, onHold } = shares;
        return {
          lon,
          lat,
          id: null,
          cluster: { key, count, shares: { waiting, working, checking, done, onHold }, overdue: overdue > 0 },
        };
      });
    },
    /** The zoom at which a cluster falls apart. @param {number} key */
    expansionZoom: (key) => index.getClusterExpansionZoom(key),
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
