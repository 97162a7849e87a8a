// The leader's map: composition only.
import { createLive } from '../live/live.js';
import { findIssue } from '../live/state.js';
import { startApp } from '../ui/app.js';
import { createCommands } from '../ui/command.js';
import { createStaleBanner } from '../ui/connection-chip.js';
import { byId, h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { createLiveMap } from '../ui/live-map.js';
import { loadReference } from '../ui/reference.js';
import { createToasts } from '../ui/toast.js';
import { createCounters } from './counters.js';
import { createFilters } from './filters.js';
import { createKeys } from './keys.js';
import { createList } from './list.js';
import { createMapTools } from './map-tools.js';
import { createPlaceSheet } from './place-sheet.js';
import { createSearch } from './search.js';
import { createSelection } from './selection.js';
import { createSheet } from './sheet.js';
import { createTip } from './tip.js';
import { createTopBar } from './top-bar.js';
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
/** @type {Set<string>} */
let visible = new Set();

const chooseArea = (/** @type {string} */ code) => {
  const grid = loaded.areas.get(code)?.level === 'building' ? null : code;
  if (grid) selection.set({ area: grid, issue: null, point: null });
  else selection.set({ issue: null, area: code, point: null });
};
const search = createSearch({
  app,
  reference,
  state,
  onArea: chooseArea,
  onIssue: (issue) => selection.set({ issue, point: null }),
});
const topBar = createTopBar({ app, reference, selection, search: search.element, toasts });
const counters = createCounters({ t, selection });
const filters = createFilters({ app, reference, selection });
const list = createList({ app, reference, selection });
const sheet = createSheet({ app, reference, state, commands });
const tip = createTip(byId('stage'), { app, reference, state });

const liveMap = createLiveMap(byId('map'), {
  app,
  reference,
  state,
  isShown: (issue) => visible.has(issue.id),
  withPeople: () => people,
  map: {
    onPick(pick) {
      if (pick.issue) selection.set({ issue: pick.issue, point: null });
      else selection.set({ issue: null, point: { lon: pick.lon, lat: pick.lat } });
      if (!pick.issue) showPlace(pick.building ?? pick.area, pick);
    },
    onHover: (pick, at) => tip.show(pick?.issue ?? null, at),
    fitMargin: [14, 96],
  },
});
const { map } = liveMap;
const placeSheet = createPlaceSheet({ app, reference, countOf: liveMap.countOf });
const tools = createMapTools({
  t,
  map,
  onPeople(shown) {
    people = shown;
  },
});
const banner = createStaleBanner(app);

byId('top').append(topBar.element);
byId('side').append(counters.element, filters.element, list.element);
byId('stage').append(...tools.elements, banner.element);
topBar.setMode('normal');
topBar.showPlace();

/** @param {string|null} code @param {{lon: number, lat: number}} point */
function showPlace(code, point) {
  placeSheet.show({ area: code, point });
  map.focusArea(code);
  openSheet(placeSheet.element);
}

/** @param {HTMLElement|null} content */
function openSheet(content) {
  const place = byId('sheet');
  place.hidden = content === null;
  if (!content) return replace(place);
  if (content.parentElement === place) return;
  const close = h(
    'button',
    { type: 'button', class: 'sheet-close', 'aria-label': t('app.close'), on: { click: closeSheet } },
    icon('close'),
  );
  replace(place, close, content);
  place.scrollTop = 0;
}

function closeSheet() {
  if (sheet.closeForm()) return;
  selection.set({ issue: null, point: null });
  openSheet(null);
  map.focusArea(selection.current.area);
}

let frame = 0;
/** Counters, list and map once a frame, however many changes came. */
function refresh() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    const { issues, counts } = view.of(live.state, selection.current);
    counters.show(live.state ? counts : null);
    list.show(issues, live.state !== null);
    const next = new Set(issues.map((issue) => issue.id));
    if (selection.current.issue) next.add(selection.current.issue);
    const changed = [...next].filter((id) => !visible.has(id)).concat([...visible].filter((id) => !next.has(id)));
    visible = next;
    if (changed.length > 50) liveMap.refresh();
    else liveMap.update(changed);
    sheet.refresh();
  });
}

selection.onChange((now, before) => {
  filters.show();
  topBar.showPlace();
  refresh();
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
  if (!id) return selection.current.point ? undefined : openSheet(null);
  openSheet(sheet.element);
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
    refresh();
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
const minute = setInterval(refresh, 30_000);

async function reload() {
  loaded = await loadReference(app);
  liveMap.reloadAreas();
  filters.refill();
  list.forget();
  topBar.showPlace();
  refresh();
}

addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  clearInterval(minute);
  for (const part of [live, liveMap, sheet, list, search, topBar, tools, tip, banner, keys, commands, toasts])
    part.destroy();
});
