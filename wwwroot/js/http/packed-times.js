// Times of a packed column as the texts that they were: ISO 8601, UTC, down to microseconds.
import { fromPlanes, numbersOf } from './planes.js';

const MICROS = 1e6;
const DAY = 86_400;
const MOST_COLUMNS = 62;
const TWO = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));
/** @type {Map<number, string>} */
const days = new Map();

/** @param {number} day Since 1970. */
function dayText(day) {
  let text = days.get(day);
  if (text === undefined) {
    // A page sees some weeks of times; a stream of strange ones must not fill its memory.
    if (days.size > 10_000) days.clear();
    text = `${new Date(day * DAY * 1000).toISOString().slice(0, 10)}T`;
    days.set(day, text);
  }
  return text;
}

/** @param {number} micros Since 1970. @returns {string} */
export function timeText(micros) {
  const seconds = Math.floor(micros / MICROS);
  const day = Math.floor(seconds / DAY);
  const second = seconds - day * DAY;
  const minute = Math.floor(second / 60);
  const clock = `${TWO[Math.floor(minute / 60)]}:${TWO[minute % 60]}:${TWO[second % 60]}`;
  const rest = micros - seconds * MICROS;
  if (rest === 0) return `${dayText(day)}${clock}Z`;
  let fraction = String(rest).padStart(6, '0');
  while (fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return `${dayText(day)}${clock}.${fraction}Z`;
}

/**
 * @param {[equals: number|string, base: number, unit: number, spans: []|[number, string]|[number, number, string]]} parts
 * @param {Int32Array} at Rows that have the field.
 * @param {number} rows
 * @param {{micros: Float64Array, texts: string[]}[]} before The columns of times before, by row; this one is added.
 * @returns {string[]}
 */
export function times([equals, base, unit, spans], at, rows, before) {
  const equal = typeof equals === 'string' ? fromPlanes(equals, at.length) : new Float64Array(at.length).fill(equals);
  const own = numbersOf(
    spans,
    equal.reduce((count, each) => count + (each === 0 ? 1 : 0), 0),
  );
  const column = { micros: new Float64Array(rows), /** @type {string[]} */ texts: new Array(rows).fill('') };
  const texts = new Array(at.length);
  const start = before[base - 1]?.micros;
  for (let i = 0, next = 0; i < at.length; i++) {
    const row = at[i] ?? 0;
    const same = before[(equal[i] ?? 0) - 1];
    const micros = same ? (same.micros[row] ?? 0) : (start?.[row] ?? 0) + (own[next++] ?? 0) * unit;
    column.micros[row] = micros;
    // The very same text: what is equal is kept once.
    texts[i] = column.texts[row] = same?.texts[row] ?? timeText(micros);
  }
  if (before.length < MOST_COLUMNS) before.push(column);
  return texts;
}
