// `/` search: areas, facilities and issues from what the page already knows; people and addresses from the server.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { placeAndGrid } from '../ui/place.js';
import { createRemoteSearch } from './remote-search.js';

const MOST = 6;

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('./surroundings.js').Surroundings} options.surroundings
 * @param {(code: string) => void} options.onArea
 * @param {(facility: import('./surroundings.js').PlacedFacility) => void} options.onFacility
 * @param {(id: string) => void} options.onIssue
 */
export function createSearch({ app, reference, state, surroundings, onArea, onFacility, onIssue }) {
  const { t, nameOf } = app;
  const input = h('input', {
    type: 'search',
    id: 'search',
    placeholder: t('leader.search'),
    'aria-label': t('leader.search'),
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const local = h('div', { class: 'search-part' });
  const results = h('div', { class: 'search-results', hidden: true });
  /** @type {Set<string>} Areas that are listed already. */
  let listed = new Set();
  const remote = createRemoteSearch({
    app,
    reference,
    entry,
    isListed: (code) => listed.has(code),
    onArea,
    onAnswer: tellNothing,
  });
  const nothing = h('p', { class: 'quiet', hidden: true });
  results.append(remote.element, local, nothing);
  const element = h(
    'div',
    { class: 'search' },
    icon('search'),
    input,
    h('kbd', { 'aria-hidden': 'true' }, '/'),
    results,
  );

  /** @param {string} heading @param {HTMLElement[]} entries */
  const part = (heading, entries) => (entries.length > 0 ? [h('h3', null, heading), ...entries] : []);

  /** @param {string} text */
  function find(text) {
    const { areas, categories } = reference();
    const words = text.toLowerCase().split(/\s+/);
    const fits = (/** @type {string} */ all) => words.every((word) => all.toLowerCase().includes(word));
    const found = areas.features
      .filter(({ properties: area, geometry }) => geometry && fits(`${area.name} ${area.code}`))
      .slice(0, MOST);
    listed = new Set(found.map(({ properties }) => properties.code));
    const places = found.map(({ properties: area }) =>
      entry(area.name, [area.leader?.roleName, area.leader?.name].filter(Boolean).join(' '), () => onArea(area.code)),
    );
    const facilities = surroundings.facilities
      .filter(({ name, kind, address }) => fits(`${name} ${kind} ${address ?? ''}`))
      .slice(0, MOST)
      .map((facility) =>
        entry(facility.name, [facility.kind, facility.hours].filter(Boolean).join(' · '), () => onFacility(facility)),
      );
    const now = state();
    const issues = now
      ? [...now.open, ...now.recent]
          .filter((issue) =>
            fits(
              `${issue.number} ${nameOf(categories.get(issue.category))} ${placeAndGrid(issue, areas, t)} ${issue.handler?.name ?? ''}`,
            ),
          )
          .slice(0, MOST)
          .map((issue) =>
            entry(nameOf(categories.get(issue.category)), `${issue.number} · ${placeAndGrid(issue, areas, t)}`, () =>
              onIssue(issue.id),
            ),
          )
      : [];
    replace(
      local,
      part(t('leader.searchAreas'), places),
      part(t('map.layerFacilities'), facilities),
      part(t('leader.searchIssues'), issues),
    );
    remote.find(text);
    tellNothing();
  }

  function tellNothing() {
    const text = input.value.trim();
    nothing.hidden = remote.isAsking() || results.querySelector('.search-entry') !== null;
    replace(nothing, t('leader.searchNothing', { text }));
  }

  /** @param {string} title @param {string} line @param {() => void} run */
  function entry(title, line, run) {
    return h(
      'button',
      {
        type: 'button',
        class: 'search-entry',
        on: {
          click: () => {
            close();
            run();
          },
        },
      },
      h('strong', null, title),
      h('small', null, line),
    );
  }

  function close() {
    results.hidden = true;
    input.value = '';
    remote.forget();
    input.blur();
  }

  input.addEventListener('input', () => {
    const text = input.value.trim();
    results.hidden = text === '';
    if (text !== '') find(text);
    else remote.forget();
  });
  element.addEventListener('keydown', (event) => {
    const entries = /** @type {HTMLElement[]} */ ([
      ...results.querySelectorAll('.search-part:not(.is-stale) .search-entry'),
    ]);
    const at = entries.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') entries[Math.min(entries.length - 1, at + 1)]?.focus();
    else if (event.key === 'ArrowUp') (at <= 0 ? input : entries[at - 1])?.focus();
    else if (event.key === 'Enter' && at < 0) entries[0]?.click();
    else return;
    event.stopPropagation();
    if (event.key !== 'Enter') event.preventDefault();
  });
  const outside = (/** @type {Event} */ event) => {
    if (!element.contains(/** @type {Node} */ (event.target))) results.hidden = true;
  };
  document.addEventListener('pointerdown', outside);

  return {
    element,
    focus: () => input.focus(),
    destroy() {
      document.removeEventListener('pointerdown', outside);
      remote.forget();
      element.remove();
    },
  };
}
