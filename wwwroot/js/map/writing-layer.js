// Everything that is written over the ground, in one order: facilities stand where they stand, plates seat themselves
// around them, then come gaps of buildings and names, each giving way to what came before.
import { MICRO_FROM } from './area-layer.js';
import { createBuildingGapPainter } from './building-layer.js';
import { createFacilityLayer } from './facility-layer.js';
import { createLabelPainter } from './label-layer.js';

/** @typedef {import('./name-layer.js').Rect} Rect */

/**
 * @param {import('./scene.js').Scene} scene
 * @param {Pick<import('./battle-map.js').BattleMapOptions, 'labelOf'|'gaps'|'covered'|'inside'>} options
 * @param {object} around
 * @param {() => string|null} around.focus
 * @param {() => import('./outline.js').Box|null} around.extent Null where names may stand anywhere.
 * @param {import('./plate-seats.js').Standing} around.standing The issues there.
 * @param {(view: import('./view.js').View, taken: Rect[]) => void} around.paintNames Of roads and places.
 */
export function createWritingLayer(scene, options, { focus, extent, standing, paintNames }) {
  const gaps = options.gaps ?? { of: () => null, words: { missing: '', oversize: '' } };
  const facilities = createFacilityLayer();
  /** @type {ReturnType<typeof createLabelPainter>} */
  let labels;
  /** @type {ReturnType<typeof createBuildingGapPainter>} */
  let gapPaint;
  let plated = true;
  /** @param {import('./view.js').View} view */
  function paint(view) {
    const taken = coveredIn(view, options);
    facilities.paintMarks(view);
    if (plated) labels.paint(view, taken);
    gapPaint(view, taken);
    facilities.paintNames(view, taken);
    paintNames(view, taken);
  }
  // Facilities stand where they stand, beyond the areas too.
  const layer = scene.add('label', paint, { extent: () => (facilities.isEmpty() ? extent() : null), isDrawing: true });

  return {
    redraw: layer.redraw,
    /** Counts may have changed. */
    redrawSoon: () => layer.redrawSoon(() => plated && labels.isStale()),
    /** @param {import('./area-layer.js').AreaShape[]} shapes */
    prepare(shapes) {
      labels = createLabelPainter(shapes, {
        textOf: options.labelOf,
        focus,
        microFrom: MICRO_FROM,
        gaps,
        inside: options.inside ?? false,
        standing: (view, box) => [...standing(view, box), ...facilities.standing(box)],
      });
      gapPaint = createBuildingGapPainter(shapes, gaps);
    },
    /** @param {boolean} visible */
    showPlates(visible) {
      plated = visible;
      layer.redraw();
    },
    /** @param {boolean} visible */
    showFacilities(visible) {
      facilities.show(visible);
      layer.redraw();
    },
    /** @param {readonly import('./facility-layer.js').FacilityPoint[]} points */
    setFacilities(points) {
      facilities.set(points);
      layer.redraw();
    },
    /** @param {string|null} code */
    chooseFacility(code) {
      facilities.choose(code);
      layer.redraw();
    },
    hitFacility: facilities.hit,
  };
}

/**
 * What lies over the map, and beyond its edge where nothing may be cut by that, in layer points.
 * @param {import('./view.js').View} view
 * @param {Pick<import('./battle-map.js').BattleMapOptions, 'covered'|'inside'>} options
 * @returns {Rect[]}
 */
export function coveredIn({ corner: { x, y }, seen }, { covered, inside }) {
  const boxes = (covered?.() ?? []).map(({ left, top, right, bottom }) => ({
    left: left + x,
    top: top + y,
    right: right + x,
    bottom: bottom + y,
  }));
  if (!inside) return boxes;
  const far = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
  return [
    ...boxes,
    { ...far, right: seen.left },
    { ...far, left: seen.right },
    { ...far, bottom: seen.top },
    { ...far, top: seen.bottom },
  ];
}
