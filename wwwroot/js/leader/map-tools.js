// Buttons over the map: zoom, whole map, base layer, layers, network; and the legend.
import { GROUP_ORDER } from '../contract.js';
import { h, replace } from '../ui/dom.js';
import { gapShape } from '../ui/gap.js';
import { icon } from '../ui/icons.js';
import { NETWORKS } from '../ui/network.js';
import { statusShape } from '../ui/status.js';
import { createThemes } from './figures/themes.js';
import { createShare } from './views/share.js';

/** @typedef {import('../map/battle-map.js').LayerName} LayerName */

/** @type {[LayerName, string][]} */
const LAYERS = [
  ['grids', 'map.layerGrids'],
  ['issues', 'map.layerIssues'],
  ['people', 'map.layerPeople'],
  ['buildings', 'map.layerBuildings'],
  ['load', 'map.layerLoad'],
  ['facilities', 'map.layerFacilities'],
];

/**
 * @param {object} options
 * @param {import('../map/battle-map.js').BattleMap} options.map
 * @param {import('../ui/base-layers.js').BaseLayers} options.bases
 * @param {(shown: boolean) => void} options.onPeople
 * @param {import('../ui/network.js').NetworkChoice} options.network
 * @param {import('./selection.js').Selection} options.selection
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('../ui/toast.js').Toasts} options.toasts
 * @param {() => import('../contract.js').Issue[]} options.listed What list and map show.
 */
export function createMapTools({ app, reference, state, map, bases, onPeople, network, selection, toasts, listed }) {
  const { t } = app;
  /** @param {string} name @param {string} label @param {() => void} run */
  const tool = (name, label, run) =>
    h(
      'button',
      { type: 'button', class: 'map-tool', 'aria-label': t(label), title: t(label), on: { click: run } },
      icon(name),
    );
  const share = createShare({ app, reference, shown: listed, selection, toasts, map });
  const zoom = h(
    'div',
    { class: 'map-tools' },
    tool('plus', 'map.zoomIn', map.zoomIn),
    tool('minus', 'map.zoomOut', map.zoomOut),
    tool('target', 'map.fit', () => map.fit()),
    share.element,
  );
  const gaps = h(
    'button',
    {
      type: 'button',
      data: { layer: 'gaps' },
      on: {
        click: () => selection.set({ panel: selection.current.panel === 'staffing' ? 'issues' : 'staffing' }),
      },
    },
    t('map.layerGaps'),
  );
  const networks = chooser(
    t('network.label'),
    NETWORKS.map((name) => t(`network.map.${name}`)),
    (at) => network.set(NETWORKS[at] ?? 'all'),
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
          data: { layer: name },
          on: {
            click: () => {
              setLayer(name, button.getAttribute('aria-pressed') !== 'true');
              const url = new URL(location.href);
              const shown = LAYERS.flatMap(([each]) =>
                layerButton(each)?.getAttribute('aria-pressed') === 'true' ? [each] : [],
              );
              if (shown.length < LAYERS.length) url.searchParams.set('layers', shown.join());
              else url.searchParams.delete('layers');
              history.replaceState(null, '', url);
            },
          },
        },
        t(label),
      );
      return button;
    }),
    gaps,
    networks,
  );

  /** @param {LayerName} name */
  const layerButton = (name) => layers.querySelector(`[data-layer="${name}"]`);

  /** @param {LayerName} name @param {boolean} shown */
  function setLayer(name, shown) {
    layerButton(name)?.setAttribute('aria-pressed', String(shown));
    if (name === 'people') onPeople(shown);
    map.showLayer(name, shown);
  }

  /** @param {string} label @param {string[]} names @param {(at: number) => void} onChoose */
  function chooser(label, names, onChoose) {
    const select = h(
      'select',
      { 'aria-label': label, title: label, on: { change: () => onChoose(select.selectedIndex) } },
      names.map((name) => h('option', null, name)),
    );
    return select;
  }

  function baseChooser() {
    const select = chooser(
      t('map.base'),
      bases.layers.map(({ name }) => name),
      (at) => {
        const layer = bases.layers[at];
        if (!layer) return;
        bases.keep(layer);
        map.setBaseLayer(layer);
      },
    );
    select.selectedIndex = bases.layers.indexOf(bases.kept());
    return select;
  }

  const legend = h('div', { class: 'legend', 'aria-label': t('map.legend') });

  function show() {
    const staffing = selection.current.panel === 'staffing';
    gaps.setAttribute('aria-pressed', String(staffing));
    networks.selectedIndex = NETWORKS.indexOf(network.current);
    networks.classList.toggle('is-set', network.current !== 'all');
    replace(
      legend,
      network.current !== 'all' && h('span', { class: 'legend-network' }, t(`network.legend.${network.current}`)),
      staffing
        ? [
            h('span', { class: 'gap-vacancy' }, gapShape('vacancy'), h('b', null, t('staffing.legendVacancy'))),
            h('span', { class: 'gap-tooLarge' }, gapShape('tooLarge'), h('b', null, t('staffing.legendTooLarge'))),
          ]
        : [
            ...GROUP_ORDER.map((group) =>
              h('span', { class: `group-${group}` }, statusShape(group), h('b', null, t(`group.${group}`))),
            ),
            h('span', null, h('i', { class: 'ring' }), h('b', null, t('map.legendOverdue'))),
          ],
    );
  }
  const off = network.onChange(show);
  show();

  const asked = new URLSearchParams(location.search).get('layers')?.split(',');
  if (asked) for (const [name] of LAYERS) if (!asked.includes(name)) setLayer(name, false);
  const themes = createThemes({
    app,
    reference,
    state,
    selection,
    map,
    onPlain: (plain) => map.showLayer('load', plain && layerButton('load')?.getAttribute('aria-pressed') === 'true'),
  });

  const foot = h('div', { class: 'map-foot' }, themes.element, layers, legend);
  return {
    elements: [zoom, foot],
    /** To the place that the address names. */
    go: share.go,
    /** The selection changed. */
    show,
    destroy() {
      off();
      themes.destroy();
      zoom.remove();
      foot.remove();
    },
  };
}
