// What the phone says of where it is, and what that is worth. Its readings are of the browser's Geolocation API and therefore WGS 84.

/** @typedef {{lon: number, lat: number, accuracy: number}} Reading Degrees; metres. */
/** @typedef {[west: number, south: number, east: number, north: number]} Box Degrees. */
/** @typedef {'zero'|'rough'|'far'} Doubt `zero`: no position at all; `rough`: too inexact; `far`: nowhere near one's areas. */

/** Beyond this a person sets the pin. */
const ROUGH_M = 50;
const FAR_M = 5_000;
/** No better one is waited for. */
const GOOD_M = 15;
const LONGEST_MS = 20_000;
const METRES_A_DEGREE = 111_195;

/**
 * How far outside the box, in metres; 0 inside.
 * @param {{lon: number, lat: number}} at
 * @param {Box} box
 */
export function metresOutside({ lon, lat }, [west, south, east, north]) {
  const x = Math.max(west - lon, 0, lon - east) * Math.cos((lat * Math.PI) / 180);
  const y = Math.max(south - lat, 0, lat - north);
  return Math.hypot(x, y) * METRES_A_DEGREE;
}

/**
 * @param {Reading} reading
 * @param {Box|null} home Around all areas that this account knows; null where it knows none.
 * @returns {Doubt|null}
 */
export function doubtOf(reading, home) {
  const { lon, lat, accuracy } = reading;
  // What some phones say instead of nothing.
  if (lon === 0 && lat === 0) return 'zero';
  if (home && metresOutside(reading, home) > FAR_M) return 'far';
  return accuracy > ROUGH_M ? 'rough' : null;
}

/** @param {import('../contract.js').AreaFeature[]} features @returns {Box|null} */
export function boxOf(features) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  /** @param {unknown} part Coordinates, however deep. */
  function extend(part) {
    if (!Array.isArray(part)) return;
    const [lon, lat] = part;
    if (typeof lon !== 'number') return part.forEach(extend);
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  for (const { geometry } of features) if (geometry) extend(geometry.coordinates);
  return box[0] <= box[2] ? box : null;
}

/**
 * Readings until one is good, at most twenty seconds; each told is better than the one before.
 * @param {Geolocation} geolocation
 * @param {{onReading: (reading: Reading) => void, onNothing: () => void}} told `onNothing`: the phone said no, or nothing, in this time.
 * @returns {() => void} Ends it.
 */
export function readPosition(geolocation, { onReading, onNothing }) {
  let best = Infinity;
  const watch = geolocation.watchPosition(
    ({ coords: { longitude: lon, latitude: lat, accuracy } }) => {
      if (accuracy >= best) return;
      best = accuracy;
      onReading({ lon, lat, accuracy });
      if (accuracy <= GOOD_M) end();
    },
    ({ code }) => {
      // A time-out while better ones are waited for is no news.
      if (best === Infinity) onNothing();
      if (code === GeolocationPositionError.PERMISSION_DENIED) end();
    },
    { enableHighAccuracy: true, timeout: LONGEST_MS, maximumAge: 15_000 },
  );
  const timer = setTimeout(() => {
    end();
    // Nobody answered the browser's question in this time: it counts the phone's own from the answer on.
    if (best === Infinity) onNothing();
  }, LONGEST_MS);
  function end() {
    clearTimeout(timer);
    geolocation.clearWatch(watch);
  }
  return end;
}
