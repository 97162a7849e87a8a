// ECharts on the wall: made once for each picture and kept, told new figures, drawn anew for size and theme. It is loaded
// only here. No tooltips: nobody points, and they would want inline styles.

/** @typedef {Record<string, any>} Option */
/** @typedef {{text: string, quiet: string, line: string, accent: string, working: string, done: string, gold: string, raised: string, panel: string, font: string, unit: number}} Ink `unit`: pixels per pixel of the 1080p design. */
/** @typedef {ReturnType<typeof createChart>} Chart */
/** @typedef {{setOption: (option: any, how?: any) => void, resize: () => void, dispose: () => void}} Picture */

/** @type {Promise<any>|null} */
let loading = null;

/** @returns {Promise<{init: (element: HTMLElement) => Picture}>} Rejects when it could not be loaded; the next call tries again. */
export function loadCharts() {
  loading ??= (async () => await import('echarts'))();
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

/** @returns {Ink} */
function readInk() {
  const style = getComputedStyle(document.documentElement);
  const of = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    text: of('--text'),
    quiet: of('--quiet'),
    line: of('--line'),
    accent: of('--accent'),
    working: of('--working'),
    done: of('--done'),
    gold: of('--gold'),
    raised: of('--panel-raised'),
    panel: of('--panel'),
    font: of('--font'),
    unit: (Number.parseFloat(style.fontSize) || 16) / 16,
  };
}

/**
 * One picture in an element. Until ECharts is there, and while nothing is known, it stays empty.
 * @param {HTMLElement} element
 * @param {(ink: Ink, data: any) => Option} optionOf
 */
export function createChart(element, optionOf) {
  /** @type {Picture|null} */
  let picture = null;
  /** @type {unknown} */
  let data = null;

  function draw() {
    if (!picture || data === null || element.clientWidth === 0) return;
    const ink = readInk();
    picture.setOption(
      {
        animation: false,
        textStyle: { fontFamily: ink.font, fontSize: 16 * ink.unit, color: ink.text },
        ...optionOf(ink, data),
      },
      { notMerge: true },
    );
  }

  const observer = new ResizeObserver(() => {
    if (element.clientWidth === 0 || element.clientHeight === 0) return;
    picture?.resize();
    draw();
  });
  observer.observe(element);
  return {
    redraw: draw,
    /** @param {unknown} next @param {{init: (element: HTMLElement) => Picture}} charts */
    show(next, charts) {
      data = next;
      picture ??= charts.init(element);
      draw();
    },
    destroy() {
      observer.disconnect();
      picture?.dispose();
      picture = null;
    },
  };
}

/** @param {Ink} ink */
const axisText = ({ quiet, unit }) => ({ color: quiet, fontSize: 16 * unit, hideOverlap: true });

/** @param {Ink} ink @param {Option} [more] */
const valueAxis = (ink, more = {}) => ({
  type: 'value',
  minInterval: 1,
  splitNumber: 3,
  axisLabel: axisText(ink),
  splitLine: { lineStyle: { color: ink.line, width: ink.unit } },
  ...more,
});

/** @param {Ink} ink @param {string[]} names @param {Option} [more] */
const nameAxis = (ink, names, more = {}) => ({
  type: 'category',
  data: names,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: ink.line, width: ink.unit } },
  axisLabel: axisText(ink),
  ...more,
});

/** @param {Ink} ink @param {{left?: number, right?: number}} [room] */
const frame = ({ unit }, { left = 4, right = 10 } = {}) => ({
  left: left * unit,
  right: right * unit,
  top: 14 * unit,
  bottom: 2 * unit,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
});

/** Reported and closed, day by day. @param {Ink} ink @param {{name: string, reported: number, closed: number}[]} days @returns {Option} */
export function trendOption(ink, days) {
  const line = (/** @type {'reported'|'closed'} */ key, /** @type {string} */ colour) => ({
    type: 'line',
    data: days.map((day) => day[key]),
    smooth: 0.25,
    symbol: 'circle',
    symbolSize: 8 * ink.unit,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 3.5 * ink.unit },
    areaStyle: { color: colour, opacity: 0.12 },
  });
  return {
    grid: frame(ink, { right: 24 }),
    xAxis: nameAxis(
      ink,
      days.map(({ name }) => name),
      { boundaryGap: false },
    ),
    // Its nought would stand in the first day.
    yAxis: valueAxis(ink, { axisLabel: { ...axisText(ink), showMinLabel: false } }),
    series: [line('reported', ink.working), line('closed', ink.done)],
  };
}

/** Standing bars, one for each hour or status. @param {Ink} ink @param {{name: string, count: number}[]} entries @returns {Option} */
export function columnsOption(ink, entries) {
  return {
    grid: frame(ink),
    xAxis: nameAxis(
      ink,
      entries.map(({ name }) => name),
    ),
    yAxis: valueAxis(ink),
    series: [
      {
        type: 'bar',
        data: entries.map(({ count }) => count),
        barMaxWidth: 30 * ink.unit,
        itemStyle: { color: ink.accent, borderRadius: [5 * ink.unit, 5 * ink.unit, 0, 0] },
      },
    ],
  };
}

/** Lying bars with their counts, the longest on top. @param {Ink} ink @param {{name: string, count: number}[]} entries @returns {Option} */
export function barsOption(ink, entries) {
  return {
    grid: frame(ink, { right: 20 + 13 * Math.max(2, ...entries.map(({ count }) => String(count).length)) }),
    xAxis: valueAxis(ink, { max: 'dataMax', axisLabel: { show: false }, splitLine: { show: false } }),
    yAxis: nameAxis(
      ink,
      entries.map(({ name }) => name),
      {
        inverse: true,
        axisLine: { show: false },
        axisLabel: { color: ink.text, fontSize: 18 * ink.unit, interval: 0, margin: 14 * ink.unit },
      },
    ),
    series: [
      {
        type: 'bar',
        data: entries.map(({ count }) => count),
        barWidth: '46%',
        barMaxWidth: 24 * ink.unit,
        showBackground: true,
        backgroundStyle: { color: ink.raised, borderRadius: 99 },
        itemStyle: { color: ink.accent, borderRadius: 99 },
        label: {
          show: true,
          position: 'right',
          distance: 10 * ink.unit,
          color: ink.text,
          fontSize: 20 * ink.unit,
          fontWeight: 700,
        },
      },
    ],
  };
}

/** One rate as an arc; its figure stands in it as text of the page. @param {Ink} ink @param {{part: number|null, colour: 'accent'|'done'|'gold'}} rate @returns {Option} */
export function gaugeOption(ink, { part, colour }) {
  return {
    series: [
      {
        type: 'gauge',
        startAngle: 215,
        endAngle: -35,
        min: 0,
        max: 100,
        radius: '98%',
        center: ['50%', '58%'],
        pointer: { show: false },
        progress: { show: part !== null, width: 16 * ink.unit, roundCap: true, itemStyle: { color: ink[colour] } },
        axisLine: { roundCap: true, lineStyle: { width: 16 * ink.unit, color: [[1, ink.raised]] } },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: { show: false },
        title: { show: false },
        detail: { show: false },
        data: [{ value: 100 * (part ?? 0) }],
      },
    ],
  };
}
