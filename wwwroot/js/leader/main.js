// The leader's map: composition only.
import { createLive } from '../live/live.js';
import { findIssue } from '../live/state.js';
import { startApp } from '../ui/app.js';
import { createCommands } from '../ui/command.js';
import { createStaleBanner } from '../ui/connection-chip.js';
import { boxesIn, byId } from '../ui/dom.js';
import { createLiveMap } from '../ui/live-map.js';
import { loadReference } from '../ui/reference.js';
import { createToasts } from '../ui/toast.js';
import { createKeys } from './keys.js';
import { createMapTools } from './map-tools.js';
import { createPanels } from './panels.js';
import { createPlaceSheet } from './place-sheet.js';
import { createSelection } from './selection.js';
import { createSheet } from './sheet.js';
import { createSideSheet } from './side-sheet.js';
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
const view = createView(app, reference);
const commands = createCommands(app, toasts);
const state = () => live.state;
let people = true;
const panels = createPanels({ app, reference, state, selection, toasts });
const { topBar, counters, filters, list, search } = panels;
const sheet = createSheet({ app, reference, state, commands });
const tip = createTip(byId('stage'), { app, reference, state });

const sync = createSync({ state, selection, view, counters, list, sheet, liveMap: () => liveMap });
const side = createSideSheet(byId('sheet'), { t, onClose: closeSheet });
const liveMap = createLiveMap(byId('map'), {
  app,
  reference,
  state,
  isShown: sync.isShown,
  withPeople: () => people,
  map: {
    onPick(pick) {
      if (pick.issue) selection.set({ issue: pick.issue, point: null });
      else selection.set({ issue: null, point: { lon: pick.lon, lat: pick.lat } });
      if (!pick.issue) showPlace(pick.building ?? pick.area, pick);
    },
    onHover: (pick, at) => tip.show(pick?.issue ?? null, at),
    fitMargin: [14, 96],
    covered: () => boxesIn(byId('stage'), '.map-tools, .map-foot > *, .leaflet-control-scale, .map-credit'),
  },
});
const { map, bases } = liveMap;
const placeSheet = createPlaceSheet({ app, reference, countOf: liveMap.countOf });
const onPeople = (/** @type {boolean} */ shown) => {
  people = shown;
};
const tools = createMapTools({ t, map, bases, onPeople });
const banner = createStaleBanner(app);
byId('stage').append(...tools.elements, banner.element);

/** @param {string|null} code @param {{lon: number, lat: number}} point */
function showPlace(code, point) {
  placeSheet.show({ area: code, point });
  map.focusArea(code);
  side.open(placeSheet.element);
}

function closeSheet() {
  if (sheet.closeForm()) return;
  selection.set({ issue: null, point: null });
  side.open(null);
  map.focusArea(selection.current.area);
}

selection.onChange((now, before) => {
  filters.show();
  topBar.showPlace();
  sync.refresh();
  if (now.area !== before.area) {
    map.focusArea(now.area);
    if (now.area) map.revealArea(now.area);
    else map.fit();
  }
  if (now.issue !== before.issue) choose(now.issue);
});

/** @param {string|null} id */
function choose(id) {
  list.mark();
  map.selectIssue(id);
  sheet.show(id);
  if (!id) return selection.current.point ? undefined : side.open(null);
  side.open(sheet.element);
  list.scrollTo(id);
  const issue = findIssue(live.state, id);
  if (issue) map.reveal(issue.location);
}

const keys = createKeys({
  search: search.focus,
  step(by) {
    const issue = list.neighbour(by);
    if (issue) selection.set({ issue, point: null });
  },
  close: closeSheet,
});

let started = false;
const live = createLive({
  api: app.api,
  area: null,
  clock: app.clock,
  onConnection: topBar.setConnection,
  onSignedOut: () => location.reload(),
  onStep({ state: now, touched, applied, stale }) {
    topBar.setMode(now.mode);
    liveMap.update(touched);
    sync.refresh();
    for (const change of applied) {
      if (change.kind === 'issue.reported' && change.data.id) map.pulse(change.data.id, 'waiting');
    }
    if (stale.size > 0) void reload();
    if (started) return;
    started = true;
    map.focusArea(selection.current.area);
    if (selection.current.area) map.revealArea(selection.current.area, false);
    if (selection.current.issue) choose(selection.current.issue);
  },
});
const minute = setInterval(sync.refresh, 30_000);

async function reload() {
  loaded = await loadReference(app);
  liveMap.reloadAreas();
  filters.refill();
  list.forget();
  topBar.showPlace();
  sync.refresh();
}

addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  clearInterval(minute);
  for (const part of [live, liveMap, sheet, panels, tools, tip, banner, keys, sync, commands, toasts]) part.destroy();
});
