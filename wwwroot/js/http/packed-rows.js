// Columns put together to objects. An engine lays out an object by the fields it is made with, so each is a copy of a model that has all of
// its own at once; fields added one by one would be moved twenty times.

/** @typedef {any} Value */
/** Values by row; undefined where a row has none. @typedef {{name: string, values: Value[], isFull: boolean}} UnpackedColumn */

/** So many fields that not every row has are told apart by the bits of one number; more of them are added later, one by one. */
const MOST_BITS = 50;

/** @param {number} rows @param {UnpackedColumn[]} columns @returns {Record<string, Value>[]} */
export function objectsOf(rows, columns) {
  const full = columns.filter(({ isFull }) => isFull);
  const partial = columns.filter(({ isFull }) => !isFull).slice(0, MOST_BITS);
  const kinds = kindsOf(rows, partial);
  /** @type {Map<number, Record<string, Value>>} */
  const models = new Map();
  /** @type {Record<string, Value>[]} */
  const objects = new Array(rows);
  for (let row = 0; row < rows; row++) {
    const kind = kinds[row] ?? 0;
    const known = models.get(kind);
    const model = known ?? modelOf([...full, ...partial.filter(({ values }) => values[row] !== undefined)]);
    if (!known) models.set(kind, model);
    objects[row] = { ...model };
  }
  for (const { name, values, isFull } of columns) {
    for (let row = 0; row < rows; row++) {
      const object = objects[row];
      if (object && (isFull || values[row] !== undefined)) object[name] = values[row];
    }
  }
  return objects;
}

/** Rows with equal numbers have the same fields. @param {number} rows @param {UnpackedColumn[]} partial */
function kindsOf(rows, partial) {
  const kinds = new Float64Array(rows);
  let bit = 1;
  for (const { values } of partial) {
    for (let row = 0; row < rows; row++) if (values[row] !== undefined) kinds[row] = (kinds[row] ?? 0) + bit;
    bit *= 2;
  }
  return kinds;
}

/** As JSON makes it: with room for all fields inside the object itself. @param {UnpackedColumn[]} columns @returns {Record<string, Value>} */
const modelOf = (columns) => JSON.parse(JSON.stringify(Object.fromEntries(columns.map(({ name }) => [name, null]))));
