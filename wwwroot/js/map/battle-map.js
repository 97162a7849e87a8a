// The service battle map (作战图) as pages use it: areas, issues, selection, one hit test. Leaflet ends here.
import { control, map as createLeaflet } from 'leaflet';
import { areaShapes, createAreaPainter } from './area-layer.js';
import { createBuildingPainter, createPersonPainter } from './building-layer.js';
import { createCamera } from './camera.js';
import { createClassLayer } from './class-layer.js';
import { createEffectsLayer } from './effects-layer.js';
import { createFogPainter } from './fog.js';
import { createGround } from './ground.js';
import { createHeatLayer } from './heat-layer.js';
import { createIssueLayer, pulses } from './issue-layer.js';
import { createIssuePicture } from './issue-picture.js';
import { latOf, lonOf } from './mercator.js';
import { around } from './outline.js';
import { readPalette } from './palette.js';
import { createPointer } from './pointer.js';
import { createScene } from './scene.js';
import { createTrackLayer } from './track-layer.js';
import { coveredIn, createWritingLayer } from './writing-layer.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {'grids'|'issues'|'people'|'buildings'|'load'|'facilities'} LayerName */
/** @typedef {import('./pointer.js').Pick} Pick */
/** @typedef {ReturnType<typeof createBattleMap>} BattleMap */
/** @typedef {import('./options.js').BattleMapOptions} BattleMapOptions */

/** @param {HTMLElement} container @param {BattleMapOptions} options */
export function createBattleMap(container, options) {
  const { countOf, leaderOf, isOverdue, interactive = true } = options;
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
    minZoom: 8,
    maxZoom: 20,
    dragging: interactive,
    keyboard: interactive,
    scrollWheelZoom: interactive,
    doubleClickZoom: interactive,
    touchZoom: interactive,
    boxZoom: false,
  });
  map.setView([0, 0], 15);
  if (options.scaleBar ?? true)
    control.scale({ imperial: false, maxWidth: Math.round(7.5 * rem()), position: 'bottomright' }).addTo(map);
  const scene = createScene(map, () => palette, options.text ?? { scale: 1, least: 0 });

  let shapes = areaShapes(options.areas);
  const ground = createGround(map, scene, options);
  /** @type {ReturnType<typeof createAreaPainter>} */
  let areaPainter;
  /** @type {ReturnType<typeof createBuildingPainter>} */
  let buildingPaint;
  /** @type {ReturnType<typeof createPersonPainter>} */
  let personPaint;
  /** @type {ReadonlySet<string>|null} */
  let marked = null;
  let tinted = true;
  /** @type {(code: string) => 'done'|'working'|null} Of a building. */
  let tintOf = () => null;

  /** @type {import('./outline.js').Box|null} */
  let bounds = null;
  const focus = () => focusedArea;
  /** Beyond the areas nothing is drawn, but names of the own base map. */
  const extent = () => (options.base.length > 0 ? null : bounds);
  const labels = createWritingLayer(scene, options, {
    focus,
    extent,
    standing: (view, box) => issues.standing(view, box),
    paintNames: ground.paintNames,
  });

  function prepare() {
    bounds = around(shapes.map((shape) => shape.outline));
    areaPainter = createAreaPainter(shapes, { countOf, focus, tinted: () => tinted, marked: () => marked });
    buildingPaint = createBuildingPainter(shapes, { focus, tintOf: (code) => tintOf(code) });
    personPaint = createPersonPainter(shapes, leaderOf);
    labels.prepare(shapes);
    ground.setVeil(createFogPainter(shapes, ground.ends));
  }
  prepare();

  const areas = scene.add('area', (view) => areaPainter.paint(view), { extent, isDrawing: true });
  const buildings = scene.add('building', (view) => buildingPaint(view), { extent, isDrawing: true });
  const classes = createClassLayer(scene, () => shapes);
  const heat = createHeatLayer(scene);
  const people = scene.add('person', (view) => personPaint(view, coveredIn(view, options)), { isDrawing: true });
  const track = createTrackLayer(scene);
  const picture = createIssuePicture(scene.pane('issue'), map, scene.hand, {
    issues: () => issues,
    onPaint: () => effects.update(),
  });
  const issueScene = scene.addPicture(picture);
  const issues = createIssueLayer({
    redraw: () => (picture.isLight ? issueScene.redraw() : issueScene.redrawSoon()),
    isOverdue,
    selected: () => selectedIssue,
    clustered: options.clustered ?? true,
    radius: options.clusterRadius ?? 34,
  });
  const effects = createEffectsLayer({
    pane: scene.pane('selection'),
    positionOf(id) {
      const at = issues.position(id);
      return at && map.latLngToLayerPoint([latOf(at.y), lonOf(at.x)]);
    },
    selected: () => selectedIssue,
    urgent: () => urgent.keys(),
  });

  const camera = createCamera(map, { shapes: () => shapes, fitMargin: options.fitMargin, still });
  const pointer = interactive
    ? createPointer(map, {
        shapes: () => shapes,
        hitIssue: (place) => (issueScene.visible() ? issues.hit(place) : null),
        hitFacility: labels.hitFacility,
        hasBuildings: buildings.visible,
        onCluster: (place, key) => camera.fly(place, Math.max(map.getZoom() + 1, issues.expansionZoom(key) + 0.1), 0.5),
        on: options,
      })
    : null;
  camera.fit(false);
  const rewrite = () => {
    people.redraw();
    labels.redraw();
  };
  // Only now: the page has no map to ask while it is still being made.
  if (options.onMove) map.on('moveend', options.onMove);
  // A short glide moves what is painted: what it brought to the edge is written anew.
  if (options.inside) map.on('moveend', rewrite);

  return {
    ...camera,
    ...classes,
    ...heat,
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
      areas.redrawSoon(areaPainter.isStale);
      labels.redrawSoon();
    },
    /** @param {import('../contract.js').AreaFeature[]} features */
    setAreas(features) {
      shapes = areaShapes(features);
      prepare();
      scene.redrawAll();
    },
    /** @param {string|null} id */
    selectIssue(id) {
      selectedIssue = id;
      if (id) camera.hold();
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
    pulse: (id, group) => effects.pulse(id, group),
    setFacilities: labels.setFacilities,
    chooseFacility: labels.chooseFacility,
    /** Areas that stand out together, or null. @param {ReadonlySet<string>|null} codes */
    markAreas(codes) {
      marked = codes;
      areas.redraw();
    },
    /** Buildings told apart by colour. @param {typeof tintOf} tint */
    tintBuildings(tint) {
      tintOf = tint;
      buildings.redraw();
    },
    /** The way of a patrol; none: nothing is drawn. */
    setTrack: track.set,
    /** What labels, leaders or gaps say has changed. */
    redrawNames: rewrite,
    /** @param {LayerName} name @param {boolean} visible */
    showLayer(name, visible) {
      if (name === 'load') {
        tinted = visible;
        areas.redraw();
        return;
      }
      if (name === 'facilities') return labels.showFacilities(visible);
      const shown = {
        grids: [areas],
        issues: [issueScene, effects],
        people: [people],
        buildings: [buildings],
      };
      for (const layer of shown[name]) layer.show(visible);
      if (name === 'grids') labels.showPlates(visible);
      if (name === 'people') labels.redraw();
    },
    /** @param {import('../contract.js').BaseLayer|null} layer Null for the own base map. */
    setBaseLayer(layer) {
      ground.show(layer);
      labels.redraw();
    },
    retheme() {
      palette = readPalette();
      scene.redrawAll();
    },
    /** Where a place lies in the container now, in pixels. @param {{lon: number, lat: number}} place */
    pixelOf: (place) => map.latLngToContainerPoint([place.lat, place.lon]),
    onPaint: scene.onPaint,
    destroy() {
      pointer?.destroy();
      camera.destroy();
      issues.destroy();
      effects.destroy();
      ground.destroy();
      scene.destroy();
      map.remove();
    },
  };
}

/** The page's rem in pixels: what a wall scales by. */
const rem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
