// The areas that a screen can be about, from the root down to the grids: no hall hangs a map of one building.
import { h } from '../ui/dom.js';

const TOO_SMALL = ['microgrid', 'building', 'unit'];

/** @param {import('../live/area-index.js').AreaIndex} areas @returns {HTMLOptionElement[]} */
export function areaOptions(areas) {
  /** @type {HTMLOptionElement[]} */
  const options = [];
  /** @param {string|null} parent @param {number} depth */
  function add(parent, depth) {
    for (const code of areas.children(parent)) {
      if (TOO_SMALL.includes(areas.get(code)?.level ?? '')) continue;
      options.push(h('option', { value: code }, `${'　'.repeat(depth)}${areas.name(code)}`));
      add(code, depth + 1);
    }
  }
  add(null, 0);
  return options;
}
