// The head and the left side, put together: issues, daily work, what is missing among the staff, or paired organizations.
import { byId } from '../ui/dom.js';
import { createActivitiesPanel } from './activities/activities-panel.js';
import { createBulk } from './bulk.js';
import { createCounters } from './counters.js';
import { createFiguresPanel } from './figures/figures-panel.js';
import { createFilters } from './filters.js';
import { createList } from './list.js';
import { createMarks } from './marks.js';
import { createPairingPanel } from './pairing-panel.js';
import { createPanelTabs } from './panel-tabs.js';
import { createSearch } from './search.js';
import { NO_PLACE } from './selection.js';
import { createStaffingPanel } from './staffing-panel.js';
import { createTopBar } from './top-bar.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('./selection.js').Selection} options.selection
 * @param {import('../ui/toast.js').Toasts} options.toasts
 * @param {import('../ui/command.js').Commands} options.commands
 * @param {import('./surroundings.js').Surroundings} options.surroundings
 * @param {(code: string) => void} options.onArea Go there and show its people.
 * @param {(segments: import('../map/track-layer.js').Segments) => void} options.onTrack
 * @param {(facility: import('./surroundings.js').PlacedFacility) => void} options.onFacility
 */
export function createPanels({
  app,
  reference,
  state,
  selection,
  toasts,
  commands,
  surroundings,
  onArea,
  onFacility,
  onTrack,
}) {
  const search = createSearch({
    app,
    reference,
    state,
    surroundings,
    onArea,
    onFacility,
    onIssue: (issue) => selection.set({ issue, ...NO_PLACE }),
  });
  const topBar = createTopBar({ app, reference, selection, search: search.element, toasts });
  const counters = createCounters({ app, selection });
  const filters = createFilters({ app, reference, selection });
  const marks = createMarks();
  const list = createList({ app, reference, selection, marks });
  const bulk = createBulk({ app, reference, state, commands, marks, shown: list.order });
  list.element.append(bulk.element);
  const staffing = createStaffingPanel({ app, reference, surroundings, onArea, selection });
  const pairings = createPairingPanel({ app, surroundings, selection, onArea });
  const activities = createActivitiesPanel({ app, reference, selection, surroundings, onArea, onTrack });
  const figures = createFiguresPanel({
    app,
    reference,
    selection,
    onIssue: (issue) => selection.set({ issue, ...NO_PLACE }),
  });
  const tabs = createPanelTabs({
    t: app.t,
    session: app.session,
    selection,
    surroundings,
    contents: {
      issues: [counters.element, filters.element, list.element],
      figures: [figures.element],
      staffing: [staffing.element],
      pairings: [pairings.element],
      activities: [activities.element],
    },
  });
  byId('top').append(topBar.element);
  byId('side').append(
    tabs.element,
    counters.element,
    filters.element,
    list.element,
    figures.element,
    staffing.element,
    pairings.element,
    activities.element,
  );
  topBar.setMode('normal');
  show();

  /** The selection changed. */
  function show() {
    filters.show();
    topBar.showPlace();
    tabs.show();
    const { panel } = selection.current;
    if (panel === 'staffing') staffing.paint();
    else if (panel === 'pairings') pairings.paint();
    activities.show();
    figures.show();
  }

  return {
    topBar,
    counters,
    filters,
    list,
    search,
    marks,
    show,
    destroy() {
      for (const part of [topBar, counters, filters, list, bulk, search, tabs, figures, staffing, pairings, activities])
        part.destroy();
    },
  };
}
