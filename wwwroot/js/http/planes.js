// Whole numbers as the server writes them for the first load: the lowest digit of each to base 64, then the next of each, and so on.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const WORTH = new Uint8Array(128);
for (let i = 0; i < 64; i++) WORTH[DIGITS.charCodeAt(i)] = i;

/** Not negative. @param {string} planes @param {number} count How many numbers. @returns {Float64Array} */
export function fromPlanes(planes, count) {
  const numbers = new Float64Array(count);
  let weight = 1;
  for (let start = 0; count > 0 && start + count <= planes.length; start += count) {
    for (let i = 0; i < count; i++) {
      numbers[i] = (numbers[i] ?? 0) + (WORTH[planes.charCodeAt(start + i)] ?? 0) * weight;
    }
    weight *= 64;
  }
  return numbers;
}

/**
 * Of any sign: what each has above the least, or the steps from one to the next.
 * @param {[]|[least: number, planes: string]|[first: number, leastStep: number, planes: string]} packed
 * @param {number} count
 * @returns {Float64Array}
 */
export function numbersOf(packed, count) {
  const planes = packed.at(-1);
  const least = packed.at(-2);
  if (typeof planes !== 'string' || typeof least !== 'number') return new Float64Array(count);
  const numbers = fromPlanes(planes, count);
  if (packed.length === 2) return numbers.map((number) => number + least);
  let last = packed[0] ?? 0;
  return numbers.map((step, i) => {
    if (i > 0) last = Number(last) + step + least;
    return Number(last);
  });
}

/**
 * Bytes that stand as base 64, the first character of each, then the second of each.
 * @template T
 * @param {string} planes
 * @param {number} count
 * @param {(bytes: DataView) => T} read The bytes of one; they are overwritten for the next.
 * @returns {T[]}
 */
export function bytesOf(planes, count, read) {
  const characters = count === 0 ? 0 : planes.length / count;
  const view = new DataView(new ArrayBuffer(Math.floor((characters * 6) / 8)));
  const values = new Array(count);
  for (let i = 0; i < count; i++) {
    let bits = 0;
    let held = 0;
    for (let k = 0, at = 0; k < characters; k++) {
      bits = (bits << 6) | (WORTH[planes.charCodeAt(k * count + i)] ?? 0);
      held += 6;
      if (held < 8) continue;
      held -= 8;
      view.setUint8(at++, bits >> held);
      bits &= (1 << held) - 1;
    }
    values[i] = read(view);
  }
  return values;
}
