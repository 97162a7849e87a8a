// Stacked pictures over a Leaflet map, all repainted by one animation frame. While the map zooms and painting takes
// longer than a frame has, the pictures are moved and enlarged, and painted anew when it rests.
import { Bounds, point } from 'leaflet';
import { createHand } from './hand.js';
import { createEasel, createSurface } from './surface.js';
import { cropped, frameOf, MARGIN, unitNow } from './view.js';

/** @typedef {import('leaflet').Map} LeafletMap */
/** @typedef {import('./palette.js').Palette} Palette */
/** @typedef {import('./view.js').View} View */
/** @typedef {import('./view.js').Frame} Frame */
/** @typedef {{paint: (frame: Frame) => void, clear: () => void, follow: () => void, destroy: () => void, pace?: () => number}} Picture `pace`: milliseconds from one repaint of a layer to the next. */
/** @typedef {{redraw: () => void, redrawSoon: (isStale?: () => boolean) => void, show: (visible: boolean) => void, visible: () => boolean}} SceneLayer */
/** @typedef {ReturnType<typeof createScene>} Scene */

/** Bottom to top. Pictures take no pointer: the one hit test of battle-map.js answers. */
const PANES = /** @type {const} */ (['base', 'area', 'building', 'person', 'label', 'issue', 'selection']);

/** Counts and tints follow a burst of changes once in this time; a single one is not missed for so long. */
const SOON_MS = 250;
const SOON_MOST_MS = 2_000;
/** A layer that follows changes soon takes at most one part in so many of the thread's time. */
const SOON_SHARE = 150;
/** Pixels at the 1080p design around the areas that their plates and glow may need. */
const RIM = 120;
/** What all layers may take within a moving frame; more, and they are painted when the map rests. */
const FRAME_MS = 9;
const REST_MS = 110;
/** A picture enlarged beyond this, or too small for the view, is painted anew on the way, as often as this. */
const MOST_ENLARGED = 2.6;
const ON_THE_WAY_MS = 240;

/**
 * @param {LeafletMap} map
 * @param {() => Palette} palette
 * @param {{scale: number, least: number}} text How much larger than on a desk texts are, and their smallest size.
 */
export function createScene(map, palette, text) {
  /** @typedef {{picture: Picture, dirty: boolean, soon: boolean, isWaiting: boolean, shown: boolean, cost: number, at: number}} Layer */
  /** @type {Layer[]} */
  const layers = [];
  const easel = createEasel();
  const hand = createHand();
  let frame = 0;
  let zoom = Number.NaN;
  let unit = unitNow();
  /** What is painted, in pixels of the whole world at that zoom: layer points begin anew with a reset. @type {Bounds|null} */
  let painted = null;
  /** Where layer points began when it was painted. */
  let began = point(0, 0);
  let paintedAt = 0;
  /** What painting all layers took last. */
  let cost = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let rest;
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

  /** @param {Layer} layer */
  const untilDue = ({ picture, at }) => at + (picture.pace?.() ?? 0) - performance.now();

  /** @param {Layer} layer */
  function scheduleWhenDue(layer) {
    const wait = untilDue(layer);
    if (wait <= 0) return schedule();
    if (layer.isWaiting) return;
    layer.isWaiting = true;
    later(wait, () => {
      layer.isWaiting = false;
      schedule();
    });
  }

  /** @param {number} ms @param {() => void} act */
  function later(ms, act) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  }

  function paint() {
    frame = 0;
    // What is enlarged waits until it is painted anew as a whole.
    const view = zoom === map.getZoom() || Number.isNaN(zoom) ? frameOf(map, { palette: palette(), unit, text }) : null;
    if (!view) return;
    zoom = map.getZoom();
    const begun = performance.now();
    const all = layers.every((layer) => layer.dirty);
    for (const layer of layers) {
      if (!layer.dirty) continue;
      if (!all && untilDue(layer) > 0) {
        scheduleWhenDue(layer);
        continue;
      }
      layer.dirty = false;
      const start = performance.now();
      if (layer.shown) layer.picture.paint(view);
      else layer.picture.clear();
      layer.at = performance.now();
      layer.cost = layer.at - start;
    }
    if (all) {
      cost = performance.now() - begun;
      paintedAt = performance.now();
    }
    tell();
  }

  function tell() {
    for (const listener of afterPaint) listener();
  }

  function all() {
    clearTimeout(rest);
    rest = undefined;
    for (const layer of layers) layer.dirty = true;
    unit = unitNow();
    zoom = map.getZoom();
    const margin = point(MARGIN, MARGIN);
    const { min, max } = inSight();
    began = map.getPixelOrigin();
    painted = new Bounds(min.subtract(margin), max.add(margin));
    schedule();
  }

  /** In pixels of the whole world. */
  function inSight() {
    const corner = map.containerPointToLayerPoint(point(0, 0)).add(map.getPixelOrigin());
    return { min: corner, max: corner.add(map.getSize()) };
  }

  function moved() {
    const { min, max } = inSight();
    const size = map.getSize();
    const isZoomed = map.getZoom() !== zoom;
    if (isZoomed ? cost < FRAME_MS && !hand.isReady : !painted?.contains(min) || !painted.contains(max)) return all();
    if (isZoomed || !map.getPixelOrigin().equals(began)) for (const { picture } of layers) picture.follow();
    tell();
    if (!isZoomed) return;
    const part = 2 ** (map.getZoom() - zoom);
    const wide = (size.x + 2 * MARGIN) * part;
    const lacking = part > MOST_ENLARGED || wide < size.x + MARGIN;
    clearTimeout(rest);
    rest = setTimeout(all, REST_MS);
    if (!lacking || hand.isBusy || performance.now() - paintedAt <= Math.max(ON_THE_WAY_MS, 4 * cost)) return;
    // At once: with the next frame the map is at another zoom.
    all();
    cancelAnimationFrame(frame);
    paint();
  }

  const events = 'move zoom viewreset moveend';
  map.on(events, moved);
  map.on('resize', all);
  hand.onChange(all);

  return {
    /**
     * @param {typeof PANES[number]} pane
     * @param {import('./surface.js').Draw} draw
     * @param {{extent?: () => import('./outline.js').Box|null, isDrawing?: boolean}} [about] All that is drawn lies in
     *   the extent, or close to it; a drawing is lines, areas and words only (drawing.js), and a worker may paint it.
     * @returns {SceneLayer}
     */
    add(pane, draw, { extent, isDrawing = false } = {}) {
      const surface = createSurface(this.pane(pane), map, easel, isDrawing ? hand : null);
      return this.addPicture({
        ...surface,
        paint(view) {
          const box = extent?.();
          surface.paint(box ? cropped(view, box, RIM * view.unit) : view, draw);
        },
      });
    },
    /** @param {Picture} picture @returns {SceneLayer} */
    addPicture(picture) {
      const layer = {
        picture,
        dirty: true,
        soon: false,
        isWaiting: false,
        shown: true,
        cost: 0,
        at: Number.NEGATIVE_INFINITY,
      };
      layers.push(layer);
      const redraw = () => {
        layer.dirty = true;
        scheduleWhenDue(layer);
      };
      schedule();
      return {
        redraw,
        redrawSoon(isStale = () => true) {
          if (layer.soon) return;
          layer.soon = true;
          // What a worker's painting costs is not seen here.
          const pause = hand.isReady ? SOON_MOST_MS : Math.min(SOON_MOST_MS, SOON_SHARE * layer.cost);
          const due = layer.at + pause - performance.now();
          const wait = Math.max(SOON_MS, due);
          later(wait, () => {
            layer.soon = false;
            if (isStale()) redraw();
          });
        },
        show(visible) {
          if (layer.shown === visible) return;
          layer.shown = visible;
          redraw();
        },
        visible: () => layer.shown,
      };
    },
    hand,
    /** The element of a pane. @param {typeof PANES[number]} name */
    pane: (name) => /** @type {HTMLElement} */ (map.getPane(name)),
    redrawAll: all,
    /** Told after each paint and each move: for what the page lays over the map. @param {() => void} listener */
    onPaint(listener) {
      afterPaint.add(listener);
      return () => void afterPaint.delete(listener);
    },
    destroy() {
      cancelAnimationFrame(frame);
      clearTimeout(rest);
      for (const timer of timers) clearTimeout(timer);
      map.off(events, moved);
      map.off('resize', all);
      hand.destroy();
      for (const { picture } of layers) picture.destroy();
      layers.length = 0;
      afterPaint.clear();
    },
  };
}
