// Stacked canvases over a Leaflet map, all repainted by one animation frame. A canvas is somewhat larger than the view,
// so that a drag moves what is painted and only a leaving of the margin repaints.
import { Bounds, DomUtil, point } from 'leaflet';
import { latOf, metre } from './mercator.js';

/** @typedef {import('leaflet').Map} LeafletMap */
/** @typedef {import('./outline.js').Box} Box */
/** @typedef {import('./outline.js').Outline} Outline */
/** @typedef {import('./palette.js').Palette} Palette */

/**
 * What a layer paints with. Canvas coordinates are Leaflet's layer points.
 * @typedef {object} View
 * @property {CanvasRenderingContext2D} ctx
 * @property {number} zoom As it would be at the 1080p design: a wall with twice the pixels shows no more things.
 * @property {number} scale Unit square to pixels.
 * @property {number} originX
 * @property {number} originY
 * @property {Box} box What is painted, on the unit square.
 * @property {number} left The painted part's corner in layer points.
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {{x: number, y: number}} corner The map's own corner in layer points.
 * @property {import('./name-layer.js').Rect} seen What of it is in sight, in layer points.
 * @property {number} unit Pixels per pixel of the 1080p design: texts and markers grow with the page's rem.
 * @property {number} pixelsPerMetre
 * @property {(size: number) => number} px A text size of the 1080p design in pixels, never below what this wall allows.
 * @property {Palette} palette
 */
/** @typedef {{redraw: () => void, redrawSoon: () => void, show: (visible: boolean) => void, visible: () => boolean}} SceneLayer */
/** @typedef {ReturnType<typeof createScene>} Scene */

/** Bottom to top. Canvases take no pointer: the one hit test of battle-map.js answers. */
const PANES = /** @type {const} */ (['base', 'area', 'building', 'person', 'label', 'issue', 'selection']);

/** Counts and tints follow a burst of changes once in this time; a single one is not missed for so long. */
const SOON_MS = 250;

/** Pixels painted beyond the view on each side. */
const MARGIN = 160;

/**
 * @param {LeafletMap} map
 * @param {() => Palette} palette
 * @param {{scale: number, least: number}} text How much larger than on a desk texts are, and their smallest size.
 */
export function createScene(map, palette, text) {
  /** @type {{canvas: HTMLCanvasElement, ctx: CanvasRenderingContext2D, draw: (view: View) => void, dirty: boolean, soon: boolean, shown: boolean}[]} */
  const layers = [];
  let frame = 0;
  let zoom = Number.NaN;
  /** @type {import('leaflet').Bounds|null} */
  let painted = null;
  /** @type {Set<() => void>} */
  const afterPaint = new Set();
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const timers = new Set();

  PANES.forEach((name, i) => {
    const pane = map.createPane(name);
    pane.style.zIndex = String(210 + i * 10);
    pane.style.pointerEvents = 'none';
  });

  function schedule() {
    if (frame === 0) frame = requestAnimationFrame(paint);
  }

  function paint() {
    frame = 0;
    const size = map.getSize();
    if (size.x === 0 || size.y === 0) return;
    zoom = map.getZoom();
    const scale = 256 * 2 ** zoom;
    const origin = map.getPixelOrigin();
    const dpr = Math.min(window.devicePixelRatio || 1, 2);
    const unit = (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16) / 16;
    const colours = palette();
    const view = map.containerPointToLayerPoint(point(0, 0));
    for (const layer of layers) {
      if (!layer.dirty) continue;
      layer.dirty = false;
      const { canvas, ctx } = layer;
      const width = size.x + 2 * MARGIN;
      const height = size.y + 2 * MARGIN;
      const corner = map.containerPointToLayerPoint(point(-MARGIN, -MARGIN)).round();
      if (canvas.width !== Math.round(width * dpr) || canvas.height !== Math.round(height * dpr)) {
        canvas.width = Math.round(width * dpr);
        canvas.height = Math.round(height * dpr);
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
      DomUtil.setPosition(canvas, corner);
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, canvas.width, canvas.height);
      if (!layer.shown) continue;
      ctx.setTransform(dpr, 0, 0, dpr, -corner.x * dpr, -corner.y * dpr);
      const box = {
        minX: (corner.x + origin.x) / scale,
        minY: (corner.y + origin.y) / scale,
        maxX: (corner.x + width + origin.x) / scale,
        maxY: (corner.y + height + origin.y) / scale,
      };
      layer.draw({
        ctx,
        zoom: zoom - Math.log2(unit),
        scale,
        originX: origin.x,
        originY: origin.y,
        box,
        left: corner.x,
        top: corner.y,
        width,
        height,
        corner: view,
        seen: { left: view.x, top: view.y, right: view.x + size.x, bottom: view.y + size.y },
        unit,
        pixelsPerMetre: metre(latOf((box.minY + box.maxY) / 2)) * scale,
        px: (size) => Math.max(size * text.scale, text.least) * unit,
        palette: colours,
      });
    }
    for (const listener of afterPaint) listener();
  }

  function all() {
    for (const layer of layers) layer.dirty = true;
    painted = null;
    schedule();
  }

  function moved() {
    const size = map.getSize();
    const view = map.containerPointToLayerPoint(point(0, 0));
    if (map.getZoom() === zoom && painted?.contains(view) && painted.contains(view.add(size))) {
      for (const listener of afterPaint) listener();
      return;
    }
    all();
    const margin = point(MARGIN, MARGIN);
    painted = new Bounds(view.subtract(margin), view.add(size).add(margin));
  }

  const events = 'move zoom viewreset resize moveend';
  map.on(events, moved);
  map.on('resize viewreset', all);

  return {
    /**
     * @param {typeof PANES[number]} pane
     * @param {(view: View) => void} draw
     * @returns {SceneLayer}
     */
    add(pane, draw) {
      const canvas = document.createElement('canvas');
      const ctx = canvas.getContext('2d');
      if (!ctx) throw new Error('this browser paints no canvas');
      map.getPane(pane)?.append(canvas);
      const layer = { canvas, ctx, draw, dirty: true, soon: false, shown: true };
      layers.push(layer);
      schedule();
      return {
        redraw() {
          layer.dirty = true;
          schedule();
        },
        redrawSoon() {
          if (layer.soon) return;
          layer.soon = true;
          const timer = setTimeout(() => {
            timers.delete(timer);
            layer.soon = false;
            layer.dirty = true;
            schedule();
          }, SOON_MS);
          timers.add(timer);
        },
        show(visible) {
          if (layer.shown === visible) return;
          layer.shown = visible;
          layer.dirty = true;
          schedule();
        },
        visible: () => layer.shown,
      };
    },
    /** The element of a pane, for what is no canvas. @param {typeof PANES[number]} name */
    pane: (name) => /** @type {HTMLElement} */ (map.getPane(name)),
    redrawAll: all,
    /** Told after each paint and each drag: for what the page lays over the map. @param {() => void} listener */
    onPaint(listener) {
      afterPaint.add(listener);
      return () => void afterPaint.delete(listener);
    },
    destroy() {
      cancelAnimationFrame(frame);
      for (const timer of timers) clearTimeout(timer);
      map.off(events, moved);
      map.off('resize viewreset', all);
      for (const { canvas } of layers) canvas.remove();
      layers.length = 0;
      afterPaint.clear();
    },
  };
}

/** Points nearer than this to the last one drawn are left out: from afar most of an outline lies within one pixel. */
const LEAST_STEP = 1.2;

/**
 * Adds an outline to the current path. GeoJSON's rings end where they began, so none is closed by hand: closePath costs
 * time in proportion to the whole path (measured: 2 s of a second's panning over 3,364 areas).
 * @param {View} view
 * @param {Outline} outline
 */
export function trace({ ctx, scale, originX, originY }, outline) {
  for (const ring of outline.rings) {
    let lastX = Number.NaN;
    let lastY = Number.NaN;
    for (let i = 0; i < ring.length; i += 2) {
      const x = (ring[i] ?? 0) * scale - originX;
      const y = (ring[i + 1] ?? 0) * scale - originY;
      if (i === 0) ctx.moveTo(x, y);
      else if (Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_STEP && i + 2 < ring.length) continue;
      else ctx.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  }
}
