// Areas of one level tinted by class, from few to many: a choropleth. The tints differ in lightness, so that they can be told apart without colours.
import { overlaps } from './outline.js';
import { trace } from './trace.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./area-layer.js').AreaShape} AreaShape */
/** @typedef {{level: string, stepOf: ReadonlyMap<string, number>}} AreaClasses `stepOf`: code → 0 to 4; areas without a step stay plain. */

/** Of a fill's colour; what lies below stays readable. */
const STRENGTH = 0.62;

/** @param {import('./scene.js').Scene} scene @param {() => AreaShape[]} shapes */
export function createClassLayer(scene, shapes) {
  /** @type {AreaClasses|null} */
  let classes = null;

  /** @param {View} view */
  function paint(view) {
    if (!classes) return false;
    const { ctx, palette, unit } = view;
    const { level, stepOf } = classes;
    const seen = shapes().filter((shape) => shape.level === level && overlaps(shape.outline, view.box));
    palette.classes.forEach((colour, step) => {
      ctx.beginPath();
      for (const shape of seen) if (stepOf.get(shape.code) === step) trace(view, shape.outline);
      ctx.fillStyle = colour;
      ctx.globalAlpha = STRENGTH;
      ctx.fill('evenodd');
      ctx.globalAlpha = 1;
    });
    ctx.beginPath();
    for (const shape of seen) trace(view, shape.outline);
    ctx.strokeStyle = palette.areaLine;
    ctx.lineWidth = (level === 'building' ? 0.6 : 1.2) * unit;
    ctx.stroke();
    return seen.length > 0;
  }
  const layer = scene.add('building', paint);

  return {
    /** @param {AreaClasses|null} next Null: nothing is tinted. */
    setClasses(next) {
      classes = next;
      layer.redraw();
    },
  };
}
