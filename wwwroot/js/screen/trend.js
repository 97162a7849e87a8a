// 上报 / 办结趋势: two lines over seven days, drawn in the pixels they have so that no point is stretched.
import { h, replace, svg } from '../ui/dom.js';

/** @typedef {{key: string, reported: number, closed: number}} Day */

/** @param {import('../ui/app.js').App} app */
export function createTrend({ t }) {
  const picture = h('div', { class: 'trend' });
  const days = h('div', { class: 'trend-days' });
  const element = h(
    'section',
    { class: 'card' },
    h(
      'div',
      { class: 'card-head' },
      h('h2', null, t('screen.trend')),
      h(
        'span',
        { class: 'key' },
        h('span', { class: 'group-working' }, h('i'), t('screen.reported')),
        h('span', { class: 'group-done' }, h('i'), t('screen.closed')),
      ),
    ),
    picture,
    days,
  );
  /** @type {Day[]} */
  let shown = [];

  function draw() {
    const { clientWidth: width, clientHeight: height } = picture;
    if (width === 0 || height === 0 || shown.length === 0) return;
    const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    const pad = 12 * unit;
    const most = Math.max(1, ...shown.flatMap((day) => [day.reported, day.closed]));
    const x = (/** @type {number} */ i) => pad + (i / Math.max(1, shown.length - 1)) * (width - 2 * pad);
    const y = (/** @type {number} */ n) => height - pad - (n / most) * (height - 2.4 * pad);
    const grid = [0, 0.5, 1].map((part) =>
      svg('line', {
        x1: pad,
        x2: width - pad,
        y1: y(part * most),
        y2: y(part * most),
        stroke: 'var(--line)',
        'stroke-width': unit,
      }),
    );
    const lines = /** @type {const} */ ([
      ['reported', 'var(--working)'],
      ['closed', 'var(--done)'],
    ]).flatMap(([key, colour]) => {
      const points = shown.map((day, i) => `${x(i)},${y(day[key])}`).join(' ');
      return [
        svg('polyline', {
          points,
          fill: 'none',
          stroke: colour,
          'stroke-width': 2.6 * unit,
          'stroke-linejoin': 'round',
        }),
        ...shown.map((day, i) => svg('circle', { cx: x(i), cy: y(day[key]), r: 3.6 * unit, fill: colour })),
      ];
    });
    replace(picture, svg('svg', { viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, ...grid, ...lines));
  }

  const observer = new ResizeObserver(draw);
  observer.observe(picture);
  return {
    element,
    /** @param {import('../contract.js').Statistics} week */
    show(week) {
      shown = week.rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)).slice(-7);
      replace(
        days,
        shown.map((day) => h('span', null, t('screen.day', { n: Number(day.key.slice(-2)) }))),
      );
      draw();
    },
    destroy: () => observer.disconnect(),
  };
}
