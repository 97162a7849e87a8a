// What lies where, for things painted on a canvas: a plain grid of buckets, filled anew with each picture.

/** @template {{x: number, y: number, reach: number}} T @typedef {ReturnType<typeof createBuckets<T>>} Buckets */

/** @template {{x: number, y: number, reach: number}} T @param {number} [size] Pixels of a bucket; no thing reaches further. */
export function createBuckets(size = 64) {
  /** @type {Map<number, T[]>} */
  const buckets = new Map();
  /** @param {number} column @param {number} row Negative ones too. */
  const keyOf = (column, row) => (row + 2 ** 20) * 2 ** 22 + column + 2 ** 20;

  /** What may touch a box. @param {number} minX @param {number} minY @param {number} maxX @param {number} maxY */
  function within(minX, minY, maxX, maxY) {
    /** @type {T[]} */
    const found = [];
    const right = Math.floor(maxX / size) + 1;
    const bottom = Math.floor(maxY / size) + 1;
    for (let row = Math.floor(minY / size) - 1; row <= bottom; row++)
      for (let column = Math.floor(minX / size) - 1; column <= right; column++)
        for (const item of buckets.get(keyOf(column, row)) ?? [])
          if (
            item.x + item.reach >= minX &&
            item.x - item.reach <= maxX &&
            item.y + item.reach >= minY &&
            item.y - item.reach <= maxY
          )
            found.push(item);
    return found;
  }

  return {
    /** @param {Iterable<T>} items In place of what was. */
    load(items) {
      buckets.clear();
      for (const item of items) {
        const key = keyOf(Math.floor(item.x / size), Math.floor(item.y / size));
        const bucket = buckets.get(key);
        if (bucket) bucket.push(item);
        else buckets.set(key, [item]);
      }
    },
    within,
    /** The nearest one whose reach covers a point. @param {{x: number, y: number}} point @returns {T|null} */
    at({ x, y }) {
      let best = null;
      let nearest = Number.POSITIVE_INFINITY;
      for (const item of within(x, y, x, y)) {
        const distance = Math.hypot(item.x - x, item.y - y);
        if (distance >= nearest) continue;
        nearest = distance;
        best = item;
      }
      return best;
    },
  };
}
