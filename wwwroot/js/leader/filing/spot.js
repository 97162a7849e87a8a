// Where it is: a click on the map, or an address in words; a pin on the map shows what is meant.
import { h, replace } from '../../ui/dom.js';
import { icon } from '../../ui/icons.js';

/** @typedef {{lon: number, lat: number, buildingCode: string|null, unitCode: string|null, words: string}} Spot */

const ZOOM = 18;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {HTMLElement} options.stage Over which the pin stands.
 * @param {() => import('../../map/battle-map.js').BattleMap} options.map
 * @param {() => void} options.onChange
 */
export function createSpot({ app: { t, api, explain }, reference, stage, map, onChange }) {
  /** @type {Spot|null} */
  let spot = null;
  let asked = 0;
  const pin = h('div', { class: 'filing-pin', hidden: true, 'aria-hidden': 'true' }, icon('pin'));
  stage.append(pin);
  const input = h('input', {
    type: 'search',
    placeholder: t('filing.address'),
    'aria-label': t('filing.address'),
    autocomplete: 'off',
    maxlength: '200',
    on: {
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        void find();
      },
    },
  });
  const search = h('button', { type: 'button', class: 'button', on: { click: () => void find() } }, t('filing.find'));
  const found = h('div', { class: 'filing-found' });
  const words = h('p', { class: 'filing-place', role: 'status' });

  async function find() {
    const address = input.value.trim();
    if (address === '') return;
    const ticket = ++asked;
    const { value, problem } = await api.responsible({ address });
    if (ticket !== asked) return;
    const only = value?.[0]?.area;
    if (only) return goTo(only.code);
    const candidates = problem?.candidates ?? [];
    replace(
      found,
      candidates.map(({ code, name, within }) =>
        h(
          'button',
          { type: 'button', class: 'search-entry', on: { click: () => goTo(code) } },
          h('strong', null, name),
          h('small', null, within ?? ''),
        ),
      ),
      candidates.length === 0 && problem && h('p', { class: 'quiet' }, explain(problem)),
    );
  }

  /** A building or unit by its code; a unit has no place of its own. @param {string} code */
  function goTo(code) {
    const { areas } = reference();
    const chain = areas.chain(code);
    const label = chain.find((area) => area.label)?.label;
    if (!label) return replace(found, h('p', { class: 'quiet' }, t('filing.noPlace')));
    replace(found);
    const building = chain.find((area) => area.level === 'building');
    const unit = chain[0]?.level === 'unit' ? chain[0] : null;
    set({
      lon: label.lon,
      lat: label.lat,
      buildingCode: building?.code ?? null,
      unitCode: unit?.code ?? null,
      words: chain
        .slice(0, unit ? 3 : 2)
        .map(({ name }) => name)
        .reverse()
        .join(' '),
    });
    map().glideNear(label, ZOOM);
  }

  /** @param {Spot|null} next */
  function set(next) {
    spot = next;
    replace(words, icon('pin'), next ? next.words : t('filing.clickMap'));
    words.classList.toggle('is-set', next !== null);
    showPin();
    onChange();
  }

  function showPin() {
    pin.hidden = spot === null || !element.isConnected;
    if (!spot || pin.hidden) return;
    const { x, y } = map().pixelOf(spot);
    pin.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  const element = h(
    'div',
    { class: 'filing-spot' },
    h('div', { class: 'filing-address' }, input, search),
    found,
    words,
  );

  return {
    element,
    set,
    showPin,
    get chosen() {
      return spot;
    },
    /** Somebody clicked the map. @param {import('../../map/pointer.js').Pick} pick */
    pick({ lon, lat, building, area }) {
      const { areas } = reference();
      const name = [areas.name(area), areas.name(building)].filter(Boolean).join(' ');
      replace(found);
      set({ lon, lat, buildingCode: building, unitCode: null, words: name || t('app.outside') });
    },
    clear() {
      input.value = '';
      replace(found);
      set(null);
    },
    destroy: () => pin.remove(),
  };
}
