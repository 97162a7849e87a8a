// Unpacks what the server packs by columns (Web/Packed): the very objects that the plain JSON of the same answer holds. Loops and arrays of
// known length on purpose: twenty thousand issues of some thirty fields pass here before the first picture.
import { objectsOf } from './packed-rows.js';
import { times } from './packed-times.js';
import { bytesOf, fromPlanes, numbersOf } from './planes.js';

/** A JSON value. @typedef {any} Value */
/** @typedef {[kind: string, ...parts: any[]]} Column */
/** @typedef {{rows: number, fields: [name: string, presence: 1|string, column: Column][]}} Table */
/** What the columns before said, for those that build on them. @typedef {{times: Parameters<typeof times>[3], texts: Map<string, Value[]>}} Before */

/** The type of answers by columns; a request asks for them with it. */
export const PACKED = 'application/vnd.mapdashboard.packed+json';

/** @param {Table} table @returns {Record<string, Value>[]} */
export function unpack({ rows, fields }) {
  /** @type {Before} */
  const before = { times: [], texts: new Map() };
  const every = upTo(rows);
  const columns = fields.map(([name, presence, column]) => {
    const at = presence === 1 ? every : rowsWith(every, fromPlanes(presence, rows));
    const values = valuesOf(column, at, rows, before);
    const all = at === every ? values : byRow(values, at, rows);
    if (typeof values[0] === 'string') before.texts.set(name, all);
    return { name, values: all, isFull: at === every };
  });
  return objectsOf(rows, columns);
}

/** @param {number} count */
function upTo(count) {
  const numbers = new Int32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = i;
  return numbers;
}

/** @param {Int32Array} every @param {Float64Array} has */
const rowsWith = (every, has) => every.filter((row) => has[row] === 1);

/** @param {Value[]} values @param {Int32Array} at @param {number} rows */
function byRow(values, at, rows) {
  const all = new Array(rows).fill(undefined);
  for (let i = 0; i < at.length; i++) all[at[i] ?? 0] = values[i];
  return all;
}

/**
 * The values of the rows that have the field, in order. The kinds are those of `PackedColumn.cs`.
 * @param {Column} column
 * @param {Int32Array} at
 * @param {number} rows
 * @param {Before} before
 * @returns {Value[]}
 */
function valuesOf([kind, ...parts], at, rows, before) {
  const count = at.length;
  const [first, second, third] = parts;
  if (kind === 'c') return made(count, typeof first === 'object' ? () => structuredClone(first) : () => first);
  if (kind === 's') return first;
  if (kind === 'o') return unpack(first);
  if (kind === 'a') return lists(numbersOf(first, count), second);
  if (kind === 't') return times(/** @type {Parameters<typeof times>[0]} */ (parts), at, rows, before.times);
  if (kind === 'u') return bytesOf(first, count, uuid);
  if (kind === 'd') return bytesOf(first, count, double);
  if (kind === 'n') {
    const numbers = numbersOf(second, count);
    return made(count, (i) => (numbers[i] ?? 0) / first);
  }
  if (kind === 'w') {
    const words = alone(second, first);
    const places = fromPlanes(third, count);
    return made(count, (i) => words[places[i] ?? 0]);
  }
  if (kind === 'x') {
    const starts = before.texts.get(first) ?? [];
    const rest = alone(second, count);
    return made(count, (i) => (starts[at[i] ?? 0] ?? '') + rest[i]);
  }
  if (kind === 'p') {
    const heads = alone(first, count);
    const numbers = numbersOf(third, count);
    return made(count, (i) => heads[i] + String(numbers[i]).padStart(second, '0'));
  }
  throw new SyntaxError(`There is no column of kind ${kind}.`);
}

/** @param {number} count @param {(i: number) => Value} make @returns {Value[]} */
function made(count, make) {
  const values = new Array(count);
  for (let i = 0; i < count; i++) values[i] = make(i);
  return values;
}

/** A column that builds on no other. @param {Column} column @param {number} count */
const alone = (column, count) => valuesOf(column, upTo(count), count, { times: [], texts: new Map() });

/** @param {Float64Array} lengths @param {Table|Column|null} content @returns {Value[][]} */
function lists(lengths, content) {
  const items = content === null ? [] : Array.isArray(content) ? (content[1] ?? []) : unpack(content);
  let next = 0;
  return made(lengths.length, (i) => {
    const start = next;
    next += lengths[i] ?? 0;
    return start === next ? [] : items.slice(start, next);
  });
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** @param {DataView} view @returns {string} */
function uuid(view) {
  /** @param {number} from @param {number} to */
  const part = (from, to) => {
    let text = '';
    for (let i = from; i < to; i++) text += HEX[view.getUint8(i)];
    return text;
  };
  return `${part(0, 4)}-${part(4, 6)}-${part(6, 8)}-${part(8, 10)}-${part(10, 16)}`;
}

/** @param {DataView} view */
const double = (view) => view.getFloat64(0);
