// 巡查: who walked in the last days; a click draws the way on the map, another takes it away.
import { h, keepFocus, replace } from '../../ui/dom.js';

/** @typedef {import('../../contract.js').Patrol} Patrol */

const MOST = 30;
const DAY_MS = 86_400_000;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => string|null} options.area
 * @param {(segments: import('../../map/track-layer.js').Segments) => void} options.onTrack
 */
export function createPatrolSection({ app: { t, api, explain, format, clock, nameOf }, area, onTrack }) {
  const body = h('div', { class: 'activity-body' });
  const element = h(
    'section',
    { class: 'activity', 'aria-label': t('patrol.title') },
    h(
      'div',
      { class: 'activity-head' },
      h('h3', null, t('patrol.title')),
      h('small', { class: 'quiet' }, t('activities.week')),
    ),
    body,
  );
  /** @type {Map<string, import('../../contract.js').PatrolTheme>} */
  let themes = new Map();
  /** @type {Patrol[]} */
  let patrols = [];
  /** @type {string|null} */
  let chosen = null;
  let asked = 0;

  /** @param {Patrol} patrol */
  function row(patrol) {
    const { id, by, areaName, theme, startedAt, endedAt, distanceMeters, trackDeletedAt } = patrol;
    const words = [
      areaName,
      nameOf(themes.get(theme)),
      format.exact(Date.parse(startedAt), clock.now()),
      endedAt ? format.span(Date.parse(endedAt) - Date.parse(startedAt)) : t('patrol.running'),
      trackDeletedAt && t('patrol.expired'),
    ];
    return h(
      'li',
      null,
      h(
        'button',
        {
          type: 'button',
          class: 'activity-patrol',
          'aria-pressed': String(id === chosen),
          data: { key: id },
          on: { click: () => void choose(id) },
        },
        h('strong', null, by),
        h('b', null, t('patrol.km', { n: (distanceMeters / 1000).toFixed(2) })),
        h('small', { class: 'quiet' }, words.filter(Boolean).join(' · ')),
      ),
    );
  }

  /** @param {string|null} trouble */
  function paint(trouble) {
    keepFocus(body, () =>
      replace(
        body,
        (trouble || patrols.length === 0) && h('p', { class: 'list-note' }, trouble ?? t('activities.noPatrols')),
        h('ul', { class: 'activity-rows' }, patrols.slice(0, MOST).map(row)),
      ),
    );
  }

  /** @param {string} id */
  async function choose(id) {
    chosen = chosen === id ? null : id;
    paint(null);
    const { value } = chosen ? await api.patrolTrack(id) : { value: null };
    onTrack(value?.segments ?? []);
  }

  return {
    element,
    async refresh() {
      const ticket = ++asked;
      const from = format.dayKey(clock.now() - 6 * DAY_MS);
      const [list, known] = await Promise.all([
        api.patrols({ area: area(), from }),
        themes.size > 0 ? null : api.patrolThemes(),
      ]);
      if (ticket !== asked) return;
      if (known?.value) themes = new Map(known.value.map((theme) => [theme.code, theme]));
      if (list.value) patrols = list.value;
      paint(list.problem ? explain(list.problem) : null);
    },
    /** Nobody looks any more. */
    leave() {
      if (chosen) onTrack([]);
      chosen = null;
    },
  };
}
