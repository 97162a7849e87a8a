// Six categories as large tiles, the ones this worker uses most first; all others one tap away.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @typedef {import('../contract.js').Category} Category */

const TILES = 6;
/** Before anything was used: what grid workers report most. */
const USUAL = [
  'fireSafety.flyingCable',
  'environment.litter',
  'fireSafety.clutter',
  'municipal.manhole',
  'dispute.neighbours',
  'traffic.parking',
];

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => void} options.onChange
 */
export function createTiles({ app: { t, nameOf, session }, reference, onChange }) {
  const key = `report.used ${session.userName}`;
  const grid = h('div', { class: 'tiles', role: 'radiogroup', 'aria-label': t('leader.category') });
  const all = h('details', { class: 'all-categories' }, h('summary', null, icon('dots'), t('report.allCategories')));
  const element = h('div', { class: 'categories' }, grid, all);
  /** @type {string|null} */
  let chosen = null;
  const used = readUsed(key);

  function order() {
    const { leaves, get } = reference().categories;
    const ranked = leaves.filter((leaf) => used[leaf.code]).sort((a, b) => (used[b.code] ?? 0) - (used[a.code] ?? 0));
    const usual = USUAL.flatMap((code) => get(code) ?? []).filter((leaf) => !leaf.retired);
    return [...new Set([...ranked, ...usual, ...leaves])].slice(0, TILES);
  }

  /** @param {Category} leaf @param {string} shape */
  function tile(leaf, shape) {
    return h(
      'button',
      {
        type: 'button',
        class: shape,
        role: 'radio',
        'aria-checked': String(leaf.code === chosen),
        on: {
          click: () => {
            chosen = leaf.code;
            draw();
            onChange();
          },
        },
      },
      icon(leaf.icon),
      h('span', null, nameOf(leaf)),
    );
  }

  function draw() {
    const { tree, get } = reference().categories;
    // Put out of use while it was chosen.
    if (chosen && get(chosen)?.retired) chosen = null;
    const six = order();
    const other = chosen && !six.some((leaf) => leaf.code === chosen) ? get(chosen) : undefined;
    // What was picked from the whole list takes the last tile, so the choice is always seen.
    if (other) six.splice(TILES - 1, 1, other);
    replace(
      grid,
      six.map((leaf) => tile(leaf, 'tile')),
    );
    const summary = all.firstElementChild;
    replace(
      all,
      summary,
      tree.flatMap((top) => [
        h('h3', null, nameOf(top)),
        h(
          'div',
          { class: 'leaves' },
          (top.children ?? []).map((leaf) => tile(leaf, 'leaf')),
        ),
      ]),
    );
  }
  draw();

  return {
    element,
    draw,
    get chosen() {
      return chosen;
    },
    /** Of a draft; one out of use is not chosen. @param {string} code */
    choose(code) {
      chosen = code;
      draw();
    },
    /** The report is through: count it and start anew. */
    settle() {
      if (chosen) used[chosen] = (used[chosen] ?? 0) + 1;
      try {
        localStorage.setItem(key, JSON.stringify(used));
      } catch {
        // Storage may be forbidden: the tiles then keep their usual order.
      }
      chosen = null;
      all.open = false;
      draw();
    },
  };
}

/** @param {string} key @returns {Record<string, number>} */
function readUsed(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') ?? {};
  } catch {
    return {};
  }
}
