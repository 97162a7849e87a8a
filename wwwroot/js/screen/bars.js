// A card of horizontal bars, the longest first. Rows are kept: only words and widths change.
import { h, setText } from '../ui/dom.js';

/**
 * @param {string} title
 * @param {string} note
 * @param {string} [look]
 */
export function createBars(title, note, look = '') {
  const bars = h('div', { class: 'bars' });
  const element = h(
    'section',
    { class: `card ${look}` },
    h('div', { class: 'card-head' }, h('h2', null, title), h('span', null, note)),
    bars,
  );
  /** @type {{element: HTMLElement, name: HTMLElement, fill: HTMLElement, count: HTMLElement}[]} */
  const rows = [];

  return {
    element,
    /** @param {{name: string, count: number}[]} entries */
    show(entries) {
      const most = entries[0]?.count || 1;
      while (rows.length < entries.length) {
        const name = h('span');
        const fill = h('div', { class: 'bar-fill' });
        const count = h('strong');
        const row = h('div', { class: 'bar' }, name, h('div', { class: 'bar-track' }, fill), count);
        rows.push({ element: row, name, fill, count });
        bars.append(row);
      }
      rows.forEach((row, i) => {
        const entry = entries[i];
        row.element.hidden = !entry;
        if (!entry) return;
        setText(row.name, entry.name);
        setText(row.count, String(entry.count));
        row.fill.style.width = `${(100 * entry.count) / most}%`;
      });
    },
  };
}
