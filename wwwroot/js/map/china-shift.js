// WGS 84, GCJ-02 and BD-09, for what the browser draws: a preview where the server will put it, and tiles of a GCJ-02 map.
// The server's ChinaShift.cs decides; this is its shortened copy, good to a metre.

const AXIS = 6_378_245;
const ECCENTRICITY = 0.006693421622965943;
const BAIDU_PI = (Math.PI * 3_000) / 180;

/** @typedef {[lon: number, lat: number]} Position */

/** @param {number} x */
const sin = (x) => Math.sin(x * Math.PI);

/** @param {Position} position @returns {Position} */
function shift([lon, lat]) {
  const x = lon - 105;
  const y = lat - 35;
  const radians = (lat / 180) * Math.PI;
  const magic = 1 - ECCENTRICITY * Math.sin(radians) ** 2;
  const waves = 20 * sin(6 * x) + 20 * sin(2 * x);
  const root = Math.sqrt(Math.abs(x));
  const eastWaves = 20 * sin(x) + 40 * sin(x / 3) + 150 * sin(x / 12) + 300 * sin(x / 30);
  const northWaves = 20 * sin(y) + 40 * sin(y / 3) + 160 * sin(y / 12) + 320 * sin(y / 30);
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ((waves + eastWaves) * 2) / 3;
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ((waves + northWaves) * 2) / 3;
  const perLat = (((AXIS * (1 - ECCENTRICITY)) / magic ** 1.5) * Math.PI) / 180;
  const perLon = ((AXIS / Math.sqrt(magic)) * Math.cos(radians) * Math.PI) / 180;
  return [lon + east / perLon, lat + north / perLat];
}

/** Outside this box there is no shift. @param {Position} position */
const isOutside = ([lon, lat]) => lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271;

/** WGS 84 to GCJ-02. @param {Position} position @returns {Position} */
export const toGcj = (position) => (isOutside(position) ? position : shift(position));

/** GCJ-02 to WGS 84. @param {Position} position @returns {Position} */
export function fromGcj([lon, lat]) {
  if (isOutside([lon, lat])) return [lon, lat];
  let [guessLon, guessLat] = [lon, lat];
  for (let round = 0; round < 3; round++) {
    const [x, y] = shift([guessLon, guessLat]);
    guessLon += lon - x;
    guessLat += lat - y;
  }
  return [guessLon, guessLat];
}

/** @param {Position} position @returns {Position} */
function fromBaidu([lon, lat]) {
  const x = lon - 0.0065;
  const y = lat - 0.006;
  const radius = Math.hypot(x, y) - 0.00002 * Math.sin(y * BAIDU_PI);
  const angle = Math.atan2(y, x) - 0.000003 * Math.cos(x * BAIDU_PI);
  return fromGcj([radius * Math.cos(angle), radius * Math.sin(angle)]);
}

/** @param {string} crs @param {any} coordinates GeoJSON's, of any depth. @returns {any} */
export function toWgs84(crs, coordinates) {
  const convert = crs === 'gcj02' ? fromGcj : crs === 'bd09' ? fromBaidu : null;
  if (!convert) return coordinates;
  /** @param {any} value @returns {any} */
  const walk = (value) => {
    if (!Array.isArray(value)) return value;
    return typeof value[0] === 'number' ? convert([value[0], value[1]]) : value.map(walk);
  };
  return walk(coordinates);
}
