// Classes of a choropleth and the level that it shows. Pure.

/** @typedef {{least: number, most: number}} AreaClass */

const STEPS = 5;
/** From which zoom on areas of a level are large enough to be told apart. @type {readonly [string, number][]} */
const FROM = [
  ['building', 17.6],
  ['microgrid', 16.9],
  ['grid', 13.5],
  ['section', 13],
  ['community', 11.5],
  ['street', 9.5],
  ['district', 0],
];

/**
 * At most five classes of about equal width between the least and the most; whole numbers where the values are.
 * @param {Iterable<number>} values
 * @returns {AreaClass[]} From few to many; none where every value is nought.
 */
export function classesOf(values) {
  const some = [...values].filter((value) => value > 0);
  const most = Math.max(0, ...some);
  if (most === 0) return [];
  if (some.every(Number.isInteger)) {
    const width = Math.max(1, Math.ceil(most / STEPS));
    const classes = [];
    for (let least = 1; least <= most; least += width) classes.push({ least, most: Math.min(most, least + width - 1) });
    return classes;
  }
  // One digit after the point is what the legend says, so classes end there.
  const width = Math.ceil((most / STEPS) * 10) / 10;
  return Array.from({ length: Math.ceil(most / width) }, (_, i) => ({
    least: Math.round(i * width * 10) / 10,
    most: Math.round((i + 1) * width * 10) / 10,
  }));
}

/**
 * The tint of a value: the classes that there are use the whole range of tints.
 * @param {number} value
 * @param {AreaClass[]} classes
 * @returns {number|undefined} 0 to 4; undefined for nought.
 */
export function stepOf(value, classes) {
  if (!(value > 0)) return undefined;
  const at = classes.findIndex(({ most }) => value <= most);
  return tintOf(at < 0 ? classes.length - 1 : at, classes.length);
}

/** @param {number} at @param {number} count */
export const tintOf = (at, count) => (count < 2 ? STEPS - 2 : Math.round((at * (STEPS - 1)) / (count - 1)));

/**
 * The level to show at a zoom: the deepest one that is large enough, of those that there are, and always below the area in focus.
 * @param {number} zoom
 * @param {readonly string[]} levels That have outlines, from the top.
 * @param {string|undefined} focused Level of the area in focus.
 */
export function levelAt(zoom, levels, focused) {
  const wanted = FROM.find(([level, from]) => zoom >= from && levels.includes(level))?.[0] ?? levels[0];
  const below = focused === undefined ? 0 : levels.indexOf(focused) + 1;
  return levels[Math.min(levels.length - 1, Math.max(below, levels.indexOf(wanted ?? '')))] ?? null;
}
