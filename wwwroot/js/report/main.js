// The grid worker's phone: composition only.
import { createLive } from '../live/live.js';
import { createRefresher } from '../live/refresher.js';
import { openOutbox } from '../outbox/outbox.js';
import { startApp } from '../ui/app.js';
import { byId } from '../ui/dom.js';
import { homeOf } from '../ui/place.js';
import { loadReference } from '../ui/reference.js';
import { createToasts } from '../ui/toast.js';
import { createActivities } from './activities/activities.js';
import { createBar } from './bar.js';
import { createGridView } from './grid-view.js';
import { createOutboxView } from './outbox-view.js';
import { createReportView } from './report-view.js';
import { createTabs } from './tabs.js';
import { createMessages } from './messages-view.js';
import { createOrders } from './orders.js';
import { createTasks } from './task-views.js';
import { createWarningToast } from './warning-toast.js';

const toasts = createToasts(document.body);
const app = await startApp({ onTrouble: (reason) => toasts.show(reason, { tone: 'bad' }) });
const { t, session, api } = app;
document.title = t('report.title');
let loaded = await loadReference(app);
const reference = () => loaded;
const state = () => live.state;
let unread = 0;
const outbox = await openOutbox(session.userName);
const orders = createOrders(app, { outbox, toasts, reference, onTrouble: () => tabs.open('messages') });
const mySent = () => outbox.view.parcels.flatMap(({ head }) => head.receipt?.id ?? []);

const reportView = createReportView({
  app,
  reference,
  orders,
  start: () => homeOf(loaded.areas, session)?.label ?? null,
  outbox,
  onMine: () => tabs.open('messages'),
});
const outboxView = createOutboxView({ app, reference, outbox, onSignIn: () => location.reload() });
const tasks = createTasks({ app, reference, orders });
const messages = createMessages({
  app,
  reference,
  orders,
  // Known as mine before the stream says whose they are.
  isMine: (issue) => issue.reportedBy === session.displayName || mySent().includes(issue.id),
  onOpen: openTask,
  outbox: outboxView.element,
});
const gridView = createGridView({ app, reference, state, onReport: () => tabs.open('report') });

const bar = createBar(app, () => outbox.view.unsent);
const activities = createActivities({ app, outbox, toasts, tasks: tasks.element, open: (name) => tabs.open(name) });

const tabs = createTabs({
  t,
  bar: byId('tabs'),
  page: byId('page'),
  title: bar.title,
  pages: {
    report: { title: t('report.title'), element: reportView.element },
    tasks: { title: t('report.tabTasks'), ...activities.duties },
    grid: { title: t('grid.title'), element: gridView.element, shown: gridView.shown },
    messages: { title: t('report.tabMessages'), element: messages.element, shown: readMessages },
  },
});
tabs.open('report');

function badges() {
  tabs.badge('messages', unread + outbox.view.unsent);
}

function show() {
  if (live.state) {
    tabs.badge('tasks', tasks.show(live.state.open));
    unread = messages.show(live.state);
  }
  badges();
}

/** @param {import('../outbox/outbox.js').View} view */
function showOutbox(view) {
  outboxView.show(view);
  reportView.tell(view);
  orders.tell(view);
  show();
}

/** What is written in the form is not thrown away for a sign-in: sent, it waits in the outbox. */
function signedOut() {
  outbox.wake();
  if (reportView.isEmpty) return location.reload();
  const again = { label: t('outbox.signInNow'), run: () => location.reload() };
  toasts.show(t('outbox.signInForm'), { tone: 'bad', stays: 0, action: again });
}

/** @param {string} id */
function openTask(id) {
  tabs.open('tasks');
  activities.duties.open('issues');
  tasks.reveal(id);
}

function readMessages() {
  messages.shown();
  unread = 0;
  badges();
}

const tellWarning = createWarningToast(app, { reference, toasts, onOpen: openTask });
const refresher = createRefresher(async (stale) => {
  activities.refresh(stale);
  if (!stale.has('areas') && !stale.has('categories') && !stale.has('people')) return;
  loaded = await loadReference(app, loaded);
  reportView.reload();
  gridView.reload();
  show();
});
const live = createLive({
  api,
  area: null,
  clock: app.clock,
  onConnection(connection) {
    bar.chip.set(connection);
    if (connection === 'live') outbox.wake();
  },
  onSignedOut: signedOut,
  onStep({ touched, applied, stale }) {
    applied.forEach(tellWarning);
    gridView.update(touched);
    requestAnimationFrame(show);
    refresher.declare(stale);
  },
});
outbox.watch(showOutbox);
const minute = setInterval(show, 30_000);

addEventListener('beforeunload', (event) => {
  if (!outbox.view.isLasting && outbox.view.unsent > 0) event.preventDefault();
});
addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  clearInterval(minute);
  for (const part of [live, outbox, refresher, reportView, gridView, activities, bar, toasts]) part.destroy();
});
