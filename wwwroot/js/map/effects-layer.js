// What moves: the ring around the selection, the pulse where something lands, the slow pulse of what is urgent. The
// only elements over the map, a handful of them: CSS animates them without repainting a canvas, so an idle wall costs
// nothing.

/** @typedef {{x: number, y: number}} Point Layer points. */

/** More rings than this say nothing any more. */
const MOST_RINGS = 40;
const LANDING_MS = 9_000;

/**
 * @param {object} options
 * @param {HTMLElement} options.pane
 * @param {(id: string) => Point|undefined} options.positionOf Where an issue was painted, if it was.
 * @param {() => string|null} options.selected
 * @param {() => Iterable<string>} options.urgent
 */
export function createEffectsLayer({ pane, positionOf, selected, urgent }) {
  /** @type {Map<string, HTMLElement>} */
  const rings = new Map();
  /** @type {Map<string, {group: string, timer: ReturnType<typeof setTimeout>}>} Issues that just landed. */
  const landing = new Map();
  let shown = true;

  /** @returns {Map<string, {at: Point, look: string}>} */
  function wanted() {
    const result = new Map();
    if (!shown) return result;
    const add = (/** @type {string} */ key, /** @type {string} */ id, /** @type {string} */ look) => {
      const at = positionOf(id);
      if (at && result.size < MOST_RINGS) result.set(key, { at, look });
    };
    const chosen = selected();
    if (chosen) add('selected', chosen, 'ring-selected');
    for (const [id, { group }] of landing) add(`landing ${id}`, id, `ring-landing group-${group}`);
    for (const id of urgent()) add(`urgent ${id}`, id, 'ring-urgent');
    return result;
  }

  /** After every paint of the issues: rings stand where their issues stand. */
  function update() {
    const next = wanted();
    for (const [key, element] of rings) {
      if (next.has(key)) continue;
      element.remove();
      rings.delete(key);
    }
    for (const [key, { at, look }] of next) {
      let element = rings.get(key);
      if (!element) {
        element = document.createElement('div');
        pane.append(element);
        rings.set(key, element);
      }
      if (element.className !== `ring-effect ${look}`) element.className = `ring-effect ${look}`;
      element.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
    }
  }

  return {
    update,
    /** @param {string} id @param {import('../contract.js').StatusGroup} group */
    pulse(id, group) {
      clearTimeout(landing.get(id)?.timer);
      const timer = setTimeout(() => {
        landing.delete(id);
        update();
      }, LANDING_MS);
      landing.set(id, { group, timer });
      update();
    },
    /** @param {boolean} visible */
    show(visible) {
      shown = visible;
      update();
    },
    destroy() {
      for (const { timer } of landing.values()) clearTimeout(timer);
      for (const element of rings.values()) element.remove();
      rings.clear();
    },
  };
}
