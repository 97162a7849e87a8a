// What the page itself can read of a file, before the server sees it: GeoJSON's property names and outlines.

/** @typedef {{name: string, example: string}} PropertyName */
/** @typedef {{properties: PropertyName[], geometries: any[]}} LocalFile */

const MOST_BYTES = 20_000_000;
const EXAMPLE_LENGTH = 18;

/** What the server takes. */
export const MOST_UPLOAD_BYTES = 200_000_000;

/** @param {File} file @returns {Promise<LocalFile|null>} Null: too large, another format, or not to be read. */
export async function readLocally(file) {
  if (file.size > MOST_BYTES || !/\.(geo)?json$/i.test(file.name)) return null;
  try {
    const json = JSON.parse(await file.text());
    /** @type {any[]} */
    const features = Array.isArray(json?.features) ? json.features : json?.type === 'Feature' ? [json] : [];
    /** @type {Map<string, string>} */
    const examples = new Map();
    for (const feature of features) {
      const properties = feature?.properties;
      if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) continue;
      for (const [name, value] of Object.entries(properties)) {
        const text = typeof value === 'object' ? '' : String(value);
        if (!examples.get(name)) examples.set(name, text.slice(0, EXAMPLE_LENGTH));
      }
    }
    if (examples.size === 0) return null;
    return {
      properties: [...examples].map(([name, example]) => ({ name, example })),
      geometries: features.map((feature) => feature?.geometry ?? null),
    };
  } catch {
    // No JSON: the server says so in its own words.
    return null;
  }
}

/** A property that is called like a code; '' where none is. @param {PropertyName[]} properties */
export const guessCode = (properties) =>
  properties.find(({ name }) => /编码|编号|代码|code/i.test(name) || /^id$/i.test(name))?.name ?? '';

/** @param {PropertyName[]} properties @param {string} code */
export const guessName = (properties, code) =>
  properties.find(({ name }) => name !== code && (/名称|名字/.test(name) || /^name$/i.test(name)))?.name ??
  // A code property often carries the name property's own name.
  properties.find(({ name }) => name !== code && name !== '' && code.startsWith(name))?.name ??
  '';
