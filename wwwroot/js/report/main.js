// The grid worker's phone: composition only. What the stream brings goes by wiring-live.js.
import { toSignIn } from '../offline/sign-in-door.js';
import { openOutbox } from '../outbox/outbox.js';
import { byId } from '../ui/dom.js';
import { homeOf } from '../ui/place.js';
import { loadReference } from '../ui/reference.js';
import { createToasts } from '../ui/toast.js';
import { createActivities } from './activities/activities.js';
import { createBar } from './bar.js';
import { createGridView } from './grid-view.js';
import { createOutboxView } from './outbox-view.js';
import { startPhone, warn } from './phone.js';
import { createReportView } from './report-view.js';
import { createTabs } from './tabs.js';
import { createMessages } from './messages-view.js';
import { createOrders } from './orders.js';
import { createTaskMap } from './task-map.js';
import { createTasks } from './task-views.js';
import { createUpdateBar, tabBefore } from './update-bar.js';
import { wireLive } from './wiring-live.js';

const toasts = createToasts(document.body);
const phone = await startPhone(toasts);
const { app, direct, reader, drafts } = phone;
const { t, session } = app;
document.title = t('report.title');
let loaded = await loadReference(app);
const reference = () => loaded;
reader.knowAreas((code) => loaded.areas.chain(code).map((area) => area.code));
const state = () => wired.live.state;
const outbox = await openOutbox(session.userName);
const orders = createOrders(app, { outbox, toasts, reference, onTrouble: () => tabs.open('messages') });
const mySent = () => outbox.view.parcels.flatMap(({ head }) => head.receipt?.id ?? []);

const reportView = createReportView({
  app: direct,
  reference,
  orders,
  start: () => homeOf(loaded.areas, session)?.label ?? null,
  outbox,
  drafts,
  found: await drafts.take(outbox.became),
  onMine: () => tabs.open('messages'),
});
const outboxView = createOutboxView({ app, reference, outbox, onSignIn: toSignIn });
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

const bar = createBar(app, {
  // Leaving ends the patrol, and its end would go out after the session.
  unsent: () => outbox.view.unsent + Number(fieldwork.isWalking()),
  isFormEmpty: () => reportView.isEmpty,
  async leave() {
    await activities.leave();
    await phone.leave();
  },
});
const taskMap = createTaskMap({ app, reference, state, onOpen: openTask });
const activities = createActivities({
  app,
  reference,
  outbox,
  toasts,
  tasks: tasks.element,
  taskMap: { key: 'map', label: t('tasks.map'), ...taskMap },
  onField(view) {
    tabs.open('grid');
    gridView.open(view);
  },
  onProblem(at, note) {
    reportView.begin(at, note);
    tabs.open('report');
  },
});
const { fieldwork } = activities;
messages.element.prepend(activities.notices);
const gridView = createGridView({ app, reference, state, fieldwork, onReport: () => tabs.open('report') });
const losesOutbox = () => !outbox.view.isLasting && outbox.view.unsent > 0;
const update = createUpdateBar({
  t,
  isQuiet: () =>
    reportView.isUntouched && !fieldwork.isWalking() && !document.querySelector('dialog[open]') && !losesOutbox(),
  tab: () => tabs.current,
  beforeReload: drafts.flush,
  onFault: warn('The page stays as it is'),
});
byId('bar').after(update.element);

const tabs = createTabs({
  t,
  bar: byId('tabs'),
  page: byId('page'),
  title: bar.title,
  pages: {
    report: { title: t('report.title'), element: reportView.element },
    tasks: { title: t('report.tabTasks'), ...activities.duties },
    grid: { title: t('grid.title'), element: gridView.element, shown: gridView.shown },
    messages: { title: t('report.tabMessages'), element: messages.element, shown: () => wired.readMessages() },
  },
});
const wired = wireLive({
  phone,
  reference,
  async reload() {
    loaded = await loadReference(app, loaded);
  },
  toasts,
  outbox,
  orders,
  tabs,
  chip: bar.chip,
  update,
  activities,
  views: { reportView, outboxView, tasks, messages, gridView, taskMap },
  onOpen: openTask,
});
tabs.open(tabBefore());

/** @param {string} id */
function openTask(id) {
  tabs.open('tasks');
  activities.duties.open('issues');
  tasks.reveal(id);
}

addEventListener('beforeunload', (event) => {
  if (losesOutbox()) event.preventDefault();
});
addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  for (const part of [wired, outbox, reportView, gridView, taskMap, activities, bar, toasts, update]) part.destroy();
});
