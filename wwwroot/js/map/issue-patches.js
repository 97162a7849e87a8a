// What of a picture must be painted anew when issues changed and the view did not. Pure.

/** @typedef {import('./issue-layer.js').Item} Item */
/** @typedef {import('./item-painter.js').Patch} Patch */
/** @typedef {Pick<import('./view.js').Frame, 'left'|'top'|'dense'|'unit'>} Place */
/** @typedef {(left: number, top: number, right: number, bottom: number) => Item[]} Within */

/** Pixels at the 1080p design that rings and edges reach beyond what the pointer hits. */
export const RIM = 5;

/**
 * @param {Place} place
 * @param {ReadonlyMap<string, Item>} before
 * @param {ReadonlyMap<string, Item>} after An item that did not change is the same object in both.
 * @param {Within} within What of `after` may be painted in a box, in its order.
 * @returns {Patch[]}
 */
export function differences(place, before, after, within) {
  const patches = [];
  for (const [key, item] of after) {
    const old = before.get(key);
    if (old === item) continue;
    patches.push(patchAround(place, item, within));
    if (old && (old.x !== item.x || old.y !== item.y || old.reach > item.reach))
      patches.push(patchAround(place, old, within));
  }
  for (const [key, item] of before) if (!after.has(key)) patches.push(patchAround(place, item, within));
  return patches;
}

/** All that is painted around an item, on whole pixels of the canvas. @param {Place} place @param {Item} item @param {Within} within @returns {Patch} */
function patchAround({ left, top, dense, unit }, { x, y, reach }, within) {
  const rim = RIM * unit;
  const far = reach + rim;
  const low = (/** @type {number} */ value, /** @type {number} */ edge) =>
    edge + Math.floor((value - edge) * dense) / dense;
  const x0 = low(x - far, left);
  const y0 = low(y - far, top);
  const size = Math.ceil(2 * far * dense + 1) / dense;
  const items = within(x0 - rim, y0 - rim, x0 + size + rim, y0 + size + rim);
  return { left: x0, top: y0, width: size, height: size, items };
}
