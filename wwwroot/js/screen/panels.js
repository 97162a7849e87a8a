// The usual panels beside the map, and the figures that they share with the scenes.
import { openFigure } from '../ui/figure-dialog.js';
import { byId } from '../ui/dom.js';
import { askCard } from './ask-card.js';
import { createCategories } from './categories.js';
import { createEchoes } from './echoes.js';
import { createFeed } from './feed.js';
import { createFigures } from './figures.js';
import { createGridLoads } from './grid-loads.js';
import { createStatistics } from './statistics.js';
import { createTrend } from './trend.js';

/** Midnight and due times pass without a change. */
const LOOK_MS = 15_000;
/** So long does an explanation stay before the map. */
const EXPLAINED_MS = 60_000;

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {{code: string, name: string}|undefined} options.root
 * @param {string|null} options.areaCode
 * @param {(code: string) => number} options.countOf
 * @param {(today: import('../contract.js').Statistics) => void} options.onToday
 */
export function createPanels({ app, reference, root, areaCode, countOf, onToday }) {
  const figures = createFigures(app, explain);
  const categories = createCategories(app, reference);
  const trend = createTrend(app);
  const feed = createFeed(app, reference);
  const echoes = createEchoes(app, reference);
  const gridLoads = createGridLoads(app.t, reference, countOf);
  byId('left').append(figures.element, categories.element, trend.element, gridLoads.element, echoes.element);
  byId('right').append(feed.element, ...askCard(app, root));

  /** @type {import('../contract.js').Statistics|null} */
  let today = null;

  /** What was opened by a touch closes by itself: nobody looks after a hall screen. @param {string} key */
  function explain(key) {
    if (!today) return;
    const { figures: known, from, to } = today;
    const question = { area: areaCode, from, to };
    const dialog = openFigure({ app, reference, asked: { key, figure: known[key], question }, onIssue: () => {} });
    const timer = setTimeout(() => dialog.close(), EXPLAINED_MS);
    dialog.addEventListener('close', () => clearTimeout(timer));
  }

  const statistics = createStatistics(app, areaCode, {
    onToday(day) {
      today = day;
      figures.showToday(day);
      feed.showToday(day);
      onToday(day);
    },
    onCategories: categories.show,
    onDays: trend.show,
    onTrouble: figures.showTrouble,
  });
  /** @type {import('../live/state.js').LiveState|null} */
  let shown = null;
  const timer = setInterval(() => {
    if (shown) figures.showState(shown);
  }, LOOK_MS);

  return {
    /** Today's, as they stand on the page. */
    today: () => today?.figures ?? null,
    /** Something changed: the figures are asked again soon. */
    nudge: statistics.nudge,
    /** @param {import('../live/state.js').LiveState} state */
    show(state) {
      shown = state;
      feed.show(state);
      figures.showState(state);
      gridLoads.show();
      echoes.show(state);
    },
    destroy() {
      clearInterval(timer);
      statistics.destroy();
      feed.destroy();
      trend.destroy();
    },
  };
}
