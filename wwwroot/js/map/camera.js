// Where the map looks. Every move goes through here, so that one rule holds: until somebody moves it, the map shows
// everything, whatever becomes of the space for it.
import { latLngBounds, point } from 'leaflet';
import { latOf, lonOf } from './mercator.js';

/** @typedef {{lon: number, lat: number}} Place */
/** @typedef {import('./area-layer.js').AreaShape} AreaShape */
/** @typedef {ReturnType<typeof createCamera>} Camera */

const GLIDE_S = 1.4;
/** Pixels beyond the outermost area that a glide may show. */
const RIM = 70;
/** Left and top; at the top a plate may sit on the border. @type {[number, number]} */
const MARGIN = [14, 38];
/** @type {[number, number]} */
const FAR_MARGIN = [14, 14];
/** On every side of an area that is shown, pixels. */
const AREA_MARGIN = 60;
/** No margin takes more of a side than this: a phone has little. */
const MOST_MARGIN = 0.2;

/**
 * @param {import('leaflet').Map} map
 * @param {{shapes: () => AreaShape[], fitMargin?: [number, number], still: boolean}} options
 */
export function createCamera(map, { shapes, fitMargin = FAR_MARGIN, still }) {
  const container = map.getContainer();
  let untouched = true;
  const hold = () => {
    untouched = false;
  };

  function everything() {
    const bounds = latLngBounds([]);
    for (const shape of shapes()) bounds.extend(boundsOf(shape));
    return bounds.isValid() ? bounds : null;
  }

  /** @param {AreaShape} shape */
  function boundsOf({ outline }) {
    return latLngBounds([latOf(outline.maxY), lonOf(outline.minX)], [latOf(outline.minY), lonOf(outline.maxX)]);
  }

  /** @param {Place} place @param {number} zoom @param {number} [duration] Seconds. */
  function fly({ lon, lat }, zoom, duration = GLIDE_S) {
    hold();
    if (still) map.setView([lat, lon], zoom, { animate: false });
    else map.flyTo([lat, lon], Math.min(zoom, map.getMaxZoom()), { duration, easeLinearity: 0.3 });
  }

  /** @param {[number, number]} wanted @returns {[number, number]} */
  function margin([x, y]) {
    const size = map.getSize();
    return [Math.min(x, size.x * MOST_MARGIN), Math.min(y, size.y * MOST_MARGIN)];
  }

  /** @param {boolean} [glide] */
  function fit(glide = true) {
    const home = everything();
    if (!home) return;
    untouched = true;
    const padded = { paddingTopLeft: margin(MARGIN), paddingBottomRight: margin(fitMargin) };
    if (glide && !still) map.flyToBounds(home, { ...padded, duration: GLIDE_S });
    else map.fitBounds(home, { ...padded, animate: false });
  }

  /** @returns {Place} */
  function centre() {
    const { lat, lng } = map.getCenter();
    return { lon: lng, lat };
  }

  const observer = new ResizeObserver(() => {
    map.invalidateSize({ pan: false });
    if (untouched) fit(false);
  });
  observer.observe(container);
  map.on('dragstart mousedown', hold);
  container.addEventListener('wheel', hold, { passive: true });

  return {
    hold,
    fit,
    fly,
    centre,
    zoom: () => map.getZoom(),
    /** @param {Place} place @param {number} zoom */
    glideNear(place, zoom) {
      const home = everything();
      if (!home) return fly(place, zoom);
      map.invalidateSize({ pan: false });
      // As far towards the place as the view stays on the map: beyond its rim there is nothing to see.
      const half = map.getSize().divideBy(2).subtract(point(RIM, RIM));
      const low = map.project(home.getNorthWest(), zoom).add(half);
      const high = map.project(home.getSouthEast(), zoom).subtract(half);
      const wanted = map.project([place.lat, place.lon], zoom);
      const { lat, lng } = map.unproject([within(wanted.x, low.x, high.x), within(wanted.y, low.y, high.y)], zoom);
      fly({ lon: lng, lat }, zoom);
    },
    /** @param {Place} place @param {number} zoom */
    jumpTo({ lon, lat }, zoom) {
      hold();
      map.setView([lat, lon], zoom, { animate: false });
    },
    /** Brings a place into view, and moves nothing when it is in view already. @param {Place} place */
    reveal(place) {
      // A sheet may just have taken a part of the map.
      map.invalidateSize({ pan: false });
      const view = map.getBounds();
      if (view.pad(-0.08).contains([place.lat, place.lon])) return;
      hold();
      // Just outside: as little as needed. Far away: there.
      if (view.pad(0.7).contains([place.lat, place.lon]))
        map.panInside([place.lat, place.lon], { padding: [120, 130], animate: !still });
      else fly(place, map.getZoom(), 0.8);
    },
    /** @param {string} code @param {boolean} [glide] */
    revealArea(code, glide = true) {
      const shape = shapes().find((entry) => entry.code === code);
      if (!shape) return;
      // A sheet may just have taken a part of the map.
      map.invalidateSize({ pan: false });
      hold();
      const options = { padding: margin([AREA_MARGIN, AREA_MARGIN]), maxZoom: 18.5 };
      if (glide && !still) map.flyToBounds(boundsOf(shape), { ...options, duration: 1 });
      else map.fitBounds(boundsOf(shape), { ...options, animate: false });
    },
    zoomIn: () => fly(centre(), map.getZoom() + 0.75, 0.3),
    zoomOut: () => fly(centre(), map.getZoom() - 0.75, 0.3),
    destroy() {
      observer.disconnect();
      map.off('dragstart mousedown', hold);
      container.removeEventListener('wheel', hold);
    },
  };
}

/** The middle where there is no room to choose. @param {number} value @param {number} low @param {number} high */
const within = (value, low, high) => (low > high ? (low + high) / 2 : Math.min(high, Math.max(low, value)));
