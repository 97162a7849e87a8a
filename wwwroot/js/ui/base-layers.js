// Which base layers a page offers, and which one this browser was left with.

/** @typedef {import('../contract.js').BaseLayer} BaseLayer */
/** @typedef {ReturnType<typeof createBaseLayers>} BaseLayers */

const KEY = 'map.base';

/** @param {{t: import('./i18n.js').Translate, settings: import('../contract.js').Settings}} app */
export function createBaseLayers({ t, settings }) {
  /** @type {BaseLayer} */
  const own = {
    kind: 'none',
    name: t('map.baseOwn'),
    style: '',
    url: '',
    subdomains: [],
    crs: 'wgs84',
    attribution: '',
    approvalNumber: '',
    minZoom: 0,
    maxZoom: 22,
  };
  const configured = settings.baseLayers.map((layer) => ({ ...layer, name: layer.name || own.name }));
  // The own base map is always there to go back to; the operator may say where, and with which approval number.
  const layers = configured.some(({ kind }) => kind === 'none') ? configured : [...configured, own];
  const first = layers[0] ?? own;

  return {
    layers,
    first,
    /** The one chosen here before, or the first. @returns {BaseLayer} */
    kept() {
      try {
        const name = localStorage.getItem(KEY);
        return layers.find((layer) => layer.name === name) ?? first;
      } catch {
        return first;
      }
    },
    /** @param {BaseLayer} layer */
    keep(layer) {
      try {
        localStorage.setItem(KEY, layer.name);
      } catch {
        // Storage may be forbidden: the choice then lasts for this page only.
      }
    },
    /** @type {import('../map/credit.js').CreditWords} */
    words: {
      approval: (number) => t('map.approval', { number }),
      trouble: { some: t('map.baseSome'), all: t('map.baseAll') },
    },
  };
}
