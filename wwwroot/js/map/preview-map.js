// A file's outlines over the areas in force, and one mark: the map of the import page. Any place on earth, any size.
import { control, map as createLeaflet } from 'leaflet';
import { createCamera } from './camera.js';
import { createGround } from './ground.js';
import { mercatorX, mercatorY } from './mercator.js';
import { outlineOf, overlaps } from './outline.js';
import { readPalette } from './palette.js';
import { createScene } from './scene.js';
import { trace } from './trace.js';

/** @typedef {import('./outline.js').Outline} Outline */
/** @typedef {ReturnType<typeof createPreviewMap>} PreviewMap */

const MARK_ZOOM = 17;

/** Files under test hold anything: what cannot be drawn is left out. @param {any} geometry @returns {Outline|null} */
function drawable(geometry) {
  try {
    const outline = outlineOf(geometry);
    const fits = outline && outline.minX >= 0 && outline.maxX <= 1 && outline.minY >= 0 && outline.maxY <= 1;
    return fits && outline.rings.every((ring) => ring.every(Number.isFinite)) ? outline : null;
  } catch {
    return null;
  }
}

/** @param {(Outline|null)[]} outlines */
const shapesOf = (outlines) =>
  outlines.flatMap((outline) => (outline ? [{ code: '', level: '', name: '', outline, perch: { x: 0, y: 0 } }] : []));

/**
 * @param {HTMLElement} container
 * @param {{areas: import('../contract.js').AreaFeature[], base: import('../contract.js').BaseFeature[], baseLayer: import('../contract.js').BaseLayer, creditWords: import('./credit.js').CreditWords}} options
 */
export function createPreviewMap(container, { areas, base, baseLayer, creditWords }) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let palette = readPalette();
  const map = createLeaflet(container, {
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: false,
    fadeAnimation: false,
    inertia: !still,
    zoomSnap: 0.05,
    zoomDelta: 0.5,
    wheelPxPerZoomLevel: 110,
    minZoom: 2,
    maxZoom: 21,
    boxZoom: false,
  });
  map.setView([0, 0], 4);
  control.scale({ imperial: false, maxWidth: 120, position: 'bottomright' }).addTo(map);
  const scene = createScene(map, () => palette, { scale: 1, least: 0 });
  /** @param {import('../contract.js').AreaFeature[]} features */
  const inForce = (features) =>
    shapesOf(
      features.filter(({ properties }) => properties.level !== 'building').map((area) => drawable(area.geometry)),
    );
  let known = inForce(areas);
  /** @type {ReturnType<typeof shapesOf>} */
  let preview = [];
  /** @type {{lon: number, lat: number}|null} */
  let mark = null;

  const ground = createGround(map, scene, { base, baseLayer, creditWords });
  const areaScene = scene.add('area', (view) => {
    const { ctx, unit } = view;
    /** @param {typeof known} shapes */
    const path = (shapes) => {
      ctx.beginPath();
      for (const { outline } of shapes) if (overlaps(outline, view.box)) trace(view, outline);
    };
    ctx.lineJoin = 'round';
    path(known);
    ctx.strokeStyle = palette.microLine;
    ctx.lineWidth = unit;
    ctx.stroke();
    path(preview);
    ctx.fillStyle = palette.focus;
    ctx.globalAlpha = 0.14;
    ctx.fill('evenodd');
    ctx.globalAlpha = 1;
    ctx.strokeStyle = palette.focus;
    ctx.lineWidth = 2 * unit;
    ctx.stroke();
  });
  const markScene = scene.add('selection', ({ ctx, unit, scale, originX, originY }) => {
    if (!mark) return false;
    const x = mercatorX(mark.lon) * scale - originX;
    const y = mercatorY(mark.lat) * scale - originY;
    for (const [colour, width] of /** @type {[string, number][]} */ ([
      [palette.halo, 7],
      [palette.alert, 3],
    ])) {
      ctx.beginPath();
      ctx.arc(x, y, 16 * unit, 0, 2 * Math.PI);
      for (const [dx, dy] of /** @type {[number, number][]} */ ([
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ])) {
        ctx.moveTo(x + dx * 10 * unit, y + dy * 10 * unit);
        ctx.lineTo(x + dx * 24 * unit, y + dy * 24 * unit);
      }
      ctx.strokeStyle = colour;
      ctx.lineWidth = width * unit;
      ctx.stroke();
    }
    return true;
  });
  const camera = createCamera(map, { shapes: () => (preview.length > 0 ? preview : known), still });
  camera.fit(false);

  return {
    fit: camera.fit,
    zoomIn: camera.zoomIn,
    zoomOut: camera.zoomOut,
    /** @param {unknown[]} geometries Of a file; WGS 84. @returns {number} How many could be drawn. */
    show(geometries) {
      preview = shapesOf(geometries.map(drawable));
      areaScene.redraw();
      if (preview.length > 0) camera.fit(false);
      return preview.length;
    },
    /** The areas were imported anew. @param {import('../contract.js').AreaFeature[]} features */
    setAreas(features) {
      known = inForce(features);
      areaScene.redraw();
      if (preview.length === 0) camera.fit(false);
    },
    /** @param {{lon: number, lat: number}|null} place */
    mark(place) {
      mark = place;
      markScene.redraw();
      if (place) camera.fly(place, Math.max(MARK_ZOOM, camera.zoom()), 1);
    },
    retheme() {
      palette = readPalette();
      scene.redrawAll();
    },
    destroy() {
      camera.destroy();
      ground.destroy();
      scene.destroy();
      map.remove();
    },
  };
}
