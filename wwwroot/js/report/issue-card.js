// One issue on a phone: title, state, place, and what one may do next. A tap on the words tells its whole story.
import { groupOf, isOpen } from '../contract.js';
import { dueTime, lateness } from '../live/lateness.js';
import { asksSomething, createActionForm } from '../ui/action-form.js';
import { openDialog } from '../ui/dialog.js';
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { navigateLink } from '../ui/navigate-link.js';
import { createPhotoPair } from '../ui/photo-pair.js';
import { placeAndGrid } from '../ui/place.js';
import { statusBadge } from '../ui/status.js';
import { createStory } from '../ui/story.js';
import { createVoiceNotes } from '../ui/voice-notes.js';
import { isOne } from './duties.js';
import { stateWords } from './outbox-words.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Action} Action */
/** @typedef {import('../ui/app.js').App} App */
/** @typedef {() => import('../ui/reference.js').Reference} ReferenceOf */
/** @typedef {{app: App, reference: ReferenceOf, orders: import('./orders.js').Orders}} Tools */

/** So long a form waits for the issue's history; without it the photo is asked for anew. */
const PATIENCE_MS = 2_500;

/** @param {Tools & {issue: Issue, steps: import('./duties.js').Steps, isAway?: boolean}} options `isAway`: somebody has to go there. */
export function issueCard({ app, reference, orders, issue, steps, isAway = false }) {
  const { t, format, clock, nameOf } = app;
  const now = clock.now();
  const due = dueTime(issue);
  const time = !isOpen(issue) || Number.isNaN(due) ? t(`status.${issue.status}`) : format.remaining(due, now);
  return h(
    'article',
    { class: `task group-${groupOf(issue.status)}`, data: { late: lateness(issue, now), id: issue.id } },
    h(
      'button',
      {
        type: 'button',
        class: 'task-words',
        data: { key: issue.id },
        on: { click: () => tell({ app, reference, issue }) },
      },
      h('strong', null, nameOf(reference().categories.get(issue.category)) || issue.category),
      h('span', { class: 'task-time' }, time),
      h('small', null, placeAndGrid(issue, reference().areas, t)),
      h(
        'small',
        null,
        [issue.description, format.relative(Date.parse(issue.reportedAt), now)].filter(Boolean).join(' · '),
      ),
      h('span', { class: 'task-badges' }, badges(app, issue)),
    ),
    orders
      .pending(issue.id)
      .map(({ head, state }) =>
        h(
          'p',
          { class: 'task-pending', data: { state: state.name } },
          icon('clock'),
          t('orders.pending', { action: t(`action.${head.act?.action}`), state: stateWords(app, state) }),
        ),
      ),
    steps.main.length > 0 &&
      h(
        'div',
        { class: 'task-actions' },
        steps.main.map((action, i) =>
          button(action, `button-big ${i === steps.main.length - 1 ? 'button-primary' : ''}`),
        ),
      ),
    steps.more.length + Number(isAway) > 0 &&
      h(
        'div',
        { class: 'task-more' },
        isAway && navigateLink(app, issue.location, placeAndGrid(issue, reference().areas, t)),
        steps.more.map((action) => button(action, 'button-quiet')),
      ),
  );

  /** @param {Action} action @param {string} look */
  function button(action, look) {
    return h(
      'button',
      {
        type: 'button',
        class: `button ${look}`,
        data: { key: `${issue.id} ${action}` },
        on: { click: () => void act({ app, reference, orders, issue, action }) },
      },
      t(`action.${action}`),
    );
  }
}

/** What is out of the ordinary with it, in words. @param {App} app @param {Issue} issue */
function badges({ t, format, clock, session }, issue) {
  const now = clock.now();
  const date = (/** @type {string} */ at) => format.exact(Date.parse(at), now);
  const { extension, suspension, supervision } = issue;
  const helps = (issue.helpers ?? []).some((helper) => isOne(helper, session));
  /** @type {[string|false|null|undefined, string][]} */
  const all = [
    [issue.urgent && t('issue.urgent'), 'badge-urgent'],
    [supervision && `${t('issue.supervised')} ${date(supervision.dueAt)}`, 'badge-supervised'],
    [issue.escalated && t('issue.escalated'), 'badge-whistled'],
    [!issue.escalated && issue.whistles ? t('issue.whistles', { n: issue.whistles }) : null, 'badge-whistled'],
    [helps && t('tasks.helping'), ''],
    [extension && !extension.grantedAt && t('issue.extensionAsked'), ''],
    [extension?.grantedAt && t('issue.extended', { time: date(extension.dueAt) }), ''],
    [suspension && t('issue.suspendedTo', { time: date(suspension.reviewAt) }), ''],
  ];
  return [
    statusBadge(issue.status, t),
    ...all.flatMap(([words, look]) => (words ? [h('span', { class: `badge ${look}` }, words)] : [])),
  ];
}

/** @param {Tools & {issue: Issue, action: Action}} options */
async function act({ app, reference, orders, issue, action }) {
  if (!asksSomething(action)) return void orders.run(issue, action);
  const detail = await detailOf(app, issue);
  const form = createActionForm({ app, reference, issue: detail, action, keepsPhotos: true });
  openDialog({
    title: app.t(`action.${action}`),
    body: [form.element],
    cancel: app.t('app.cancel'),
    actions: [
      {
        label: app.t(`action.${action}`),
        run: async () => {
          const ready = await form.submit();
          return ready !== null && orders.run(issue, action, ready.body, ready.shots);
        },
      },
    ],
  });
}

/** With its history: a rework asks for a photo of its own. Without network the form still opens. @param {App} app @param {Issue} issue */
async function detailOf({ api }, issue) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, {}));
  const { value } = await Promise.race([api.issue(issue.id), late]);
  return value ?? { ...issue, history: [], allowed: [] };
}

/** @param {{app: App, reference: ReferenceOf, issue: Issue}} options */
async function tell({ app, reference, issue }) {
  const { t, api, explain, nameOf } = app;
  const photos = createPhotoPair(app);
  const voices = createVoiceNotes(app);
  const story = createStory(app, reference);
  const trouble = h('p', { class: 'quiet' }, t('app.loading'));
  photos.show(issue);
  voices.show(issue);
  openDialog({
    title: nameOf(reference().categories.get(issue.category)) || issue.category,
    body: [
      h('p', { class: 'quiet' }, `${issue.number} · ${placeAndGrid(issue, reference().areas, t)}`),
      issue.description ? h('p', null, issue.description) : null,
      photos.element,
      voices.element,
      issue.answer ? h('p', null, h('strong', null, `${t('sheet.answer')} `), issue.answer) : null,
      trouble,
      story.element,
    ],
    cancel: t('app.close'),
    actions: [],
  });
  const { value, problem } = await api.issue(issue.id);
  if (problem) return replace(trouble, t('sheet.loadFailed', { reason: explain(problem) }));
  trouble.remove();
  story.show(value.history, value.archived);
}
