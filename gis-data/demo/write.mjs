/**
 * Files that diff well: one feature or one record a line, keys always in the same order.
 */

/** @param {import('./areas.mjs').Area[]} list @returns {string} */
export function areasFile(list) {
  return collection(
    list.map(({ ring, ...properties }) => ({ type: 'Feature', properties, geometry: ring && { type: 'Polygon', coordinates: [ring] } })),
  );
}

/** @param {import('./shapes.mjs').Drawn[]} list @returns {string} */
export function baseMapFile(list) {
  return collection(
    list.map(({ ring, line, ...properties }) => ({
      type: 'Feature',
      properties,
      geometry: ring ? { type: 'Polygon', coordinates: [ring] } : { type: 'LineString', coordinates: line },
    })),
  );
}

/** An object whose lists and maps stand one entry a line. @param {Record<string, unknown[] | Record<string, unknown>>} parts @returns {string} */
export function recordFile(parts) {
  const blocks = Object.entries(parts).map(([name, part]) => {
    const rows = Array.isArray(part)
      ? part.map((row) => JSON.stringify(row))
      : Object.entries(part).map(([key, row]) => `${JSON.stringify(key)}: ${JSON.stringify(row)}`);
    const [open, close] = Array.isArray(part) ? ['[', ']'] : ['{', '}'];
    return `${JSON.stringify(name)}: ${open}\n${rows.join(',\n')}\n${close}`;
  });
  return `{\n${blocks.join(',\n')}\n}\n`;
}

/** @param {object[]} features @returns {string} */
function collection(features) {
  return `{ "type": "FeatureCollection", "features": [\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n] }\n`;
}
