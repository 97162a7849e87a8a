// Buttons over the map: zoom, whole map, base layer, layers; and the legend.
import { GROUP_ORDER } from '../contract.js';
import { h } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { statusShape } from '../ui/status.js';

/** @typedef {import('../map/battle-map.js').LayerName} LayerName */

/** @type {[LayerName, string][]} */
const LAYERS = [
  ['grids', 'map.layerGrids'],
  ['issues', 'map.layerIssues'],
  ['people', 'map.layerPeople'],
  ['buildings', 'map.layerBuildings'],
  ['load', 'map.layerLoad'],
];

/** @param {{t: import('../ui/i18n.js').Translate, map: import('../map/battle-map.js').BattleMap, bases: import('../ui/base-layers.js').BaseLayers, onPeople: (shown: boolean) => void}} options */
export function createMapTools({ t, map, bases, onPeople }) {
  /** @param {string} name @param {string} label @param {() => void} run */
  const tool = (name, label, run) =>
    h(
      'button',
      { type: 'button', class: 'map-tool', 'aria-label': t(label), title: t(label), on: { click: run } },
      icon(name),
    );
  const zoom = h(
    'div',
    { class: 'map-tools' },
    tool('plus', 'map.zoomIn', map.zoomIn),
    tool('minus', 'map.zoomOut', map.zoomOut),
    tool('target', 'map.fit', () => map.fit()),
  );
  const layers = h(
    'div',
    { class: 'map-layers', role: 'group', 'aria-label': t('map.layers') },
    bases.layers.length > 1 && baseChooser(),
    LAYERS.map(([name, label]) => {
      const button = h(
        'button',
        {
          type: 'button',
          'aria-pressed': 'true',
          on: {
            click: () => {
              const shown = button.getAttribute('aria-pressed') !== 'true';
              button.setAttribute('aria-pressed', String(shown));
              if (name === 'people') onPeople(shown);
              map.showLayer(name, shown);
            },
          },
        },
        t(label),
      );
      return button;
    }),
  );

  function baseChooser() {
    const now = bases.kept();
    const select = h(
      'select',
      {
        'aria-label': t('map.base'),
        title: t('map.base'),
        on: {
          change() {
            const layer = bases.layers[select.selectedIndex];
            if (!layer) return;
            bases.keep(layer);
            map.setBaseLayer(layer);
          },
        },
      },
      bases.layers.map((layer) => h('option', { selected: layer === now }, layer.name)),
    );
    return select;
  }

  const legend = h(
    'div',
    { class: 'legend', 'aria-label': t('map.legend') },
    GROUP_ORDER.map((group) =>
      h('span', { class: `group-${group}` }, statusShape(group), h('b', null, t(`group.${group}`))),
    ),
    h('span', null, h('i', { class: 'ring' }), h('b', null, t('map.legendOverdue'))),
  );
  const foot = h('div', { class: 'map-foot' }, layers, legend);
  return {
    elements: [zoom, foot],
    destroy() {
      zoom.remove();
      foot.remove();
    },
  };
}
