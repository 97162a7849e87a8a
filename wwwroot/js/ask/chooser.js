// Another building: typed as people write it, picked from a list by estate, or tapped on the map.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { byEstate } from './estates.js';

/** @typedef {{code: string, name: string, within?: string|null}} Choice */

const TYPING_MS = 300;

/**
 * @param {import('../ui/open-page.js').OpenPage} app
 * @param {object} options
 * @param {string} options.code The place now: what is typed is looked for around it.
 * @param {{lon: number, lat: number}|null|undefined} options.center
 * @param {() => Promise<import('./ground.js').Ground>} options.ground
 * @param {(code: string) => void} options.onChosen
 */
export function openChooser(app, { code, center, ground, onChosen }) {
  const { t, door, explain } = app;
  const results = h('div', { class: 'found', 'aria-live': 'polite' });
  const list = h('div', { class: 'estates' }, h('p', { class: 'quiet' }, t('ask.loading')));
  const mapBox = h('div', { class: 'map chooser-map', role: 'img', 'aria-label': t('ask.tapMap') });
  const input = h('input', {
    type: 'search',
    class: 'search',
    placeholder: t('ask.searchHint'),
    'aria-label': t('ask.searchHint'),
    enterkeyhint: 'search',
    autocomplete: 'off',
    maxlength: '100',
    on: { input: typing },
  });
  const dialog = h(
    'dialog',
    { class: 'chooser', 'aria-label': t('ask.change') },
    h(
      'div',
      { class: 'chooser-head' },
      h('h2', null, t('ask.change')),
      h(
        'button',
        { type: 'button', class: 'choice', 'aria-label': t('app.close'), on: { click: () => dialog.close() } },
        icon('close'),
      ),
    ),
    h(
      'form',
      {
        class: 'chooser-search',
        on: {
          submit: (/** @type {Event} */ event) => {
            event.preventDefault();
            void search();
          },
        },
      },
      icon('search'),
      input,
    ),
    h('div', { class: 'chooser-body' }, results, mapBox, h('p', { class: 'quiet' }, t('ask.tapMap')), list),
  );
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let ticket = 0;
  /** @type {{destroy: () => void}|null} */
  let map = null;

  /** @param {string} chosen */
  function choose(chosen) {
    dialog.close();
    onChosen(chosen);
  }

  function typing() {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), TYPING_MS);
  }

  async function search() {
    const own = ++ticket;
    const text = input.value.trim();
    dialog.classList.toggle('is-searching', text !== '');
    if (text === '') return replace(results);
    const { value, problem } = await door.find(code, text);
    if (own !== ticket) return;
    if (value) {
      const [nearest, ...above] = value.map(({ area }) => area);
      if (nearest)
        show([
          {
            ...nearest,
            within: above
              .map(({ name }) => name)
              .reverse()
              .join(' '),
          },
        ]);
    } else if (problem.candidates) show(problem.candidates);
    else replace(results, h('p', { class: 'card quiet' }, explain(problem)));
  }

  /** @param {Choice[]} choices */
  function show(choices) {
    replace(
      results,
      choices.map((choice) =>
        h(
          'button',
          { type: 'button', class: 'card found-one', on: { click: () => choose(choice.code) } },
          h('strong', null, choice.name),
          h('small', null, choice.within ?? ''),
        ),
      ),
    );
  }

  async function fill() {
    const { areas, problem, mapIn } = await ground();
    if (!dialog.open) return;
    if (problem) return replace(list, h('p', { class: 'quiet' }, explain(problem)));
    const estates = byEstate(areas.ofLevel('building').map(({ properties }) => properties));
    const own = areas.ancestorOf(code, 'building')?.code;
    replace(
      list,
      estates.length === 0 && h('p', { class: 'quiet' }, t('ask.noBuildings')),
      estates.map(({ name, buildings }) =>
        h(
          'details',
          { class: 'card', open: buildings.some((building) => building.code === own) },
          h(
            'summary',
            null,
            h('strong', null, name || t('ask.otherBuildings')),
            h('small', null, t('ask.buildings', { n: buildings.length })),
          ),
          h(
            'div',
            { class: 'buildings' },
            buildings.map((building) =>
              h(
                'button',
                {
                  type: 'button',
                  class: 'unit',
                  'aria-label': building.name,
                  'aria-pressed': String(building.code === own),
                  on: { click: () => choose(building.code) },
                },
                building.short,
              ),
            ),
          ),
        ),
      ),
    );
    const shown = mapIn(mapBox, {
      onPick: ({ building, area }) => {
        const picked = building ?? area;
        if (picked) choose(picked);
      },
    });
    map = shown;
    if (center) shown.jumpTo(center, 17.4);
    shown.focusArea(code);
  }

  document.body.append(dialog);
  dialog.showModal();
  dialog.addEventListener('close', () => {
    clearTimeout(timer);
    map?.destroy();
    dialog.remove();
  });
  void fill();
}
