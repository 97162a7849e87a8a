// The tiles: a large number with its course, smaller ones below.
import { h, replace } from '../ui/dom.js';
import { present, TILES, numberOf } from './figures.js';
import { createSpark } from './spark.js';

/** @typedef {import('../http/ops-api.js').OpsSample} OpsSample */

/** @param {import('../ui/app.js').App} app @param {number} periods How many a line shows. */
export function createBoard({ t, lang }, periods) {
  const few = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
  const many = new Intl.NumberFormat(lang, { maximumFractionDigits: 0 });
  /** @param {number|null} value */
  const word = (value) => (value === null ? '—' : (value < 100 ? few : many).format(value));

  const tiles = TILES.map(({ title, figures }) => {
    const [first, ...rest] = figures;
    const spark = createSpark(periods);
    const value = h('span', { class: 'ops-value' });
    const facts = h('ul', { class: 'ops-facts' });
    return {
      first,
      rest,
      spark,
      value,
      facts,
      element: h(
        'section',
        { class: 'ops-tile' },
        h('h2', null, t(title)),
        h('p', null, value, ' ', h('small', null, t(`ops.unit.${first?.unit}`))),
        spark.element,
        facts,
      ),
    };
  });

  return {
    element: h('div', { class: 'ops-tiles' }, ...tiles.map(({ element }) => element)),
    /** @param {OpsSample[]} samples Oldest first. */
    show(samples) {
      for (const { first, rest, spark, value, facts } of tiles) {
        if (!first) continue;
        value.textContent = word(present(first, samples));
        spark.show(samples.map((sample) => numberOf(first, sample)));
        replace(
          facts,
          rest.map((figure) => {
            const now = present(figure, samples);
            return h(
              'li',
              { class: figure.bad && now ? 'ops-bad' : '' },
              t(`ops.unit.${figure.unit}`),
              ' ',
              h('strong', null, word(now)),
            );
          }),
        );
      }
    },
  };
}
