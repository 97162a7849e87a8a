// Days of the district's zone as instants: a term that ends on a day lasts to that day's end.

/** @typedef {{dayStart: (at: number) => number, dayKey: (at: number) => string}} Days */

const HOUR = 3_600_000;

/** @param {Days} days @param {string} day yyyy-MM-dd @returns {number} */
function noonOf({ dayKey }, day) {
  const noon = Date.parse(`${day}T12:00:00Z`);
  // East of +12 the noon of Greenwich is another day.
  return [noon, noon - 12 * HOUR, noon + 12 * HOUR].find((at) => dayKey(at) === day) ?? noon;
}

/** The first moment after a day. @param {Days} days @param {string} day yyyy-MM-dd; empty: none @returns {string|null} ISO 8601. */
export function endOfDay(days, day) {
  if (day === '') return null;
  return new Date(days.dayStart(days.dayStart(noonOf(days, day)) + 36 * HOUR)).toISOString();
}

/** The last day of what ends at an instant. @param {Days} days @param {string|null|undefined} end @returns {string} yyyy-MM-dd, or empty. */
export function lastDay(days, end) {
  return end ? days.dayKey(Date.parse(end) - 1) : '';
}
