// The leader's map: composition only.
import { createLive } from '../live/live.js';
import { createRefresher } from '../live/refresher.js';
import { startApp } from '../ui/app.js';
import { createCommands } from '../ui/command.js';
import { createStaleBanner } from '../ui/connection-chip.js';
import { byId } from '../ui/dom.js';
import { createNetwork } from '../ui/network.js';
import { loadReference } from '../ui/reference.js';
import { createToasts } from '../ui/toast.js';
import { createMapTools } from './map-tools.js';
import { createMapView } from './map-view.js';
import { createPanels } from './panels.js';
import { createPast } from './replay/past.js';
import { createRightSide } from './right-side.js';
import { createSelection, NO_PLACE } from './selection.js';
import { createShortcuts } from './shortcuts.js';
import { createSurroundings } from './surroundings.js';
import { createSync } from './sync.js';
import { createTip } from './tip.js';
import { createView } from './view.js';

const toasts = createToasts(document.body);
const app = await startApp({ onTrouble: (reason) => toasts.show(reason, { tone: 'bad' }) });
const { t } = app;
document.title = t('app.name');
let loaded = await loadReference(app);
const reference = () => loaded;
const selection = createSelection();
const network = createNetwork();
const view = createView(app, reference);
const commands = createCommands(app, toasts);
const state = () => past.state;
const surroundings = createSurroundings({ app, reference, area: () => selection.current.area });
const shared = { app, reference, state, selection, surroundings, network, commands, toasts };
const panels = createPanels({
  ...shared,
  onArea: openArea,
  onTrack: (segments) => mapView.map.setTrack(segments),
  onFacility({ code, lon, lat }) {
    selection.set({ ...NO_PLACE, issue: null, point: { lon, lat }, facility: code });
    mapView.map.glideNear({ lon, lat }, 18);
  },
});
const { topBar, counters, filters, list } = panels;
const right = createRightSide({ ...shared, list, mapView: () => mapView });
const tip = createTip(byId('stage'), { app, reference, state });

const sync = createSync({
  state,
  selection,
  view,
  counters,
  list,
  onRefresh: right.refreshIssues,
  liveMap: () => mapView,
});
const mapView = createMapView({ ...shared, isShown: sync.isShown, tip, right });
const { map, bases } = mapView;
const tools = createMapTools({ ...shared, map, bases, onPeople: mapView.setPeople, listed: sync.listed });
const banner = createStaleBanner(app);
byId('stage').append(...tools.elements, banner.element);

/** @param {string} code */
function openArea(code) {
  selection.set({ issue: null, ...NO_PLACE, place: code });
  mapView.goTo(code);
}

selection.onChange((now, before) => {
  panels.show();
  tools.show();
  mapView.show();
  sync.refresh();
  if (now.area !== before.area) {
    if (now.area) map.revealArea(now.area);
    else map.fit();
    refresher.declare(['people']);
  }
  right.show(now, before);
  map.focusArea(now.place ?? now.area);
});

const keys = createShortcuts({ app, selection, panels, right, commands, past: () => past });

const refresher = createRefresher(async (stale) => {
  const isReference = stale.has('areas') || stale.has('categories');
  await Promise.all([isReference && reload(), surroundings.read(stale)]);
  right.refresh(stale);
});

let started = false;
const live = createLive({
  api: app.api,
  area: null,
  clock: app.clock,
  onConnection: topBar.setConnection,
  onSignedOut: () => location.reload(),
  onStep: (step) => past.hear(step),
});
const past = createPast({
  app,
  selection,
  toasts,
  present: () => live.state,
  onStep: show,
  onAreas: () => refresher.declare(['areas', 'people']),
});
const minute = setInterval(sync.refresh, 30_000);

/** @param {import('../live/state.js').Step} step */
function show({ state: now, touched, applied, stale }) {
  topBar.setMode(now.mode);
  mapView.update(touched);
  sync.follow(touched);
  for (const change of applied) {
    if (change.kind === 'issue.reported' && change.data.id) map.pulse(change.data.id, 'waiting');
  }
  refresher.declare(stale);
  if (started) return;
  started = true;
  start();
}

function start() {
  refresher.declare(['people', 'facilities', 'pairings']);
  const { area, place } = selection.current;
  map.focusArea(place ?? area);
  if (!tools.go() && area) map.revealArea(area, false);
  mapView.show();
  right.start();
  past.start();
}

async function reload() {
  loaded = await loadReference(app, loaded);
  mapView.reloadAreas();
  filters.refill();
  list.forget();
  topBar.showPlace();
  sync.refresh();
}

addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  clearInterval(minute);
  for (const part of [live, past, refresher, mapView, right, panels, tools, tip, banner, keys, sync, commands])
    part.destroy();
  toasts.destroy();
});
