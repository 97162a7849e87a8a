// What it is about: the large kinds as tiles, then the small ones of the chosen.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @typedef {import('../contract.js').Category} Category */

/**
 * @param {import('../ui/open-page.js').OpenPage} app
 * @param {{tree: Category[], chosen: string|null, onChange: () => void}} options
 */
export function createKinds({ t, nameOf }, { tree, chosen: before, onChange }) {
  const leaves = tree.flatMap((top) => top.children ?? [top]);
  let chosen = leaves.some(({ code }) => code === before) ? before : null;
  let opened = tree.find((top) => (top.children ?? [top]).some(({ code }) => code === chosen)) ?? null;
  const element = h('div', { class: 'kinds' });

  /** @param {Category} category @param {boolean} pressed @param {() => void} run */
  const tile = (category, pressed, run) =>
    h(
      'button',
      { type: 'button', class: 'kind', 'aria-pressed': String(pressed), on: { click: run } },
      icon(category.icon),
      h('span', null, nameOf(category)),
    );

  function draw() {
    replace(
      element,
      h(
        'div',
        { class: 'kind-tiles', role: 'group', 'aria-label': t('ask.kind') },
        tree.map((top) =>
          tile(top, top === opened, () => {
            opened = top;
            chosen = top.children ? null : top.code;
            draw();
            onChange();
          }),
        ),
      ),
      opened?.children &&
        h(
          'div',
          { class: 'kind-leaves', role: 'group', 'aria-label': nameOf(opened) },
          opened.children.map((leaf) =>
            tile(leaf, leaf.code === chosen, () => {
              chosen = leaf.code;
              draw();
              onChange();
            }),
          ),
        ),
    );
  }
  draw();
  return {
    element,
    get chosen() {
      return chosen;
    },
  };
}
