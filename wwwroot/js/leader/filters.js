// Status, category and grid as three menus; a set one is lit and can be cleared with the rest.
import { GROUP_ORDER } from '../contract.js';
import { h } from '../ui/dom.js';

/** @typedef {{value: string, label: string}} Option */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('./selection.js').Selection} options.selection
 */
export function createFilters({ app: { t, nameOf }, reference, selection }) {
  /**
   * @param {'status'|'category'|'area'} key
   * @param {() => (Option|{label: string, options: Option[]})[]} options
   */
  function menu(key, options) {
    const select = h('select', {
      'aria-label': t(`leader.${key}`),
      on: {
        change: () => selection.set({ [key]: select.value || null }),
      },
    });
    const option = (/** @type {Option} */ { value, label }) => h('option', { value }, label);
    const fill = () => {
      select.replaceChildren(
        h('option', { value: '' }, t(`leader.${key}`)),
        ...options().map((entry) =>
          'options' in entry ? h('optgroup', { label: entry.label }, entry.options.map(option)) : option(entry),
        ),
      );
    };
    fill();
    const show = () => {
      const value = selection.current[key] ?? '';
      // A building or a community is chosen elsewhere, and has its name here while it is.
      const extra = [...select.options].find((each) => each.dataset.extra);
      if (extra && extra.value !== value) extra.remove();
      select.value = value;
      if (select.value !== value) {
        const label = reference().areas.name(value) || value;
        select.append(h('option', { value, selected: true, data: { extra: '1' } }, label));
      }
      select.classList.toggle('is-set', value !== '');
    };
    return { select, fill, show };
  }

  const menus = [
    menu('status', () =>
      GROUP_ORDER.filter((group) => group !== 'done').map((group) => ({ value: group, label: t(`group.${group}`) })),
    ),
    menu('category', () =>
      reference().categories.tree.map((top) => ({
        label: nameOf(top),
        options: [
          { value: top.code, label: `${nameOf(top)} · ${t('app.all')}` },
          ...(top.children ?? []).map((leaf) => ({ value: leaf.code, label: nameOf(leaf) })),
        ],
      })),
    ),
    menu('area', () =>
      reference()
        .areas.ofLevel('grid')
        .map(({ properties }) => ({ value: properties.code, label: properties.name })),
    ),
  ];
  const clear = h(
    'button',
    { type: 'button', class: 'filter-clear', on: { click: () => selection.clear() } },
    t('leader.clear'),
  );
  const element = h(
    'div',
    { class: 'filters' },
    menus.map(({ select }) => select),
    clear,
  );

  function show() {
    for (const entry of menus) entry.show();
    clear.hidden = !selection.isFiltered();
  }
  show();

  return {
    element,
    show,
    refill() {
      for (const entry of menus) entry.fill();
      show();
    },
    destroy: () => element.remove(),
  };
}
