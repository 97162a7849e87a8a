// Grids and micro-grids: tinted by load (open issues there), outlined, the focused one in gold.
import { contains, outlineOf, overlaps, perch } from './outline.js';
import { trace } from './trace.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./outline.js').Outline} Outline */
/** @typedef {import('../contract.js').AreaFeature} AreaFeature */
/** @typedef {{code: string, level: string, name: string, outline: Outline, perch: {x: number, y: number}}} AreaShape */

/** Micro-grids are lines within grids: shown where there is room for them. */
export const MICRO_FROM = 16.7;
/** Fewer than this many open issues in the busiest area are not yet a load worth red. */
const CALM = 8;
/** Parts of the busiest one's load: warm is for few, or it says nothing. */
const STEPS = [0.3, 0.6, 0.85, 1];
/** From this many areas in view on, lines are thin and plain: it is a texture then, and no drawing. */
const MANY = 200;

/** @param {AreaFeature[]} features @returns {AreaShape[]} */
export function areaShapes(features) {
  const shapes = [];
  for (const { properties, geometry } of features) {
    const outline = outlineOf(geometry);
    if (!outline) continue;
    const { code, level, name } = properties;
    shapes.push({ code, level, name, outline, perch: perch(outline, 0.14) });
  }
  return shapes;
}

/**
 * Which of four tints an area gets: relative to its busiest neighbour, but never red for a handful.
 * @param {number} count
 * @param {number} most
 * @returns {number} −1 for none, else 0 to 3.
 */
function loadStep(count, most) {
  if (count <= 0) return -1;
  const part = count / Math.max(CALM, most);
  return STEPS.findIndex((step) => part <= step);
}

/** @param {AreaShape[]} shapes @param {{countOf: (code: string) => number, focus: () => string|null, tinted: () => boolean, marked: () => ReadonlySet<string>|null}} state `marked`: areas that stand out together. */
export function createAreaPainter(shapes, { countOf, focus, tinted, marked }) {
  const grids = shapes.filter((shape) => shape.level === 'grid');
  const micros = shapes.filter((shape) => shape.level === 'microgrid');
  // A place may have no grids: then its deepest drawn level takes their part.
  const fills = grids.length > 0 ? grids : shapes.filter((shape) => shape.level !== 'building');
  const communities = shapes.filter((shape) => shape.level === 'community');

  /** @type {AreaShape[]} What was painted last, and in which tints. */
  let seen = [];
  /** @type {number[]} */
  let steps = [];

  function stepsNow() {
    const most = fills.reduce((max, shape) => Math.max(max, countOf(shape.code)), 0);
    return seen.map((shape) => loadStep(countOf(shape.code), most));
  }

  /** Whether counts have changed a tint that is seen. */
  function isStale() {
    return tinted() && stepsNow().some((step, i) => step !== steps[i]);
  }

  /** @param {View} view */
  function paint(view) {
    const { ctx, palette, unit, zoom } = view;
    seen = fills.filter((shape) => overlaps(shape.outline, view.box));
    if (tinted()) {
      // One path per tint: thousands of single fills are what makes a far view slow.
      steps = stepsNow();
      palette.loads.forEach((colour, step) => {
        ctx.beginPath();
        seen.forEach((shape, i) => {
          if (steps[i] === step) trace(view, shape.outline);
        });
        ctx.fillStyle = colour;
        ctx.fill('evenodd');
      });
    }
    const near = seen.length < MANY;
    ctx.lineJoin = near ? 'round' : 'bevel';
    if (zoom >= MICRO_FROM) {
      ctx.setLineDash([6 * unit, 5 * unit]);
      line(view, micros, palette.microLine, 1.1 * unit);
      ctx.setLineDash([]);
    }
    if (near) {
      line(view, seen, palette.areaBloom, 15 * unit);
      line(view, seen, palette.areaGlow, 7 * unit);
    }
    line(view, seen, palette.areaLine, (near ? 2 : 0.8) * unit);
    line(view, communities, palette.areaLine, 2.6 * unit);
    const outstanding = marked();
    if (outstanding)
      mark(
        view,
        shapes.filter((shape) => outstanding.has(shape.code)),
      );
    const focused = shapes.find((shape) => shape.code === focus() && shape.level !== 'building');
    if (focused) {
      ctx.beginPath();
      trace(view, focused.outline);
      ctx.fillStyle = palette.focus;
      ctx.globalAlpha = 0.1;
      ctx.fill('evenodd');
      ctx.globalAlpha = 1;
      ctx.globalAlpha = 0.16;
      line(view, [focused], palette.focus, 13 * unit);
      ctx.globalAlpha = 1;
      line(view, [focused], palette.focus, 3 * unit);
    }
  }

  return { paint, isStale };
}

/** @param {View} view @param {AreaShape[]} shapes */
function mark(view, shapes) {
  const { ctx, palette, unit } = view;
  ctx.beginPath();
  for (const shape of shapes) if (overlaps(shape.outline, view.box)) trace(view, shape.outline);
  ctx.fillStyle = palette.gold;
  ctx.globalAlpha = 0.16;
  ctx.fill('evenodd');
  ctx.globalAlpha = 1;
  line(view, shapes, palette.gold, 3 * unit);
}

/** @param {View} view @param {AreaShape[]} shapes @param {string} colour @param {number} width */
function line(view, shapes, colour, width) {
  const { ctx } = view;
  ctx.beginPath();
  for (const shape of shapes) if (overlaps(shape.outline, view.box)) trace(view, shape.outline);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/**
 * The deepest drawn area at a point.
 * @param {AreaShape[]} shapes
 * @param {number} x
 * @param {number} y
 * @param {readonly string[]} levels Deepest first.
 * @returns {AreaShape|null}
 */
export function areaAt(shapes, x, y, levels) {
  for (const level of levels) {
    const found = shapes.find((shape) => shape.level === level && contains(shape.outline, x, y));
    if (found) return found;
  }
  return null;
}
