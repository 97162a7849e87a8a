// The head and the left side, put together.
import { byId } from '../ui/dom.js';
import { createCounters } from './counters.js';
import { createFilters } from './filters.js';
import { createList } from './list.js';
import { createSearch } from './search.js';
import { createTopBar } from './top-bar.js';

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('./selection.js').Selection} options.selection
 * @param {import('../ui/toast.js').Toasts} options.toasts
 */
export function createPanels({ app, reference, state, selection, toasts }) {
  const search = createSearch({
    app,
    reference,
    state,
    onArea: (area) => selection.set({ area, issue: null, point: null }),
    onIssue: (issue) => selection.set({ issue, point: null }),
  });
  const topBar = createTopBar({ app, reference, selection, search: search.element, toasts });
  const counters = createCounters({ t: app.t, selection });
  const filters = createFilters({ app, reference, selection });
  const list = createList({ app, reference, selection });
  byId('top').append(topBar.element);
  byId('side').append(counters.element, filters.element, list.element);
  topBar.setMode('normal');
  topBar.showPlace();
  return {
    topBar,
    counters,
    filters,
    list,
    search,
    destroy() {
      for (const part of [topBar, counters, filters, list, search]) part.destroy();
    },
  };
}
