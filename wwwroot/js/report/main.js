// The grid worker's phone: composition only. Thin and online; the offline outbox comes with a later part.
import { createLive } from '../live/live.js';
import { createRefresher } from '../live/refresher.js';
import { startApp } from '../ui/app.js';
import { createCommands } from '../ui/command.js';
import { createConnectionChip, createStaleBanner } from '../ui/connection-chip.js';
import { byId, h } from '../ui/dom.js';
import { keepLanguage } from '../ui/i18n.js';
import { icon } from '../ui/icons.js';
import { homeOf } from '../ui/place.js';
import { loadReference } from '../ui/reference.js';
import { createToasts } from '../ui/toast.js';
import { createGridView } from './grid-view.js';
import { createReportView } from './report-view.js';
import { createTabs } from './tabs.js';
import { createMessages } from './messages-view.js';
import { createTasks } from './task-views.js';
import { createWarningToast } from './warning-toast.js';

const toasts = createToasts(document.body);
const app = await startApp({ onTrouble: (reason) => toasts.show(reason, { tone: 'bad' }) });
const { t, session, api, lang } = app;
document.title = t('report.title');
let loaded = await loadReference(app);
const reference = () => loaded;
const commands = createCommands(app, toasts);
const state = () => live.state;
/** @type {Set<string>} Reports of this page: known as mine before the stream says whose they are. */
const sent = new Set();

const reportView = createReportView({
  app,
  reference,
  commands,
  start: () => homeOf(loaded.areas, session)?.label ?? null,
  onSent: (issue) => sent.add(issue.id),
  onMine: () => tabs.open('messages'),
});
const tasks = createTasks({ app, reference, commands });
const messages = createMessages({
  app,
  reference,
  commands,
  isMine: (issue) => sent.has(issue.id) || issue.reportedBy === session.displayName,
  onOpen: openTask,
});
const gridView = createGridView({ app, reference, state, onReport: () => tabs.open('report') });

const title = h('h1');
const chip = createConnectionChip(app);
const banner = createStaleBanner(app);
const account = h(
  'details',
  { class: 'me' },
  h('summary', { 'aria-label': session.displayName }, icon('user')),
  h(
    'div',
    { class: 'me-menu' },
    h('strong', null, session.displayName),
    h('small', { class: 'quiet' }, t(`role.${session.role}`)),
    h(
      'button',
      { type: 'button', class: 'button', on: { click: () => app.theme.toggle() } },
      icon('moon'),
      `${t('app.toDark')} / ${t('app.toLight')}`,
    ),
    h('button', { type: 'button', class: 'button', on: { click: switchLanguage } }, icon('globe'), t('app.language')),
    h('button', { type: 'button', class: 'button', on: { click: signOut } }, icon('exit'), t('app.signOut')),
  ),
);
byId('bar').append(title, chip.element, account);
byId('bar').after(banner.element);

const tabs = createTabs({
  t,
  bar: byId('tabs'),
  page: byId('page'),
  title,
  pages: {
    report: { title: t('report.title'), element: reportView.element },
    tasks: { title: t('report.tabTasks'), element: tasks.element },
    grid: { title: t('grid.title'), element: gridView.element, shown: gridView.shown },
    messages: { title: t('report.tabMessages'), element: messages.element, shown: readMessages },
  },
});
tabs.open('report');

function switchLanguage() {
  keepLanguage(lang === 'zh' ? 'en' : 'zh');
  location.assign(location.pathname);
}

async function signOut() {
  await api.signOut();
  location.assign(location.pathname);
}

function show() {
  if (!live.state) return;
  tabs.badge('tasks', tasks.show(live.state.open));
  tabs.badge('messages', messages.show(live.state));
}

/** @param {string} id */
function openTask(id) {
  tabs.open('tasks');
  tasks.reveal(id);
}

function readMessages() {
  messages.shown();
  tabs.badge('messages', 0);
}

const tellWarning = createWarningToast(app, { reference, toasts, onOpen: openTask });
const refresher = createRefresher(async () => {
  loaded = await loadReference(app, loaded);
  reportView.reload();
  gridView.reload();
  show();
});
const live = createLive({
  api,
  area: null,
  clock: app.clock,
  onConnection: chip.set,
  onSignedOut: () => location.reload(),
  onStep({ touched, applied, stale }) {
    applied.forEach(tellWarning);
    gridView.update(touched);
    requestAnimationFrame(show);
    refresher.declare(stale);
  },
});
const minute = setInterval(show, 30_000);

addEventListener('pagehide', (event) => {
  if (event.persisted) return;
  clearInterval(minute);
  for (const part of [live, refresher, reportView, gridView, chip, banner, commands, toasts]) part.destroy();
});
