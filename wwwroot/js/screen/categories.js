// 事项类别: bars by top-level category over seven days.
import { h, setText } from '../ui/dom.js';

const MOST = 7;

/** @param {import('../ui/app.js').App} app @param {() => import('../ui/reference.js').Reference} reference */
export function createCategories({ t, nameOf }, reference) {
  const bars = h('div', { class: 'bars' });
  const element = h(
    'section',
    { class: 'card' },
    h('div', { class: 'card-head' }, h('h2', null, t('screen.categories')), h('span', null, t('screen.week'))),
    bars,
  );
  /** @type {{element: HTMLElement, name: HTMLElement, fill: HTMLElement, count: HTMLElement}[]} */
  const rows = [];

  return {
    element,
    /** @param {import('../contract.js').Statistics} week */
    show(week) {
      const found = week.rows
        .filter((row) => row.reported > 0)
        .sort((a, b) => b.reported - a.reported || (a.key < b.key ? -1 : 1))
        .slice(0, MOST);
      const most = found[0]?.reported ?? 1;
      while (rows.length < found.length) {
        const name = h('span');
        const fill = h('div', { class: 'bar-fill' });
        const count = h('strong');
        const row = h('div', { class: 'bar' }, name, h('div', { class: 'bar-track' }, fill), count);
        rows.push({ element: row, name, fill, count });
        bars.append(row);
      }
      rows.forEach((row, i) => {
        const entry = found[i];
        row.element.hidden = !entry;
        if (!entry) return;
        setText(row.name, nameOf(reference().categories.get(entry.key)) || entry.name || entry.key);
        setText(row.count, String(entry.reported));
        row.fill.style.width = `${(100 * entry.reported) / most}%`;
      });
    },
  };
}
