// Packed answers as what they would have been unpacked.
import { unpack } from './packed.js';
import { outlines } from './packed-outlines.js';

/** @typedef {import('../contract.js').Snapshot} Snapshot */
/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('./packed.js').Table} Table */

/**
 * Many share its bytes, so the server's time stands beside them.
 * @throws {SyntaxError} It does not: a page that did not know the time could not tell how old its data is.
 * @param {Omit<Snapshot, 'serverTime'|'issues'|'recent'> & {issues: Table, recent: Table}} packed
 * @param {Headers} headers
 * @returns {Snapshot}
 */
export function snapshotOf(packed, headers) {
  const serverTime = headers.get('x-server-time');
  if (!serverTime) throw new SyntaxError('The answer does not say what time it is.');
  return {
    ...packed,
    serverTime,
    issues: /** @type {Issue[]} */ (unpack(packed.issues)),
    recent: /** @type {Issue[]} */ (unpack(packed.recent)),
  };
}

/**
 * The areas as GeoJSON has them, borders to 8 cm.
 * @param {{properties: Table, outlines: import('./packed-outlines.js').PackedOutlines}} packed
 * @returns {import('../contract.js').AreaCollection}
 */
export function areasOf(packed) {
  const geometries = outlines(packed.outlines);
  const features = unpack(packed.properties).map((properties, i) => ({
    type: /** @type {const} */ ('Feature'),
    properties: /** @type {import('../contract.js').AreaProperties} */ (properties),
    geometry: geometries[i] ?? null,
  }));
  return { type: 'FeatureCollection', features };
}
