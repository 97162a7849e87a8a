// Daily tasks hung into the phone: what the page's main module needs to know of them.
import { createDailyList } from './daily-list.js';
import { createKeep } from './keep.js';
import { createSegments } from './segments.js';

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {import('../../outbox/outbox.js').Outbox} options.outbox
 * @param {import('../../ui/toast.js').Toasts} options.toasts
 * @param {HTMLElement} options.tasks The list of issues to handle.
 * @param {(name: import('../tabs.js').TabName) => void} options.open
 */
export function createActivities({ app, outbox, toasts, tasks, open }) {
  const { t } = app;
  const keep = createKeep({ t, outbox, toasts });
  const daily = createDailyList({
    app,
    keep,
    onGrid: () => open('grid'),
    onCount: (left) => duties.badge('daily', left),
  });
  const duties = createSegments(t('report.tabTasks'), [
    { key: 'issues', label: t('daily.issues'), element: tasks },
    { key: 'daily', label: t('daily.title'), element: daily.element, shown: daily.shown },
  ]);
  daily.start();

  return {
    duties,
    /** @param {ReadonlySet<import('../../live/state.js').ReferenceKind>} stale */
    refresh(stale) {
      if (stale.has('dailyTasks')) void daily.refresh();
    },
    destroy: daily.destroy,
  };
}
