// What it is: six tiles of what is reported most here now, and every category in one list.
import { h, replace } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';

const TILES = 6;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {() => import('../../live/state.js').LiveState|null} options.state
 * @param {() => void} options.onChange
 */
export function createKinds({ app: { t, nameOf }, reference, state, onChange }) {
  const tiles = h('div', { class: 'filing-tiles', role: 'group', 'aria-label': t('filing.kind') });
  const all = h('select', {
    'aria-label': t('filing.allKinds'),
    on: { change: () => choose(all.value || null) },
  });
  /** @type {string|null} */
  let chosen = null;

  function usual() {
    /** @type {Map<string, number>} */
    const counts = new Map();
    const now = state();
    for (const issue of now ? [...now.open, ...now.recent] : [])
      counts.set(issue.category, (counts.get(issue.category) ?? 0) + 1);
    const { leaves } = reference().categories;
    return leaves
      .toSorted(
        (a, b) => (counts.get(b.code) ?? 0) - (counts.get(a.code) ?? 0) || leaves.indexOf(a) - leaves.indexOf(b),
      )
      .slice(0, TILES);
  }

  /** @param {string|null} code */
  function choose(code) {
    chosen = code;
    show();
    onChange();
  }

  function show() {
    all.value = chosen ?? '';
    for (const tile of tiles.children)
      tile.setAttribute('aria-pressed', String(/** @type {HTMLElement} */ (tile).dataset.category === chosen));
  }

  return {
    element: h('div', { class: 'filing-kinds' }, tiles, all),
    get chosen() {
      return chosen;
    },
    choose,
    focus: () => /** @type {HTMLElement|null} */ (tiles.firstElementChild)?.focus(),
    /** The filing begins: the tiles stay where they are from now on. */
    draw() {
      replace(
        tiles,
        usual().map((leaf) =>
          h(
            'button',
            {
              type: 'button',
              class: 'filing-tile',
              'aria-pressed': 'false',
              data: { category: leaf.code },
              on: { click: () => choose(leaf.code) },
            },
            icon(leaf.icon),
            h('span', null, nameOf(leaf)),
          ),
        ),
      );
      replace(
        all,
        h('option', { value: '' }, t('filing.allKinds')),
        reference().categories.tree.map((top) =>
          h(
            'optgroup',
            { label: nameOf(top) },
            (top.children ?? []).map((leaf) => h('option', { value: leaf.code }, nameOf(leaf))),
          ),
        ),
      );
      show();
    },
  };
}
