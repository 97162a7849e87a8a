// The day in figures: rates, a fortnight, hours, categories. All of them from /api/statistics, as anybody may ask them.
import { h, replace, setText } from '../../ui/dom.js';
import { barsOption, columnsOption, createChart, gaugeOption, loadCharts, trendOption } from './charts.js';
import { createPanel, emptyState } from './panel.js';

/** @typedef {import('../../contract.js').Statistics} Statistics */

const AGAIN_MS = 60_000;
const DAY_MS = 86_400_000;
const DAYS = 14;
const LEAST_DAYS = 7;
const MOST_CATEGORIES = 7;
/** 三率 where the server knows them, else the two that it has always known. */
const RATES = ['responseRate', 'solvedRate', 'satisfiedRate'];
const FEWER = ['onTimeRate', 'satisfiedRate'];
const COLOURS = /** @type {const} */ (['accent', 'gold', 'done']);

/** @param {import('./registry.js').SceneContext} context @returns {import('./player.js').Scene} */
export function createFiguresScene({ app, reference, week, areaCode }) {
  const { t, api, clock, format, theme, nameOf } = app;
  const panel = createPanel('figures', t('scene.figures'));
  const rates = h('div', { class: 'gauges' });
  const holders = {
    trend: h('div', { class: 'chart' }),
    hours: h('div', { class: 'chart' }),
    kinds: h('div', { class: 'chart' }),
  };
  const hoursTitle = h('h3', null, t('scene.byHour'));
  const key = h(
    'span',
    { class: 'key' },
    h('span', { class: 'group-working' }, h('i'), t('screen.reported')),
    h('span', { class: 'group-done' }, h('i'), t('screen.closed')),
  );
  const card = (/** @type {(Node|string)[]} */ head, /** @type {HTMLElement} */ body) =>
    h('div', { class: 'chart-card' }, h('div', { class: 'chart-head' }, head), body);
  const cards = [
    card([h('h3', null, t('scene.rates')), h('span', null, t('screen.week'))], rates),
    card([h('h3', null, t('screen.trend')), key], holders.trend),
    card([hoursTitle, h('span', null, t('screen.today'))], holders.hours),
    card([h('h3', null, t('screen.categories')), h('span', null, t('screen.week'))], holders.kinds),
  ];
  const charts = {
    trend: createChart(holders.trend, trendOption),
    hours: createChart(holders.hours, columnsOption),
    kinds: createChart(holders.kinds, barsOption),
  };
  /** @type {Map<string, {chart: import('./charts.js').Chart, value: HTMLElement, basis: HTMLElement, element: HTMLElement}>} */
  const gauges = new Map();
  /** @type {{week: Statistics, days: Statistics, today: Statistics, isHourly: boolean}|null} */
  let known = null;
  let asked = Number.NEGATIVE_INFINITY;
  let failed = false;

  /** @param {string} name @param {number} i */
  function gaugeOf(name, i) {
    let gauge = gauges.get(name);
    if (!gauge) {
      const picture = h('div', { class: 'chart' });
      const value = h('strong');
      const basis = h('small');
      const element = h('div', { class: 'gauge' }, picture, value, h('span', null, t(`scene.${name}`)), basis);
      const colour = COLOURS[i] ?? 'accent';
      gauge = {
        chart: createChart(picture, (ink, { part }) => gaugeOption(ink, { part, colour })),
        value,
        basis,
        element,
      };
      gauges.set(name, gauge);
    }
    return gauge;
  }

  async function ask() {
    if (performance.now() - asked < AGAIN_MS) return;
    asked = performance.now();
    const now = clock.now();
    const seven = week(now, format);
    const start = format.dayStart(now);
    const area = areaCode();
    const fortnight = { from: new Date(start - (DAYS - 1) * DAY_MS).toISOString(), to: seven.to, area };
    const day = { from: new Date(start).toISOString(), to: seven.to, area };
    const [categories, days] = await Promise.all([
      api.statistics({ ...seven, area, by: 'category' }),
      api.statistics({ ...fortnight, by: 'day' }),
    ]);
    // A server that knows the three rates counts by hour too.
    const isHourly = RATES.every((name) => name in (categories.value?.figures ?? {}));
    const today = await api.statistics({ ...day, by: isHourly ? 'hour' : 'status' });
    failed = !(categories.value && days.value && today.value);
    if (categories.value && days.value && today.value)
      known = { week: categories.value, days: days.value, today: today.value, isHourly };
    await draw();
  }

  async function draw() {
    panel.note(t('screen.asOf', { time: format.minute(clock.now()) }));
    if (!known) {
      if (failed) replace(panel.body, emptyState(t('scene.figuresUnread'), t('scene.figuresUnreadWhy')));
      return;
    }
    if (isEmpty(known)) return replace(panel.body, emptyState(t('scene.figuresNone'), t('scene.figuresNoneWhy')));
    if (panel.body.firstElementChild !== cards[0]) replace(panel.body, ...cards);
    /** @type {Awaited<ReturnType<typeof loadCharts>>} */
    let library;
    try {
      library = await loadCharts();
    } catch {
      replace(panel.body, emptyState(t('scene.chartsUnread'), t('scene.chartsUnreadWhy')));
      return;
    }
    paint(known, library);
  }

  /** Nothing was reported or closed in all that is shown, and nothing is open. @param {NonNullable<typeof known>} what */
  const isEmpty = ({ week: seven, days, today }) =>
    [...seven.rows, ...days.rows, ...today.rows].every(({ reported, closed, open }) => reported + closed + open === 0);

  /** @param {NonNullable<typeof known>} what @param {Awaited<ReturnType<typeof loadCharts>>} library */
  function paint({ week: seven, days, today, isHourly: hourly }, library) {
    const names = RATES.every((name) => name in seven.figures) ? RATES : FEWER;
    const wanted = names.map((name, i) => ({ name, figure: seven.figures[name], gauge: gaugeOf(name, i) }));
    if (rates.childElementCount !== wanted.length)
      replace(
        rates,
        wanted.map(({ gauge }) => gauge.element),
      );
    for (const { figure, gauge } of wanted) {
      const part = figure?.value ?? null;
      replace(gauge.value, format.percent(part), part !== null && h('small', null, '%'));
      setText(
        gauge.basis,
        figure?.denominator
          ? t('scene.basis', { n: figure.numerator ?? 0, m: figure.denominator })
          : t('scene.noBasis'),
      );
      gauge.chart.show({ part }, library);
    }
    const sorted = days.rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)).slice(-DAYS);
    // A map that was set up this week has no fortnight yet.
    const first = sorted.findIndex(({ reported, closed }) => reported + closed > 0);
    const dayRows = sorted.slice(Math.max(0, Math.min(first, DAYS - LEAST_DAYS)));
    charts.trend.show(
      dayRows.map(({ key: day, reported, closed }) => ({
        name: `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`,
        reported,
        closed,
      })),
      library,
    );
    setText(hoursTitle, t(hourly ? 'scene.byHour' : 'scene.byStatus'));
    charts.hours.show(hourly ? hoursOf(today) : statusesOf(today), library);
    charts.kinds.show(
      seven.rows
        .filter(({ reported }) => reported > 0)
        .sort((a, b) => b.reported - a.reported || (a.key < b.key ? -1 : 1))
        .slice(0, MOST_CATEGORIES)
        .map(({ key: code, name, reported }) => ({
          name: nameOf(reference().categories.get(code)) || name || code,
          count: reported,
        })),
      library,
    );
  }

  /** @param {Statistics} today */
  const hoursOf = (today) =>
    Array.from({ length: 24 }, (_, hour) => ({
      name: String(hour),
      count: today.rows.find(({ key: of }) => Number(of.slice(-2)) === hour)?.reported ?? 0,
    }));

  /** @param {Statistics} today */
  const statusesOf = (today) =>
    today.rows
      .filter(({ open }) => open > 0)
      .map(({ key: status, open }) => ({ name: t(`status.${status}`), count: open }));

  const offTheme = theme.onChange(() => {
    for (const { chart } of gauges.values()) chart.redraw();
    for (const chart of Object.values(charts)) chart.redraw();
  });
  // Before its first turn comes: what is not known yet is passed over.
  void ask();
  return {
    kind: 'figures',
    layout: 'wide',
    element: panel.element,
    canShow() {
      void ask();
      return known !== null && !isEmpty(known);
    },
    enter() {
      void draw();
      void ask();
    },
    leave() {},
    destroy() {
      offTheme();
      for (const { chart } of gauges.values()) chart.destroy();
      for (const chart of Object.values(charts)) chart.destroy();
    },
  };
}
