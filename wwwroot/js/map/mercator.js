// Web Mercator on the unit square: what a canvas multiplies by its scale. Pure; longitudes and latitudes in degrees, WGS 84.

const EARTH_METRES = 40_075_016.686;

/** @param {number} lon @returns {number} */
export const mercatorX = (lon) => lon / 360 + 0.5;

/** @param {number} lat @returns {number} 0 in the north. */
export function mercatorY(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI;
}

/** @param {number} x @returns {number} */
export const lonOf = (x) => (x - 0.5) * 360;

/** @param {number} y @returns {number} */
export const latOf = (y) => (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90;

/** How much of the unit square a metre is at this latitude. @param {number} lat @returns {number} */
export const metre = (lat) => 1 / (EARTH_METRES * Math.cos((lat * Math.PI) / 180));

/**
 * Ground distance in metres, good for the few kilometres of a community.
 * @param {{lon: number, lat: number}} a
 * @param {{lon: number, lat: number}} b
 */
export function distanceMeters(a, b) {
  const y = ((a.lat - b.lat) * Math.PI) / 180;
  const x = (((a.lon - b.lon) * Math.PI) / 180) * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(x, y) * 6_371_008.8;
}
