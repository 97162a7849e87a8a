// Daily tasks, visits and patrols hung into the phone: what the page's main module needs to know of them.
import { createDailyList } from './daily-list.js';
import { createFieldwork } from './fieldwork.js';
import { createKeep } from './keep.js';
import { createNoticesView } from './notices-view.js';
import { createSegments } from './segments.js';

/**
 * @param {object} options
 * @param {import('../../ui/app.js').App} options.app
 * @param {() => import('../../ui/reference.js').Reference} options.reference
 * @param {import('../../outbox/outbox.js').Outbox} options.outbox
 * @param {import('../../ui/toast.js').Toasts} options.toasts
 * @param {HTMLElement} options.tasks The list of issues to handle.
 * @param {import('./segments.js').Segment} options.taskMap Where they are.
 * @param {(view: 'visits'|'patrol') => void} options.onField To make a visit or a patrol.
 * @param {(at: {lon: number, lat: number}, note: string) => void} options.onProblem To report what a visit found.
 */
export function createActivities({ app, reference, outbox, toasts, tasks, taskMap, onField, onProblem }) {
  const { t } = app;
  const keep = createKeep({ t, outbox, toasts });
  const daily = createDailyList({
    app,
    keep,
    onField,
    onCount: (left) => duties.badge('daily', left),
  });
  const duties = createSegments(t('report.tabTasks'), [
    { key: 'issues', label: t('daily.issues'), element: tasks },
    taskMap,
    { key: 'daily', label: t('daily.title'), element: daily.element, shown: daily.shown },
  ]);
  const fieldwork = createFieldwork({
    app,
    reference,
    keep,
    onProblem({ building, note }) {
      const at = reference().areas.get(building)?.label;
      if (at) onProblem(at, note);
    },
  });
  let unread = 0;
  /** @type {() => void} */
  let tellUnread = () => {};
  const notices = createNoticesView({
    app,
    keep,
    onCount(n) {
      unread = n;
      tellUnread();
    },
  });
  daily.start();
  notices.start();

  return {
    duties,
    fieldwork,
    notices: notices.element,
    /** Notices that wait for a receipt. */
    get unread() {
      return unread;
    },
    /** @param {() => void} listener */
    watchUnread(listener) {
      tellUnread = listener;
    },
    /** @param {ReadonlySet<import('../../live/state.js').ReferenceKind>} stale */
    refresh(stale) {
      if (stale.has('dailyTasks')) void daily.refresh();
      if (stale.has('notices')) void notices.refresh();
      fieldwork.refresh(stale);
    },
    /** Whoever signs out by choice ends the patrol: its last positions wait in the outbox. */
    leave: fieldwork.leave,
    destroy() {
      daily.destroy();
      fieldwork.destroy();
      notices.destroy();
    },
  };
}
