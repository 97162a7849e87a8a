// 走访覆盖: the share of buildings that were visited in the last thirty days, by area.
import { h, keepFocus, replace } from '../../ui/dom.js';

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => string|null} options.area
 * @param {(code: string) => void} options.onArea
 */
export function createCoverageSection({ app: { t, api, explain, format }, area, onArea }) {
  const body = h('div', { class: 'activity-body' });
  const element = h(
    'section',
    { class: 'activity', 'aria-label': t('activities.coverage') },
    h('div', { class: 'activity-head' }, h('h3', null, t('activities.coverage'))),
    body,
  );
  let asked = 0;

  return {
    element,
    async refresh() {
      const ticket = ++asked;
      const { value, problem } = await api.coverage(area());
      if (ticket !== asked) return;
      if (problem) return replace(body, h('p', { class: 'list-note' }, explain(problem)));
      const { buildings, visited, visits, households } = value;
      keepFocus(body, () =>
        replace(
          body,
          h(
            'p',
            { class: 'activity-figure' },
            h('b', null, `${format.percent(buildings > 0 ? visited / buildings : null)}%`),
            t('activities.covered', { visited, buildings, visits, households }),
          ),
          h(
            'ul',
            { class: 'activity-rows' },
            value.areas.map((line) =>
              h(
                'li',
                null,
                h(
                  'button',
                  {
                    type: 'button',
                    class: 'activity-row',
                    data: { key: line.code },
                    on: { click: () => onArea(line.code) },
                  },
                  h('span', null, line.name),
                  h('progress', {
                    max: String(Math.max(1, line.buildings)),
                    value: String(line.visited),
                    'aria-label': line.name,
                  }),
                  h('b', null, `${line.visited}/${line.buildings}`),
                ),
              ),
            ),
          ),
        ),
      );
    },
  };
}
