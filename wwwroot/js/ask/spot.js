// Where it is: a pin in the middle of a small map; the map moves beneath it. Nothing is sent that was not confirmed.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @typedef {{lon: number, lat: number}} Place */

const ZOOM = 18;
const GPS_MS = 12_000;
/** Degrees; a map that is set to a place does not come to rest exactly there. */
const SAME = 1e-6;

/**
 * @param {import('../ui/open-page.js').OpenPage} app
 * @param {{ground: import('./ground.js').Ground, start: Place, confirmed: boolean, onChange: () => void}} options
 */
export function createSpot({ t }, { ground, start, confirmed: before, onChange }) {
  let confirmed = before;
  let place = start;
  const box = h('div', { class: 'map spot-map' });
  const words = h('strong', { class: 'spot-words', 'aria-live': 'polite' });
  const note = h('small', { class: 'quiet', role: 'status' });
  const confirm = h('button', {
    type: 'button',
    class: 'button spot-confirm',
    on: { click: () => settle(!confirmed) },
  });
  const element = h(
    'div',
    { class: 'spot card' },
    h('div', { class: 'spot-frame' }, box, h('span', { class: 'pin', 'aria-hidden': 'true' }, icon('pin'))),
    words,
    note,
    h(
      'div',
      { class: 'spot-actions' },
      h('button', { type: 'button', class: 'button', on: { click: locate } }, icon('target'), t('ask.myPlace')),
      confirm,
    ),
  );
  /** @type {ReturnType<import('./ground.js').Ground['mapIn']>|null} */
  let map = null;

  /** @param {boolean} next */
  function settle(next) {
    confirmed = next;
    confirm.setAttribute('aria-pressed', String(confirmed));
    replace(confirm, icon(confirmed ? 'check' : 'pin'), t(confirmed ? 'ask.confirmed' : 'ask.confirm'));
    replace(words, ground.describe(place).words || t('app.outside'));
    onChange();
  }

  function moved() {
    const at = map?.centre();
    if (!at || (Math.abs(at.lon - place.lon) < SAME && Math.abs(at.lat - place.lat) < SAME)) return;
    place = at;
    settle(false);
  }

  function locate() {
    if (!window.isSecureContext || !navigator.geolocation) return replace(note, t('ask.noGps'));
    replace(note, t('ask.locating'));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        replace(note, t('ask.gpsFound', { n: Math.round(coords.accuracy) }));
        place = { lon: coords.longitude, lat: coords.latitude };
        map?.jumpTo(place, ZOOM);
        settle(false);
      },
      () => replace(note, t('ask.noGps')),
      { enableHighAccuracy: true, timeout: GPS_MS, maximumAge: 15_000 },
    );
  }

  settle(confirmed);
  return {
    element,
    /** Only once it is in the page: a map needs a size. */
    start() {
      map = ground.mapIn(box, { onMove: moved });
      map.jumpTo(place, ZOOM);
    },
    get place() {
      return place;
    },
    get confirmed() {
      return confirmed;
    },
    building: () => ground.describe(place).building,
    destroy: () => map?.destroy(),
  };
}
