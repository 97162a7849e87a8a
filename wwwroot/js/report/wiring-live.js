// What the stream and the outbox bring, to the views of the phone; and what becomes of the page when the connection comes and goes.
import { createLive } from '../live/live.js';
import { createRefresher } from '../live/refresher.js';
import { toSignIn } from '../offline/sign-in-door.js';
import { createAhead } from './ahead.js';
import { warn } from './phone.js';
import { createWarningToast } from './warning-toast.js';

const MINUTE_MS = 30_000;

/**
 * @param {object} options
 * @param {import('./phone.js').Phone} options.phone
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => Promise<void>} options.reload Reads the reference anew.
 * @param {import('../ui/toast.js').Toasts} options.toasts
 * @param {import('../outbox/outbox.js').Outbox} options.outbox
 * @param {import('./orders.js').Orders} options.orders
 * @param {ReturnType<typeof import('./tabs.js').createTabs>} options.tabs
 * @param {ReturnType<typeof import('../ui/connection-chip.js').createConnectionChip>} options.chip
 * @param {ReturnType<typeof import('./update-bar.js').createUpdateBar>} options.update
 * @param {ReturnType<typeof import('./activities/activities.js').createActivities>} options.activities
 * @param {object} options.views
 * @param {ReturnType<typeof import('./report-view.js').createReportView>} options.views.reportView
 * @param {ReturnType<typeof import('./outbox-view.js').createOutboxView>} options.views.outboxView
 * @param {ReturnType<typeof import('./task-views.js').createTasks>} options.views.tasks
 * @param {ReturnType<typeof import('./messages-view.js').createMessages>} options.views.messages
 * @param {ReturnType<typeof import('./grid-view.js').createGridView>} options.views.gridView
 * @param {ReturnType<typeof import('./task-map.js').createTaskMap>} options.views.taskMap
 * @param {(id: string) => void} options.onOpen To the task.
 */
export function wireLive(options) {
  const { phone, reference, reload, toasts, outbox, orders, tabs, chip, update, activities, views, onOpen } = options;
  const { app, direct, reader, keeper } = phone;
  const { t, session, clock } = app;
  const { reportView, outboxView, tasks, messages, gridView, taskMap } = views;
  let unread = 0;
  /** What is shown is more than what was kept: the server has spoken. */
  let isCurrent = false;

  function badges() {
    tabs.badge('messages', unread + activities.unread + outbox.view.unsent);
  }
  activities.watchUnread(badges);

  function show() {
    if (live.state) {
      tabs.badge('tasks', tasks.show(live.state.open));
      unread = messages.show(live.state, isCurrent);
    }
    badges();
  }

  /** What is written in the form is not thrown away for a sign-in: sent, it waits in the outbox. */
  async function signedOut() {
    outbox.wake();
    await phone.expire();
    if (reportView.isEmpty) return toSignIn();
    const again = { label: t('outbox.signInNow'), run: toSignIn };
    toasts.show(t('outbox.signInForm'), { tone: 'bad', stays: 0, action: again });
  }

  /** What was kept may be out of date in ways of which the stream does not tell. */
  function connected() {
    outbox.wake();
    update.look();
    if (reader.startedFromKept) refresher.declare(['areas', 'categories']);
    reader.trustNetwork();
    void ahead.all();
  }

  const tellWarning = createWarningToast(app, { reference, toasts, onOpen });
  const refresher = createRefresher(async (stale) => {
    activities.refresh(stale);
    if (!stale.has('areas') && !stale.has('categories') && !stale.has('people')) return;
    await reload();
    reportView.reload();
    gridView.reload();
    taskMap.reload();
    show();
  });
  const ahead = createAhead({
    session,
    reader,
    state: () => live.state,
    onFault: warn('Not all could be read ahead'),
  });
  const live = createLive({
    api: direct.api,
    area: null,
    clock: {
      ...clock,
      confirm() {
        clock.confirm();
        if (isCurrent) return;
        isCurrent = true;
        show();
      },
    },
    seed: phone.seed,
    onConnection(connection) {
      chip.set(connection);
      if (connection === 'live' || connection === 'polling') connected();
    },
    onSignedOut: signedOut,
    onStep({ state, touched, applied, stale }) {
      applied.forEach(tellWarning);
      gridView.update(touched);
      taskMap.update(touched);
      keeper.take(state);
      requestAnimationFrame(show);
      refresher.declare(stale);
    },
  });
  const minute = setInterval(() => {
    show();
    if (clock.freshness() === 'fresh') void ahead.stories();
  }, MINUTE_MS);
  outbox.watch((view) => {
    outboxView.show(view);
    reportView.tell(view);
    orders.tell(view);
    show();
  });

  return {
    live,
    readMessages() {
      messages.shown();
      unread = 0;
      badges();
    },
    destroy() {
      clearInterval(minute);
      for (const part of [live, refresher, keeper]) part.destroy();
    },
  };
}
