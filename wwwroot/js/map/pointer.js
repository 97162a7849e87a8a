// The one hit test: what lies under the pointer, topmost first, for click and hover alike.
import { areaAt } from './area-layer.js';
import { mercatorX, mercatorY } from './mercator.js';

/** @typedef {{lon: number, lat: number, issue: string|null, building: string|null, area: string|null, facility: string|null}} Pick */
/** @typedef {{onPick?: (pick: Pick) => void, onHover?: (pick: Pick|null, at: {x: number, y: number}) => void, onMenu?: (pick: Pick, at: {x: number, y: number}) => void}} Handlers */

const LEVELS = ['building', 'microgrid', 'grid', 'section', 'community', 'street', 'district'];
const LEVELS_FAR = LEVELS.slice(1);
const AREAS = LEVELS.slice(2);
const BUILDINGS_FROM = 16;

/**
 * @param {import('leaflet').Map} map
 * @param {object} options
 * @param {() => import('./area-layer.js').AreaShape[]} options.shapes
 * @param {(place: {lon: number, lat: number}) => import('./issue-layer.js').Hit|null} options.hitIssue
 * @param {(point: {x: number, y: number}) => string|null} options.hitFacility
 * @param {() => boolean} options.hasBuildings
 * @param {(place: {lon: number, lat: number}, cluster: number) => void} options.onCluster
 * @param {Handlers} options.on
 */
export function createPointer(
  map,
  { shapes, hitIssue, hitFacility, hasBuildings, onCluster, on: { onPick, onHover, onMenu } },
) {
  const container = map.getContainer();
  let frame = 0;

  /** @param {import('leaflet').LeafletMouseEvent} event @returns {Pick & {cluster: number|null}} */
  function pick({ layerPoint, latlng: { lng: lon, lat } }) {
    const hit = hitIssue({ lon, lat });
    const x = mercatorX(lon);
    const y = mercatorY(lat);
    const levels = map.getZoom() >= BUILDINGS_FROM && hasBuildings() ? LEVELS : LEVELS_FAR;
    const area = areaAt(shapes(), x, y, levels);
    return {
      lon,
      lat,
      issue: hit?.id ?? null,
      cluster: hit?.cluster ?? null,
      facility: hit ? null : hitFacility(layerPoint),
      building: area?.level === 'building' ? area.code : null,
      area: areaAt(shapes(), x, y, AREAS)?.code ?? null,
    };
  }

  /** @param {import('leaflet').LeafletMouseEvent} event */
  function click(event) {
    const found = pick(event);
    if (found.cluster === null) onPick?.(found);
    else onCluster(found, found.cluster);
  }

  /** @param {import('leaflet').LeafletMouseEvent} event */
  function hover(event) {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const found = pick(event);
      container.classList.toggle(
        'is-pointing',
        found.issue !== null || found.cluster !== null || found.facility !== null,
      );
      onHover?.(found, event.containerPoint);
    });
  }

  /** @param {import('leaflet').LeafletMouseEvent} event */
  function menu(event) {
    onMenu?.(pick(event), event.containerPoint);
  }

  function leave() {
    cancelAnimationFrame(frame);
    onHover?.(null, { x: 0, y: 0 });
  }

  map.on('click', click);
  if (onMenu) map.on('contextmenu', menu);
  map.on('mousemove', hover);
  map.on('mouseout', leave);
  return {
    destroy() {
      cancelAnimationFrame(frame);
      map.off('click', click);
      map.off('contextmenu', menu);
      map.off('mousemove', hover);
      map.off('mouseout', leave);
    },
  };
}
