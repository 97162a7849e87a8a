// Degrees to millimetres of paper: an equirectangular plane around the area's middle, true to shape over a few kilometres.

/** @typedef {{type: string, coordinates: any}|null} Geometry */

const METRES_PER_DEGREE = 111_320;

/** Every ring or line of a geometry. @param {Geometry} geometry @returns {number[][][]} */
export function linesOf(geometry) {
  if (!geometry) return [];
  const { type, coordinates } = geometry;
  if (type === 'MultiPolygon') return coordinates.flat();
  if (type === 'Polygon' || type === 'MultiLineString') return coordinates;
  return type === 'LineString' ? [coordinates] : [];
}

/**
 * @param {Geometry} geometry What must fit, WGS 84.
 * @param {{width: number, height: number, margin: number}} paper Millimetres.
 * @returns {{place: (lon: number, lat: number) => [number, number], perMetre: number}} Millimetres from the upper left; millimetres a metre.
 */
export function fitTo(geometry, { width, height, margin }) {
  const points = linesOf(geometry).flat();
  const lons = points.map(([lon = 0]) => lon);
  const lats = points.map(([, lat = 0]) => lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const middle = { lon: (west + east) / 2, lat: (south + north) / 2 };
  const shrink = Math.cos((middle.lat * Math.PI) / 180);
  const across = Math.max((east - west) * shrink * METRES_PER_DEGREE, 1);
  const down = Math.max((north - south) * METRES_PER_DEGREE, 1);
  const perMetre = Math.min((width - 2 * margin) / across, (height - 2 * margin) / down);
  return {
    perMetre,
    place: (lon, lat) => [
      width / 2 + (lon - middle.lon) * shrink * METRES_PER_DEGREE * perMetre,
      height / 2 - (lat - middle.lat) * METRES_PER_DEGREE * perMetre,
    ],
  };
}

/** An SVG path. @param {Geometry} geometry @param {(lon: number, lat: number) => [number, number]} place @returns {string} */
export const pathOf = (geometry, place) =>
  linesOf(geometry)
    .map(
      (line) =>
        `M${line
          .map(([lon = 0, lat = 0]) =>
            place(lon, lat)
              .map((part) => part.toFixed(2))
              .join(' '),
          )
          .join('L')}`,
    )
    .join('');

/** Width of a text in ems: Chinese letters are square, others about half as wide. @param {string} text */
export const widthOf = (text) => [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 1 : 0.58), 0);

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/** @param {Box} a @param {Box} b */
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Where around a point a box hits none of what is taken and stays on the paper; of such places the one that hides least.
 * @param {[number, number]} at
 * @param {{width: number, height: number}} size
 * @param {{taken: Box[], hidden?: Box[], within: Box, reach?: number}} around `hidden`: what had better stay visible.
 * @returns {Box|null} Null where everything is taken.
 */
export function freeBox([x, y], { width, height }, { taken, hidden = [], within, reach = 3 }) {
  /** @type {Box|null} */
  let best = null;
  let least = Number.POSITIVE_INFINITY;
  for (let ring = 0; ring <= reach; ring += 0.5) {
    for (let turn = 0; turn < (ring === 0 ? 1 : 12); turn++) {
      const angle = (turn * Math.PI) / 6;
      const left = x - width / 2 + (Math.cos(angle) * ring * width) / 3;
      const top = y - height / 2 + (Math.sin(angle) * ring * height) / 2;
      const box = { left, top, right: left + width, bottom: top + height };
      if (left < within.left || top < within.top || box.right > within.right || box.bottom > within.bottom) continue;
      if (taken.some((other) => meets(box, other))) continue;
      // Far from its place costs as well: a plate must not look like the neighbour's.
      const cost = hidden.filter((other) => meets(box, other)).length + ring;
      if (cost < least) [best, least] = [box, cost];
    }
  }
  return best;
}
