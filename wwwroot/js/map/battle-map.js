// The service battle map (作战图) as pages use it: areas, issues, selection, one hit test. Leaflet ends here.
import { control, latLngBounds, map as createLeaflet } from 'leaflet';
import { areaAt, areaShapes, createAreaPainter, MICRO_FROM } from './area-layer.js';
import { createBasePainter } from './base-layer.js';
import { createBuildingPainter, createPersonPainter } from './building-layer.js';
import { createEffectsLayer } from './effects-layer.js';
import { createIssueLayer } from './issue-layer.js';
import { createLabelPainter } from './label-layer.js';
import { latOf, lonOf, mercatorX, mercatorY } from './mercator.js';
import { readPalette } from './palette.js';
import { createScene } from './scene.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {'grids'|'issues'|'people'|'buildings'|'load'} LayerName */
/** @typedef {{lon: number, lat: number, issue: string|null, building: string|null, area: string|null}} Pick */
/** @typedef {ReturnType<typeof createBattleMap>} BattleMap */

/**
 * @typedef {object} BattleMapOptions
 * @property {import('../contract.js').AreaFeature[]} areas
 * @property {import('../contract.js').BaseFeature[]} base
 * @property {(code: string) => number} countOf Open issues in an area.
 * @property {(code: string) => import('./label-layer.js').LabelText} labelOf
 * @property {(code: string) => string} leaderOf
 * @property {(issue: Issue) => boolean} isOverdue
 * @property {(pick: Pick) => void} [onPick]
 * @property {(pick: Pick|null, at: {x: number, y: number}) => void} [onHover]
 * @property {boolean} [interactive] The hall screen takes no pointer.
 * @property {boolean} [clustered]
 * @property {{scale: number, least: number}} [text] Sizes of what is written on the map.
 * @property {[number, number]} [fitMargin] Pixels at the right and the bottom that other things cover.
 */

const HIT_LEVELS = ['building', 'microgrid', 'grid', 'section', 'community', 'street', 'district'];
const HIT_LEVELS_FAR = HIT_LEVELS.slice(1);
const BUILDINGS_HIT_FROM = 16;
const GLIDE_S = 1.4;
const LEAN = 0.3;

/** @param {HTMLElement} container @param {BattleMapOptions} options */
export function createBattleMap(container, options) {
  const { countOf, labelOf, leaderOf, isOverdue, interactive = true } = options;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let palette = readPalette();
  /** @type {string|null} */
  let focusedArea = null;
  /** @type {string|null} */
  let selectedIssue = null;
  /** @type {Map<string, Issue>} Urgent and untouched: they pulse. */
  const urgent = new Map();

  const map = createLeaflet(container, {
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: false,
    fadeAnimation: false,
    inertia: !still,
    zoomSnap: 0.05,
    zoomDelta: 0.5,
    wheelPxPerZoomLevel: 110,
    minZoom: 12,
    maxZoom: 20,
    dragging: interactive,
    keyboard: interactive,
    scrollWheelZoom: interactive,
    doubleClickZoom: interactive,
    touchZoom: interactive,
    boxZoom: false,
  });
  map.setView([0, 0], 15);
  control.scale({ imperial: false, maxWidth: 120, position: 'bottomright' }).addTo(map);
  const scene = createScene(map, () => palette, options.text ?? { scale: 1, least: 0 });

  let shapes = areaShapes(options.areas);
  let home = boundsOf(options.areas);
  let basePaint = createBasePainter(options.base);
  /** @type {(view: import('./scene.js').View) => void} */
  let areaPaint;
  /** @type {(view: import('./scene.js').View) => void} */
  let buildingPaint;
  /** @type {(view: import('./scene.js').View) => void} */
  let personPaint;
  /** @type {(view: import('./scene.js').View) => void} */
  let labelPaint;
  let tinted = true;

  function prepare() {
    const focus = () => focusedArea;
    areaPaint = createAreaPainter(shapes, { countOf, focus, tinted: () => tinted });
    buildingPaint = createBuildingPainter(shapes, { focus });
    personPaint = createPersonPainter(shapes, leaderOf);
    labelPaint = createLabelPainter(shapes, {
      textOf: labelOf,
      focus,
      microFrom: MICRO_FROM,
      crowd: (box) => issues.crowd(box),
    });
  }
  prepare();

  const base = scene.add('base', (view) => basePaint(view));
  const areas = scene.add('area', (view) => areaPaint(view));
  const buildings = scene.add('building', (view) => buildingPaint(view));
  const people = scene.add('person', (view) => personPaint(view));
  const labels = scene.add('label', (view) => labelPaint(view));
  const issueScene = scene.add('issue', (view) => {
    issues.paint(view);
    effectsScene.redraw();
  });
  const issues = createIssueLayer({
    redraw: () => issueScene.redraw(),
    isOverdue,
    selected: () => selectedIssue,
    clustered: options.clustered ?? true,
  });
  const effectsScene = scene.add('selection', (view) => effects.paint(view));
  const effects = createEffectsLayer({
    redraw: () => effectsScene.redraw(),
    selection: () => (selectedIssue ? issues.position(selectedIssue) : undefined),
    urgent: function* () {
      if (issueScene.visible()) for (const id of urgent.keys()) yield issues.position(id);
    },
    still,
  });

  /** @param {import('leaflet').LeafletMouseEvent} event @returns {Pick & {cluster: number|null}} */
  function pick(event) {
    const hit = issueScene.visible() ? issues.hit(event.layerPoint) : null;
    const { lng: lon, lat } = event.latlng;
    const levels = map.getZoom() >= BUILDINGS_HIT_FROM && buildings.visible() ? HIT_LEVELS : HIT_LEVELS_FAR;
    const area = areaAt(shapes, mercatorX(lon), mercatorY(lat), levels);
    return {
      lon,
      lat,
      issue: hit?.id ?? null,
      cluster: hit?.cluster ?? null,
      building: area?.level === 'building' ? area.code : null,
      area: areaAt(shapes, mercatorX(lon), mercatorY(lat), HIT_LEVELS_FAR.slice(1))?.code ?? null,
    };
  }

  if (interactive) {
    map.on('dragstart mousedown', () => {
      untouched = false;
    });
    container.addEventListener(
      'wheel',
      () => {
        untouched = false;
      },
      { passive: true },
    );
    map.on('click', (event) => {
      const found = pick(event);
      if (found.cluster !== null) {
        const zoom = Math.max(map.getZoom() + 1, issues.expansionZoom(found.cluster) + 0.1);
        fly(found, Math.min(zoom, map.getMaxZoom()), 0.5);
        return;
      }
      options.onPick?.(found);
    });
    let frame = 0;
    map.on('mousemove', (event) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const found = pick(event);
        container.classList.toggle('is-pointing', found.issue !== null || found.cluster !== null);
        options.onHover?.(found, event.containerPoint);
      });
    });
    map.on('mouseout', () => {
      cancelAnimationFrame(frame);
      options.onHover?.(null, { x: 0, y: 0 });
    });
  }

  /** @param {{lon: number, lat: number}} place @param {number} zoom @param {number} [duration] */
  function fly({ lon, lat }, zoom, duration = GLIDE_S) {
    untouched = false;
    if (still) map.setView([lat, lon], zoom, { animate: false });
    else map.flyTo([lat, lon], zoom, { duration, easeLinearity: 0.3 });
  }

  /** @param {boolean} [glide] */
  function fit(glide = true) {
    if (!home) return;
    untouched = true;
    /** @type {[number, number]} */
    const margin = [14, 14];
    const padded = { paddingTopLeft: margin, paddingBottomRight: options.fitMargin ?? margin };
    if (glide && !still) map.flyToBounds(home, { ...padded, duration: GLIDE_S });
    else map.fitBounds(home, { ...padded, animate: false });
  }

  // Until somebody moves the map it shows everything, whatever becomes of the space for it.
  let untouched = true;
  const observer = new ResizeObserver(() => {
    map.invalidateSize({ pan: false });
    if (untouched) fit(false);
  });
  observer.observe(container);
  fit(false);

  return {
    fit,
    /** @param {{lon: number, lat: number}} place @param {number} [zoom] */
    glideTo: (place, zoom) => fly(place, zoom ?? Math.max(map.getZoom(), 17.2)),
    /** Near a place, but leaning towards the whole: at the rim half the view would be outside. @param {{lon: number, lat: number}} place @param {number} zoom */
    glideNear(place, zoom) {
      const { lat, lng } = home?.getCenter() ?? { lat: place.lat, lng: place.lon };
      fly({ lon: place.lon + (lng - place.lon) * LEAN, lat: place.lat + (lat - place.lat) * LEAN }, zoom);
      untouched = false;
    },
    /** Brings a place into view without a jump when it is in view already. @param {{lon: number, lat: number}} place */
    reveal(place) {
      const inner = map.getBounds().pad(-0.12);
      if (!inner.contains([place.lat, place.lon])) fly(place, Math.max(map.getZoom(), 16.8), 0.8);
    },
    /** @param {string} code @param {boolean} [glide] */
    revealArea(code, glide = true) {
      const shape = shapes.find((entry) => entry.code === code);
      if (!shape) return;
      untouched = false;
      const { minX, minY, maxX, maxY } = shape.outline;
      const bounds = latLngBounds([latOf(maxY), lonOf(minX)], [latOf(minY), lonOf(maxX)]);
      if (glide && !still) map.flyToBounds(bounds, { padding: [60, 60], maxZoom: 18.5, duration: 1 });
      else map.fitBounds(bounds, { padding: [60, 60], maxZoom: 18.5, animate: false });
    },
    zoomIn: () => fly(centre(), map.getZoom() + 0.75, 0.3),
    zoomOut: () => fly(centre(), map.getZoom() - 0.75, 0.3),
    centre,
    zoom: () => map.getZoom(),
    /** @param {Iterable<Issue>} all */
    setIssues(all) {
      const list = [...all];
      urgent.clear();
      for (const issue of list) if (pulses(issue)) urgent.set(issue.id, issue);
      issues.set(list);
      areas.redraw();
      labels.redraw();
    },
    /** @param {string} id @param {Issue|undefined} issue */
    updateIssue(id, issue) {
      if (issue && pulses(issue)) urgent.set(id, issue);
      else urgent.delete(id);
      issues.update(id, issue);
      areas.redraw();
      labels.redraw();
    },
    /** @param {import('../contract.js').AreaFeature[]} features */
    setAreas(features) {
      shapes = areaShapes(features);
      home = boundsOf(features) ?? home;
      prepare();
      scene.redrawAll();
    },
    /** @param {import('../contract.js').BaseFeature[]} features */
    setBase(features) {
      basePaint = createBasePainter(features);
      base.redraw();
    },
    /** @param {string|null} id */
    selectIssue(id) {
      selectedIssue = id;
      if (id) untouched = false;
      issueScene.redraw();
    },
    /** @param {string|null} code */
    focusArea(code) {
      if (focusedArea === code) return;
      focusedArea = code;
      areas.redraw();
      buildings.redraw();
      labels.redraw();
    },
    /** @param {string} id @param {import('../contract.js').StatusGroup} group */
    pulse: (id, group) =>
      effects.pulse(
        () => issues.position(id),
        (colours) => colours.groups[group],
      ),
    /** @param {LayerName} name @param {boolean} visible */
    showLayer(name, visible) {
      if (name === 'load') {
        tinted = visible;
        areas.redraw();
        return;
      }
      const shown = {
        grids: [areas, labels],
        issues: [issueScene, effectsScene],
        people: [people],
        buildings: [buildings],
      };
      for (const layer of shown[name]) layer.show(visible);
      if (name === 'people') labels.redraw();
    },
    retheme() {
      palette = readPalette();
      scene.redrawAll();
    },
    redrawIssues: () => issueScene.redraw(),
    /** Where a place lies in the container now, in pixels. @param {{lon: number, lat: number}} place */
    pixelOf: (place) => map.latLngToContainerPoint([place.lat, place.lon]),
    onPaint: scene.onPaint,
    destroy() {
      observer.disconnect();
      issues.destroy();
      effects.destroy();
      scene.destroy();
      map.remove();
    },
  };

  function centre() {
    const { lat, lng } = map.getCenter();
    return { lon: lng, lat };
  }
}

/** @param {Issue} issue */
const pulses = (issue) =>
  issue.urgent && (issue.status === 'reported' || issue.status === 'accepted' || issue.status === 'dispatched');

/** @param {import('../contract.js').AreaFeature[]} features */
function boundsOf(features) {
  const bounds = latLngBounds([]);
  for (const { outline } of areaShapes(features)) {
    bounds.extend([latOf(outline.minY), lonOf(outline.minX)]);
    bounds.extend([latOf(outline.maxY), lonOf(outline.maxX)]);
  }
  return bounds.isValid() ? bounds : null;
}
