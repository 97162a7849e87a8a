// Where: GPS fills it, a pin on the small map shows it, a tap opens the large map to adjust it. A reading that is hardly worth
// anything fills nothing: its person sets the pin.
import { createBattleMap } from '../map/battle-map.js';
import { createLocator } from '../map/locator.js';
import { createBaseLayers } from '../ui/base-layers.js';
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { boxOf, doubtOf, metresOutside, readPosition } from './position.js';

/** @typedef {{lon: number, lat: number, accuracy?: number, ofPhoto?: boolean}} Place WGS 84, of the phone, of a photo or of a pin on our own map; metres, of the phone only. */
/** @typedef {import('./position.js').Reading} Reading */

const PIN_ZOOM = 17.6;

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => {lon: number, lat: number}|null} options.start Where the map looks when nothing else is known.
 * @param {Place} [options.given] The place is known: nothing is asked of the phone.
 * @param {() => void} options.onChange
 */
export function createPlace({ app, reference, start, given, onChange }) {
  const { t } = app;
  const locator = createLocator(reference().areas.features);
  /** @type {Place|null} */
  let place = given ?? null;
  /** Where the large map opens when there is no place yet. @type {Reading|null} */
  let guess = null;
  let stopReading = () => {};
  const small = h('div', { class: 'map place-map' });
  const words = h('div', { class: 'place-words' });
  const element = h(
    'button',
    { type: 'button', class: 'place', on: { click: adjust } },
    h('div', { class: 'place-frame' }, small, h('span', { class: 'pin', 'aria-hidden': 'true' }, icon('pin'))),
    words,
  );

  const bases = createBaseLayers(app);
  const quiet = {
    areas: reference().areas.features,
    base: reference().base,
    creditWords: bases.words,
    countOf: () => 0,
    leaderOf: () => null,
    isOverdue: () => false,
  };
  /** @param {HTMLElement} container @param {Partial<import('../map/battle-map.js').BattleMapOptions>} more */
  const mapIn = (container, more) =>
    createBattleMap(container, {
      ...quiet,
      labelOf: (code) => ({ name: reference().areas.name(code), line: '', weight: 0 }),
      ...more,
    });
  // No tiles here: so small a map has no room for their approval number, and what shows them must show it.
  const map = mapIn(small, { interactive: false, scaleBar: false });
  map.showLayer('grids', false);

  /** @param {Place} at */
  function describe(at) {
    const { areas } = reference();
    const found = locator.at(at);
    const grid = areas.ancestorOf(found.area, 'grid');
    return {
      building: areas.name(found.building),
      micro: areas.name(found.area),
      grid: grid?.name ?? t(areas.ofLevel('community').length > 0 ? 'app.outside' : 'app.elsewhere'),
      buildingCode: found.building,
    };
  }

  /** @param {string} [note] */
  function show(note) {
    if (!place)
      return replace(words, h('strong', null, note ?? t('report.locating')), h('small', null, t('report.adjust')));
    const { building, micro, grid } = describe(place);
    replace(
      words,
      h('strong', null, building || micro || grid),
      h('small', null, [grid, sourceOf(place)].join(' · ')),
      h('small', null, t('report.adjust')),
    );
    map.jumpTo(place, PIN_ZOOM);
  }

  /** @param {Place} at */
  function sourceOf({ accuracy, ofPhoto }) {
    if (accuracy !== undefined) return t('report.accuracy', { n: Math.round(accuracy) });
    return t(ofPhoto ? 'report.byPhoto' : 'report.byHand');
  }

  /** @param {Place|null} next @param {string} [note] */
  function set(next, note) {
    place = next;
    element.classList.remove('is-doubtful');
    show(note);
    onChange();
  }

  function locate() {
    stopReading();
    guess = null;
    show();
    if (!window.isSecureContext) return set(null, t('report.insecure'));
    if (!navigator.geolocation) return set(null, t('report.noGps'));
    stopReading = readPosition(navigator.geolocation, {
      onReading: hear,
      onNothing: () => set(null, t('report.noGps')),
    });
  }

  /** @param {Reading} reading */
  function hear(reading) {
    const home = boxOf(reference().areas.features);
    const doubt = doubtOf(reading, home);
    if (!doubt) return set(reading);
    if (place) return;
    guess = doubt === 'rough' ? reading : null;
    const kilometres = home ? Math.round(metresOutside(reading, home) / 1_000) : 0;
    set(null, t(`report.doubt.${doubt}`, { n: doubt === 'far' ? kilometres : Math.round(reading.accuracy) }));
    if (guess) map.jumpTo(guess, PIN_ZOOM);
    element.classList.add('is-doubtful');
  }

  function adjust() {
    const container = h('div', { class: 'map adjust-map' });
    const here = h('strong');
    const dialog = h(
      'dialog',
      { class: 'adjust', 'aria-label': t('report.adjust') },
      h(
        'div',
        { class: 'adjust-head' },
        h('span', null, t('report.placeHint')),
        h(
          'button',
          { type: 'button', class: 'tool', 'aria-label': t('app.close'), on: { click: () => dialog.close() } },
          icon('close'),
        ),
      ),
      h('div', { class: 'adjust-frame' }, container, h('span', { class: 'pin', 'aria-hidden': 'true' }, icon('pin'))),
      h(
        'div',
        { class: 'adjust-foot' },
        here,
        h(
          'button',
          {
            type: 'button',
            class: 'button button-primary button-big',
            on: {
              click: () => {
                stopReading();
                set(large.centre());
                dialog.close();
              },
            },
          },
          t('report.placeDone'),
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    const tell = () => {
      const { building, micro, grid } = describe(large.centre());
      here.textContent = [building || micro, grid].filter(Boolean).join(' · ');
    };
    const large = mapIn(container, { baseLayer: bases.first, onMove: () => tell() });
    const at = place ?? guess ?? start();
    if (at) large.jumpTo(at, (place ?? guess) ? PIN_ZOOM : 16.5);
    tell();
    dialog.addEventListener('close', () => {
      large.destroy();
      dialog.remove();
    });
  }
  if (given) show();
  else locate();

  return {
    element,
    /** @returns {Place|null} */
    get current() {
      return place;
    },
    describe,
    /**
     * Where a photo was taken: it stands in where the phone knows nothing, and counts for more where the photo is an old one.
     * A pin that somebody has set stays.
     * @param {{lon: number, lat: number}} at @param {boolean} isOld
     */
    suggest(at, isOld) {
      const isPinned = place !== null && place.accuracy === undefined;
      if (isPinned || (place && !isOld) || doubtOf({ ...at, accuracy: 0 }, boxOf(reference().areas.features))) return;
      stopReading();
      set({ ...at, ofPhoto: true });
    },
    /** It is known, from a draft or a visit: what the phone finds later does not move it. @param {Place} kept */
    restore(kept) {
      stopReading();
      set(kept);
    },
    locate() {
      place = null;
      locate();
    },
    destroy() {
      stopReading();
      map.destroy();
      element.remove();
    },
  };
}
