// 统计: figures of the area in focus, compared, spread, and exported. Read while somebody looks; what is read stays in place.
import { h, replace, setText } from '../../ui/dom.js';
import { openFigure } from '../../ui/figure-dialog.js';
import { FIGURES, figureOf, isMedian, isNow } from '../../ui/figure-words.js';
import { createRows } from './rows.js';
import { rangeOf, SPANS } from './spans.js';
import { createTiles } from './tiles.js';

/** @typedef {import('../../contract.js').Statistics} Statistics */

const EVERY_MS = 15_000;
const GROUPINGS = /** @type {const} */ (['category', 'area', 'hour', 'day', 'status']);
const TITLES = {
  category: 'figures.byCategory',
  area: 'figures.byArea',
  hour: 'figures.byHour',
  day: 'figures.byDay',
  status: 'figures.byStatus',
};

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {import('../selection.js').Selection} options.selection
 * @param {(issue: string) => void} options.onIssue
 */
export function createFiguresPanel({ app, reference, selection, onIssue }) {
  const { t, api, clock, format, explain, nameOf } = app;
  const search = new URLSearchParams(location.search);
  /** @template {string} T @param {readonly T[]} known @param {string} name @param {T} other @returns {T} */
  const asked = (known, name, other) => known.find((word) => word === search.get(name)) ?? other;
  const chosen = {
    span: asked(SPANS, 'span', 'today'),
    by: asked(GROUPINGS, 'by', 'category'),
    figure: asked(FIGURES, 'figure', 'reported'),
  };
  /** @type {Statistics|null} */
  let last = null;
  /** What the rows that are seen answer: a click on one of them means this, whatever was chosen since. */
  let answered = {
    by: /** @type {string} */ (chosen.by),
    of: /** @type {string|null} */ (null),
    question: { area: /** @type {string|null} */ (null), from: '', to: '' },
  };
  let ticket = 0;
  let range = rangeOf(chosen.span, clock.now(), format);

  /** @param {'span'|'by'|'figure'} key @param {string} label @param {readonly string[]} words @param {(word: string) => string} say */
  function menu(key, label, words, say) {
    const select = h(
      'select',
      {
        'aria-label': label,
        data: { menu: key },
        on: {
          change: () => {
            Object.assign(chosen, { [key]: select.value });
            remember();
            // Another figure of the same rows needs no question.
            if (key === 'figure' && last && !isMedian(chosen.figure)) paint(last);
            else void read();
          },
        },
      },
      words.map((word) => h('option', { value: word }, say(word))),
    );
    select.value = chosen[key];
    return select;
  }

  const scope = h('p', { class: 'figures-scope' });
  const trouble = h('p', { class: 'list-note', hidden: true });
  const tiles = createTiles(app, (key) => explainFigure(key, null));
  const rows = createRows({ app, onRow: (row, name) => explainFigure(chosen.figure, { row, name }) });
  const files = h('div', { class: 'figure-files' });
  const element = h(
    'div',
    { class: 'gap-panel figures-panel', hidden: true },
    h(
      'div',
      { class: 'figures-head' },
      scope,
      menu('span', t('figures.span'), SPANS, (word) => t(`figures.${word}`)),
    ),
    trouble,
    tiles.element,
    h(
      'section',
      { class: 'figures-spread', 'aria-label': t('figures.rows') },
      h(
        'div',
        { class: 'figures-head' },
        menu('by', t('figures.by'), GROUPINGS, (word) => t(TITLES[/** @type {keyof typeof TITLES} */ (word)])),
        menu('figure', t('figures.measure'), FIGURES, (word) => t(`figure.${word}`)),
      ),
      rows.element,
    ),
    files,
  );

  /** Rows of areas are those one level down from what is looked at. */
  function levelBelow() {
    if (chosen.by !== 'area') return null;
    const { areas } = reference();
    let children = areas.children(selection.current.area);
    // A root that is alone says nothing by itself.
    while (children.length === 1) children = areas.children(children[0] ?? null);
    const level = areas.get(children[0])?.level;
    return level === 'building' || level === 'unit' ? null : (level ?? null);
  }

  const question = () => ({ ...range, area: selection.current.area });

  /** @param {string} key @param {{row: import('../../contract.js').StatisticsRow, name: string}|null} part */
  function explainFigure(key, part) {
    if (!last) return;
    const { figures, previous } = last;
    openFigure({
      app,
      reference,
      asked: {
        key,
        figure: part ? figureOf(part.row, key) : figures[key],
        question: answered.question,
        row: part && { by: answered.by, of: answered.of, key: part.row.key, name: part.name },
        previous:
          previous && !isNow(key)
            ? { yesterday: previous.yesterday.figures[key], lastWeek: previous.lastWeek.figures[key] }
            : {},
      },
      onIssue: ({ id }) => onIssue(id),
    });
  }

  /** @param {Statistics} statistics */
  function paint(statistics) {
    const { areas, categories } = reference();
    tiles.show(statistics);
    rows.show(statistics.rows, answered.by, chosen.figure, (code) =>
      answered.by === 'category' ? nameOf(categories.get(code)) : areas.name(code),
    );
    replace(
      files,
      ['xlsx', 'csv'].map((format) =>
        h(
          'a',
          {
            class: 'button',
            download: '',
            href: api.statisticsFile({ ...answered.question, by: answered.by, of: answered.of, format }),
          },
          `${t('figures.exportTable')} .${format}`,
        ),
      ),
    );
  }

  async function read() {
    const mine = ++ticket;
    range = rangeOf(chosen.span, clock.now(), format);
    const asking = { by: chosen.by, of: levelBelow(), question: question() };
    // What is seen still answers the question before this one, and says so.
    element.setAttribute('aria-busy', 'true');
    const { value, problem } = await api.statistics({
      ...asking.question,
      by: asking.by,
      of: asking.of,
      compare: 'yesterday,lastWeek',
      medians: isMedian(chosen.figure) ? 'rows' : null,
    });
    if (mine !== ticket) return;
    element.removeAttribute('aria-busy');
    trouble.hidden = !problem;
    if (problem) return setText(trouble, `${t('figures.failed')} · ${explain(problem)}`);
    last = value;
    answered = asking;
    const area = reference().areas.name(selection.current.area) || t('figures.all');
    setText(
      scope,
      `${t('figures.scope', { area })} · ${t('figures.asOf', { time: format.minute(Date.parse(value.to)) })}`,
    );
    paint(value);
  }

  function remember() {
    const url = new URL(location.href);
    for (const [key, value] of Object.entries(chosen)) url.searchParams.set(key, value);
    history.replaceState(null, '', url);
  }

  const isSeen = () => selection.current.panel === 'figures';
  const timer = setInterval(
    () => isSeen() && document.visibilityState === 'visible' && !document.querySelector('dialog[open]') && read(),
    EVERY_MS,
  );
  /** @type {string|null|undefined} Of which area it was read; undefined: never. */
  let readOf;

  return {
    element,
    /** The selection changed. */
    show() {
      if (!isSeen()) {
        readOf = undefined;
        return;
      }
      if (readOf === selection.current.area) return;
      readOf = selection.current.area;
      void read();
    },
    destroy() {
      clearInterval(timer);
      element.remove();
    },
  };
}
