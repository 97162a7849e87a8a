// The sheet at the right in step with the selection: an issue's story, or a place with its people.
import { findIssue } from '../live/state.js';
import { byId } from '../ui/dom.js';
import { createAreaUrgent } from './area-urgent.js';
import { createFiling } from './filing/filing.js';
import { createEditor } from './people/editor.js';
import { createPlaceSheet } from './place-sheet.js';
import { NO_PLACE } from './selection.js';
import { createSheet } from './sheet.js';
import { createSideSheet } from './side-sheet.js';

/** @typedef {import('./selection.js').Chosen} Chosen */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('./selection.js').Selection} options.selection
 * @param {import('./surroundings.js').Surroundings} options.surroundings
 * @param {import('../ui/network.js').NetworkChoice} options.network
 * @param {import('../ui/command.js').Commands} options.commands
 * @param {import('../ui/toast.js').Toasts} options.toasts
 * @param {ReturnType<typeof import('./list.js').createList>} options.list
 * @param {() => ReturnType<typeof import('./map-view.js').createMapView>} options.mapView
 */
export function createRightSide(options) {
  const { app, reference, state, selection, surroundings, network, commands, toasts, list, mapView } = options;
  const sheet = createSheet({
    app,
    reference,
    state,
    commands,
    onIssue: (issue) => selection.set({ issue, ...NO_PLACE }),
  });
  const urgent = createAreaUrgent({ app, reference, state, selection, begin: sheet.begin });
  const editor = createEditor({ app, reference, surroundings, toasts });
  const placeSheet = createPlaceSheet({
    app,
    reference,
    surroundings,
    editor,
    network,
    countOf: (code) => mapView().countOf(code),
    selection,
    urgent,
  });
  const filing = createFiling({
    app,
    reference,
    state,
    selection,
    commands,
    toasts,
    stage: byId('stage'),
    map: () => mapView().map,
  });
  const side = createSideSheet(byId('sheet'), { t: app.t, onClose: close });

  function close() {
    if (sheet.closeForm()) return;
    selection.set({ issue: null, ...NO_PLACE });
  }

  function showPlace() {
    const { place, point, facility, issue } = selection.current;
    if (!place && !point && !facility) return issue ? undefined : side.open(null);
    placeSheet.show({ area: place, point, facility });
    side.open(placeSheet.element);
  }

  /** @param {string|null} id */
  function choose(id) {
    const { map } = mapView();
    list.mark();
    map.selectIssue(id);
    sheet.show(id);
    if (!id) return showPlace();
    side.open(sheet.element);
    list.scrollTo(id);
    const issue = findIssue(state(), id);
    if (issue) map.reveal(issue.location);
  }

  function file() {
    const { map } = mapView();
    list.mark();
    map.selectIssue(null);
    sheet.show(null);
    side.open(filing.element);
    filing.begin();
  }

  return {
    sheet,
    /** Issues changed, or time went by. */
    refreshIssues() {
      sheet.refresh();
      urgent.refresh();
    },
    filing,
    close,
    /** @param {Chosen} now @param {Chosen} before */
    show(now, before) {
      if (before.filing && !now.filing) filing.end();
      if (now.filing && !before.filing) file();
      else if (now.issue !== before.issue) choose(now.issue);
      else if (
        now.place !== before.place ||
        now.point !== before.point ||
        now.facility !== before.facility ||
        now.filing !== before.filing
      )
        showPlace();
      placeSheet.paintHead();
    },
    /** What the address names, once there is a state to show it from. */
    start() {
      const { issue, place, filing: files } = selection.current;
      if (files) file();
      else if (issue) choose(issue);
      else if (place) {
        showPlace();
        mapView().goTo(place, false);
      }
    },
    /** @param {ReadonlySet<import('../live/state.js').ReferenceKind>} stale */
    refresh(stale) {
      placeSheet.refresh(stale);
      if (stale.has('people')) sheet.refreshPeople();
    },
    destroy() {
      sheet.destroy();
      filing.destroy();
      placeSheet.destroy();
    },
  };
}
