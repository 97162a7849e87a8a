// The times that figures are asked for. All end now, so that yesterday and last week are compared at the same time of day.

/** @typedef {'today'|'days7'|'days30'|'month'|'year'} Span */

/** @type {readonly Span[]} */
export const SPANS = ['today', 'days7', 'days30', 'month', 'year'];
const DAY_MS = 86_400_000;

/**
 * @param {Span} span
 * @param {number} now
 * @param {Pick<import('../../ui/format.js').Format, 'dayStart'|'dayKey'>} format
 * @returns {{from: string, to: string}}
 */
export function rangeOf(span, now, format) {
  const today = format.dayStart(now);
  const day = Number(format.dayKey(now).slice(8));
  // Midnights again, whatever the clocks did in between.
  const back = (/** @type {number} */ days) => format.dayStart(today - days * DAY_MS + DAY_MS / 2);
  const from = { today: today, days7: back(6), days30: back(29), month: back(day - 1), year: back(364) }[span];
  return { from: new Date(from).toISOString(), to: new Date(now).toISOString() };
}
