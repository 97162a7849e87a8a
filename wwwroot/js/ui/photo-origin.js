// When and where a photo was taken, by its own account, set against the issue: a hint for whoever judges it, and no proof.

/** @typedef {import('../contract.js').Photo} Photo */
/** @typedef {{lon: number, lat: number}} At Degrees, WGS 84. */

const EARTH_METRES = 6_371_000;

/** Nearer than this the phone's error, and that of phones that write GCJ-02, explains the difference. */
const FAR_METRES = 1_000;

/** @param {At} a @param {At} b @returns {number} Metres over the sphere. */
export function metresBetween(a, b) {
  const radians = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;
  const [dLat, dLon] = [radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2];
  const half = Math.sin(dLat) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon) ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
}

/**
 * @param {Photo} photo
 * @param {At} place The issue's.
 * @returns {{takenAt: number|null, isAssumed: boolean, metres: number|null, isFar: boolean}}
 */
export function originOf(photo, place) {
  const metres = photo.takenPlace ? metresBetween(photo.takenPlace, place) : null;
  return {
    takenAt: photo.takenAt ? Date.parse(photo.takenAt) : null,
    isAssumed: photo.takenAtAssumed === true,
    metres,
    isFar: metres !== null && metres > FAR_METRES,
  };
}
