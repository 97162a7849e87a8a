// The hall screen: composition only. Nobody is at the keyboard, and it runs for months.
import { GROUP_ORDER, isOpen } from '../contract.js';
import { createLive } from '../live/live.js';
import { createRefresher } from '../live/refresher.js';
import { startApp } from '../ui/app.js';
import { createStaleBanner } from '../ui/connection-chip.js';
import { boxesIn, byId, h } from '../ui/dom.js';
import { createLiveMap } from '../ui/live-map.js';
import { homeOf } from '../ui/place.js';
import { loadReference } from '../ui/reference.js';
import { statusShape } from '../ui/status.js';
import { createArrivals } from './arrivals.js';
import { askCard } from './ask-card.js';
import { createCategories } from './categories.js';
import { createFeed } from './feed.js';
import { createFigures } from './figures.js';
import { createFoot } from './foot.js';
import { createGridLoads } from './grid-loads.js';
import { createHead } from './head.js';
import { createStatistics } from './statistics.js';
import { createTrend } from './trend.js';

const app = await startApp();
const { t, clock, format } = app;
let loaded = await loadReference(app);
const reference = () => loaded;
const root = homeOf(loaded.areas, app.session);
document.title = app.settings.title || t('app.name');

const head = createHead(app, root?.name ?? '');
const figures = createFigures(app);
const categories = createCategories(app, reference);
const trend = createTrend(app);
const feed = createFeed(app, reference);
const banner = createStaleBanner(app);
byId('head').append(...head.elements);
byId('left').append(figures.element, categories.element, trend.element);
byId('right').append(feed.element, ...askCard(app, root));
head.setMode('normal');

/** Open ones, and what was closed today: the day's work is part of the picture. @param {import('../contract.js').Issue} issue */
const isShown = (issue) =>
  isOpen(issue) || (issue.status === 'closed' && Date.parse(issue.endedAt ?? '') >= format.dayStart(clock.now()));
const liveMap = createLiveMap(byId('map'), {
  app,
  reference,
  state: () => live.state,
  isShown,
  map: {
    interactive: false,
    clusterRadius: 22,
    text: { scale: 1.2, least: 15 },
    covered: () => boxesIn(byId('stage'), '.legend, .leaflet-control-scale, .map-credit'),
  },
});
const legend = h(
  'div',
  { class: 'legend' },
  GROUP_ORDER.map((group) =>
    h('span', { class: `group-${group}` }, statusShape(group), h('b', null, t(`group.${group}`))),
  ),
  h('span', null, h('i', { class: 'ring' }), h('b', null, t('issue.overdue'))),
);
byId('stage').append(legend, banner.element);
const gridLoads = createGridLoads(t, reference, liveMap.countOf);
byId('left').append(gridLoads.element);

const foot = createFoot({ app, reference, onArea: (code) => liveMap.map.focusArea(code) });
byId('foot').append(...foot.elements);
const arrivals = createArrivals(byId('stage'), { app, reference, map: liveMap.map, onFocus: foot.hold });
const statistics = createStatistics(app, {
  onToday(today) {
    figures.showToday(today);
    foot.showReplies(today);
    feed.showToday(today);
  },
  onCategories: categories.show,
  onDays: trend.show,
  onTrouble: figures.showTrouble,
});

const refresher = createRefresher(reload);
let frame = 0;
const live = createLive({
  api: app.api,
  area: null,
  clock,
  onConnection: head.setConnection,
  onSignedOut: () => location.reload(),
  onStep({ state, touched, applied, stale }) {
    head.setMode(state.mode);
    liveMap.update(touched);
    for (const { kind, data } of applied) if (kind === 'issue.reported' && data.issue) arrivals.announce(data.issue);
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      feed.show(state);
      figures.showState(state);
      gridLoads.show();
    });
    statistics.nudge();
    refresher.declare(stale);
  },
});

async function reload() {
  loaded = await loadReference(app, loaded);
  liveMap.reloadAreas();
  foot.forget();
}

/** Midnight and due times pass without a change. */
const minute = setInterval(() => {
  if (live.state) figures.showState(live.state);
}, 15_000);

addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  clearInterval(minute);
  for (const part of [live, refresher, liveMap, arrivals, foot, statistics, feed, trend, head, banner]) part.destroy();
});
