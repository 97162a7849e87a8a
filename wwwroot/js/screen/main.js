// The hall screen: composition only. Nobody is at the keyboard, and it runs for months.
import { createLive } from '../live/live.js';
import { createRefresher } from '../live/refresher.js';
import { createTimeline } from '../live/timeline.js';
import { createStaleBanner } from '../ui/connection-chip.js';
import { byId } from '../ui/dom.js';
import { createAnnouncer } from './announcer.js';
import { createArrivals } from './arrivals.js';
import { createFoot } from './foot.js';
import { createHead } from './head.js';
import { createPanels } from './panels.js';
import { loadPlaces, rootOf } from './places.js';
import { createDirector } from './scenes/director.js';
import { takeSettings } from './settings.js';
import { createStage } from './stage.js';
import { weekOf } from './statistics.js';
import { startScreen } from './upkeep/start.js';
import { createUpkeep } from './upkeep/upkeep.js';
import { createVoiceChip } from './voice-chip.js';

const { app, settings, own, kept } = await startScreen();
/** What stands around the map is of the present, also while the map shows the past. */
const hall = { ...app, clock: { ...app.clock, now: app.clock.present } };
const { areaCode } = settings;
let loaded = await loadPlaces(app, areaCode);
const reference = () => loaded;
const state = () => timeline.state;
const root = rootOf(loaded, app, areaCode);
document.title = app.settings.title || app.t('app.name');

const voice = createVoiceChip(app, reference);
const head = createHead(hall, root?.name ?? '', voice.element);
byId('head').append(...head.elements);
head.setMode('normal');
const stage = createStage(byId('stage'), { app, reference, state });
const banner = createStaleBanner(app);
byId('stage').append(banner.element);
const { map } = stage;
const timeline = createTimeline({
  area: areaCode,
  api: app.api,
  clock: app.clock,
  present: () => live.state,
  onStep: show,
  onTick: () => {},
  // A replay that cannot be read stands still until its scene ends; the data age says why.
  onTrouble: ({ code }) => console.warn('replay', code),
});
const foot = createFoot({ app: hall, reference, onArea: map.focusArea });
byId('foot').append(...foot.elements);
const panels = createPanels({
  app: hall,
  reference,
  root,
  areaCode,
  countOf: stage.countOf,
  onToday: foot.showReplies,
});

const director = createDirector(byId('scene'), {
  settings,
  isBusy: () => arrivals.isBusy,
  onQuiet: voice.mute,
  onScene: () => arrivals.clear(),
  context: {
    app,
    reference,
    state,
    map,
    showOnly: stage.showOnly,
    markAreas: map.markAreas,
    focus(code) {
      if (code) map.focusArea(code);
      foot.hold(code);
    },
    figures: panels.today,
    week: weekOf,
    timeline,
    areaCode: () => areaCode,
  },
});
head.addRound(director.dots, director.quietWord);
const arrivals = createArrivals(byId('stage'), {
  app: hall,
  reference,
  map,
  onFocus: foot.hold,
  isOnMap: () => director.isOnMap,
  onUrgent: director.interrupt,
  onRest: director.resume,
});

const refresher = createRefresher(async () => {
  loaded = await loadPlaces(app, areaCode, loaded);
  stage.reloadAreas();
  foot.forget();
});
const announce = createAnnouncer({ app, arrivals, voice });
let frame = 0;
let sceneFrame = 0;
const live = createLive({
  api: app.api,
  area: areaCode,
  clock: app.clock,
  onConnection: head.setConnection,
  seed: kept.seed,
  onSignedOut: kept.forget,
  onStep(step) {
    kept.take(step.state);
    announce(step);
    timeline.hear(step);
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => panels.show(step.state));
    panels.nudge();
  },
});

/** @param {import('../live/state.js').Step} step */
function show({ state: next, touched, stale }) {
  head.setMode(next.mode);
  stage.update(touched);
  cancelAnimationFrame(sceneFrame);
  sceneFrame = requestAnimationFrame(() => director.update(next, touched));
  refresher.declare(stale);
}

/** @param {import('./settings.js').ScreenSettings} next */
function applySettings(next) {
  // Everything on the page is of one area: another one is another page.
  if (next.areaCode !== areaCode) return location.reload();
  app.theme.wear(next.theme);
  voice.turn(next.voice);
  director.applySettings(next);
}
applySettings(settings);
director.start();
const upkeep = createUpkeep({
  app: hall,
  director,
  voice,
  own,
  onSignedOut: kept.forget,
  onSettings: (raw) => applySettings(takeSettings(raw)),
});

addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  const parts = [upkeep, kept, live, timeline, refresher, director, arrivals, voice, panels, stage, foot, head, banner];
  for (const part of parts) part.destroy();
});
