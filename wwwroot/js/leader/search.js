// `/` search: areas, buildings, people and issues from what the page already knows.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { placeAndGrid } from '../ui/place.js';

const MOST = 8;

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {(code: string) => void} options.onArea
 * @param {(id: string) => void} options.onIssue
 */
export function createSearch({ app: { t, nameOf }, reference, state, onArea, onIssue }) {
  const input = h('input', {
    type: 'search',
    id: 'search',
    placeholder: t('leader.search'),
    'aria-label': t('leader.search'),
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const results = h('div', { class: 'search-results', hidden: true });
  const element = h(
    'div',
    { class: 'search' },
    icon('search'),
    input,
    h('kbd', { 'aria-hidden': 'true' }, '/'),
    results,
  );

  /** @param {string} text */
  function find(text) {
    const { areas, categories } = reference();
    const words = text.toLowerCase().split(/\s+/);
    const fits = (/** @type {string} */ all) => words.every((word) => all.toLowerCase().includes(word));
    const places = areas.features
      .filter(
        ({ properties: area, geometry }) => geometry && fits(`${area.name} ${area.leader?.name ?? ''} ${area.code}`),
      )
      .slice(0, MOST)
      .map(({ properties: area }) =>
        entry(area.name, [area.leader?.roleName, area.leader?.name].filter(Boolean).join(' '), () => onArea(area.code)),
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
      results,
      places.length > 0 && h('h3', null, t('leader.searchAreas')),
      places,
      issues.length > 0 && h('h3', null, t('leader.searchIssues')),
      issues,
      places.length + issues.length === 0 && h('p', { class: 'quiet' }, t('leader.searchNothing', { text })),
    );
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
    input.blur();
  }

  input.addEventListener('input', () => {
    const text = input.value.trim();
    results.hidden = text === '';
    if (text !== '') find(text);
  });
  element.addEventListener('keydown', (event) => {
    const entries = /** @type {HTMLElement[]} */ ([...results.querySelectorAll('.search-entry')]);
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
      element.remove();
    },
  };
}
