// Figures in words: their value, what it is a part of, and how it was at an earlier time.

/** @typedef {import('../contract.js').Figure} Figure */
/** @typedef {import('./format.js').Format} Format */

export const COUNTS = /** @type {const} */ (['reported', 'closed', 'open', 'overdue']);
export const RATES = /** @type {const} */ (['responseRate', 'solvedRate', 'satisfiedRate']);
export const QUALITY = /** @type {const} */ (['onTimeRate', 'reworkRate', 'returnRate', 'reopenRate']);
export const MEDIANS = /** @type {const} */ (['medianAcceptMinutes', 'medianCloseMinutes']);
/** Every figure that has cases behind it. @type {readonly string[]} */
export const FIGURES = [...COUNTS, ...RATES, ...QUALITY, ...MEDIANS];

const MINUTE_MS = 60_000;

/** @param {string} key */
export const isRate = (key) => key.endsWith('Rate');
/** @param {string} key */
export const isMedian = (key) => key.startsWith('median');
/** Counted at this moment, whatever the time range. @param {string} key */
export const isNow = (key) => key === 'open' || key === 'overdue';

/** @param {string} key @param {Figure|null|undefined} figure @param {Format} format @returns {string} */
export function sayFigure(key, figure, format) {
  const value = figure?.value;
  if (value === null || value === undefined) return '—';
  if (isRate(key)) return `${format.percent(value)}%`;
  if (isMedian(key)) return format.span(value * MINUTE_MS);
  return String(value);
}

/** What a row of the statistics says of a figure. @param {import('../contract.js').StatisticsRow} row @param {string} key @returns {Figure} */
export function figureOf(row, key) {
  if (isRate(key) || isMedian(key)) return row.figures?.[key] ?? { value: null };
  return { value: /** @type {Record<string, any>} */ (row)[key] ?? 0 };
}
