// What lies below everything: the own base map in the page's colours, or tiles in its place. Never both.
import { baseByKind, createBasePainter } from './base-layer.js';
import { createCredit } from './credit.js';
import { createNamePainter } from './name-layer.js';
import { createTileLayer } from './tile-layer.js';

/** @typedef {import('../contract.js').BaseLayer} BaseLayer */
/** @typedef {import('./view.js').View} View */

/**
 * @param {import('leaflet').Map} map
 * @param {import('./scene.js').Scene} scene
 * @param {object} options
 * @param {import('../contract.js').BaseFeature[]} options.base
 * @param {BaseLayer|null} [options.baseLayer] Null, or of kind `none`: the own base map.
 * @param {import('./credit.js').CreditWords} options.creditWords
 */
export function createGround(map, scene, { base, baseLayer = null, creditWords }) {
  const byKind = baseByKind(base);
  const paintOwn = createBasePainter(byKind);
  const nameOwn = createNamePainter(byKind);
  const credit = createCredit(map, creditWords);
  /** @type {(view: View) => void} */
  let veil = () => {};
  /** @type {ReturnType<typeof createTileLayer>|null} */
  let tiles = null;
  const canvas = scene.add('base', (view) => {
    if (tiles) return tiles.paint(view);
    if (base.length === 0) return false;
    paintOwn(view);
    veil(view);
    return true;
  });

  /** @param {BaseLayer|null} next */
  function show(next) {
    tiles?.destroy();
    tiles =
      next && next.kind !== 'none'
        ? createTileLayer(next, { redraw: canvas.redraw, onTrouble: credit.setTrouble })
        : null;
    const { classList } = scene.pane('base');
    classList.toggle('base-tiles', tiles !== null);
    classList.toggle('base-image', next?.style === 'image' || next?.style === 'terrain');
    credit.name(next);
    canvas.redraw();
  }
  show(baseLayer);

  return {
    show,
    /** The outlines of what the own base map draws. */
    ends: [...byKind.values()].flatMap((items) => items.map((item) => item.outline)),
    /** Painted over the own base map, where that ends. @param {(view: View) => void} painter */
    setVeil(painter) {
      veil = painter;
    },
    /** The own base map's names; tiles bring theirs. @param {View} view @param {import('./name-layer.js').Rect[]} taken */
    paintNames(view, taken) {
      if (!tiles) nameOwn(view, taken);
    },
    destroy() {
      tiles?.destroy();
    },
  };
}
