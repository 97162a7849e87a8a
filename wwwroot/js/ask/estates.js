// Buildings by estate: 文昌里5栋 is the fifth of 文昌里. Pure.

/** @typedef {{code: string, name: string}} Named */
/** @typedef {{name: string, buildings: {code: string, name: string, short: string}[]}} Estate */

/** @param {Named[]} buildings @returns {Estate[]} In order of name; within an estate by number. */
export function byEstate(buildings) {
  /** @type {Map<string, Estate>} */
  const estates = new Map();
  for (const { code, name } of buildings) {
    const [, estate = '', rest = ''] = /^(\D+)(\d.*)$/.exec(name) ?? [];
    const found = estates.get(estate) ?? { name: estate, buildings: [] };
    estates.set(estate, found);
    found.buildings.push({ code, name, short: estate === '' ? name : rest });
  }
  const order = new Intl.Collator('zh-CN', { numeric: true }).compare;
  for (const { buildings: list } of estates.values()) list.sort((a, b) => order(a.short, b.short));
  return [...estates.values()].sort((a, b) => (a.name === '' ? 1 : b.name === '' ? -1 : order(a.name, b.name)));
}
