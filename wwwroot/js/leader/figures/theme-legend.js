// What the tints of a choropleth mean, and the way back up.
import { h, replace } from '../../ui/dom.js';
import { tintOf } from './classes.js';

/**
 * @param {HTMLElement} legend
 * @param {object} options
 * @param {import('../../ui/i18n.js').Translate} options.t
 * @param {import('./classes.js').AreaClass[]} options.classes
 * @param {string} options.title
 * @param {import('../../contract.js').AreaProperties|undefined} options.area In focus.
 * @param {() => void} options.onUp
 */
export function paintLegend(legend, { t, classes, title, area, onUp }) {
  const marks = classes.map(({ least, most }, i) =>
    h(
      'span',
      null,
      h('i', { class: `class-mark class-${tintOf(i, classes.length) + 1}` }),
      h('b', null, least === most ? String(most) : `${least}–${most}`),
    ),
  );
  replace(
    legend,
    h('span', null, h('b', null, title)),
    marks.length > 0 ? marks : h('span', null, t('theme.none')),
    area && h('button', { type: 'button', class: 'theme-up', on: { click: onUp } }, t('theme.up', { area: area.name })),
  );
}
