// How a figure is spread: bars by category, area or status; columns by hour or day. Each opens its cases.
import { h, keepFocus, replace } from '../../ui/dom.js';
import { figureOf, sayFigure } from '../../ui/figure-words.js';

/** @typedef {import('../../contract.js').StatisticsRow} StatisticsRow */

const MOST_BARS = 40;

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {(row: StatisticsRow, name: string) => void} options.onRow
 */
export function createRows({ app: { t, format }, onRow }) {
  const element = h('div', { class: 'figure-rows' });

  /** @param {StatisticsRow} row @param {string} by @param {(code: string) => string} nameOf */
  function nameIn(row, by, nameOf) {
    if (by === 'status') return t(`status.${row.key}`);
    if (by === 'hour') return t('figures.hour', { hour: row.key });
    if (by === 'day') return row.key;
    return nameOf(row.key) || row.name || t('figures.outside');
  }

  return {
    element,
    /**
     * @param {StatisticsRow[]} all
     * @param {string} by
     * @param {string} key Of the figure.
     * @param {(code: string) => string} nameOf
     */
    show(all, by, key, nameOf) {
      const isTime = by === 'hour' || by === 'day';
      const valued = all.map((row) => ({ row, figure: figureOf(row, key), name: nameIn(row, by, nameOf) }));
      const rows = isTime
        ? valued
        : valued
            .filter(({ figure }) => figure.value)
            .sort((a, b) => (b.figure.value ?? 0) - (a.figure.value ?? 0))
            .slice(0, MOST_BARS);
      const most = Math.max(...rows.map(({ figure }) => figure.value ?? 0), 0) || 1;
      element.classList.toggle('is-columns', isTime);
      keepFocus(element, () => {
        replace(
          element,
          rows.length === 0 || rows.every(({ figure }) => !figure.value)
            ? h('p', { class: 'list-note' }, t('figures.none'))
            : rows.map(({ row, figure, name }) => {
                const value = sayFigure(key, figure, format);
                const fill = h('i', { class: 'figure-fill' });
                fill.style.setProperty('--part', String((figure.value ?? 0) / most));
                return h(
                  'button',
                  {
                    type: 'button',
                    class: 'figure-row',
                    data: { key: row.key },
                    title: `${name} ${value}`,
                    'aria-label': `${name} ${value}`,
                    on: { click: () => onRow(row, name) },
                  },
                  h('span', { class: 'cut' }, isTime ? row.key.slice(-2) : name),
                  h('span', { class: 'figure-track' }, fill),
                  h('b', null, value),
                );
              }),
        );
      });
    },
  };
}
