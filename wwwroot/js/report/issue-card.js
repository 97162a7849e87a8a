// One issue on a phone: title, state, place, and what one may do next. A tap on the words tells its whole story.
import { groupOf, isOpen } from '../contract.js';
import { dueTime, lateness } from '../live/lateness.js';
import { createActionForm } from '../ui/action-form.js';
import { openDialog } from '../ui/dialog.js';
import { h, replace } from '../ui/dom.js';
import { createPhotoPair } from '../ui/photo-pair.js';
import { placeAndGrid } from '../ui/place.js';
import { statusBadge } from '../ui/status.js';
import { createStory } from '../ui/story.js';
import { createVoiceNotes } from '../ui/voice-notes.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Action} Action */
/** @typedef {import('../ui/app.js').App} App */
/** @typedef {() => import('../ui/reference.js').Reference} ReferenceOf */

/**
 * @param {object} options
 * @param {App} options.app
 * @param {ReferenceOf} options.reference
 * @param {import('../ui/command.js').Commands} options.commands
 * @param {Issue} options.issue
 * @param {Action[]} options.actions The main one last.
 */
export function issueCard({ app, reference, commands, issue, actions }) {
  const { t, format, clock, nameOf } = app;
  const now = clock.now();
  const due = dueTime(issue);
  const time = !isOpen(issue) || Number.isNaN(due) ? t(`status.${issue.status}`) : format.remaining(due, now);
  return h(
    'article',
    { class: `task group-${groupOf(issue.status)}`, data: { late: lateness(issue, now) } },
    h(
      'button',
      { type: 'button', class: 'task-words', on: { click: () => tell({ app, reference, issue }) } },
      h('strong', null, nameOf(reference().categories.get(issue.category)) || issue.category),
      h('span', { class: 'task-time' }, time),
      h('small', null, placeAndGrid(issue, reference().areas, t)),
      h(
        'small',
        null,
        [issue.description, format.relative(Date.parse(issue.reportedAt), now)].filter(Boolean).join(' · '),
      ),
      h(
        'span',
        { class: 'task-badges' },
        statusBadge(issue.status, t),
        issue.urgent && h('span', { class: 'badge badge-urgent' }, t('issue.urgent')),
      ),
    ),
    actions.length > 0 &&
      h(
        'div',
        { class: 'task-actions' },
        actions.map((action, i) =>
          h(
            'button',
            {
              type: 'button',
              class: `button button-big ${i === actions.length - 1 ? 'button-primary' : ''}`,
              on: { click: () => act({ app, commands, issue, action }) },
            },
            t(`action.${action}`),
          ),
        ),
      ),
  );
}

/** @param {{app: App, commands: import('../ui/command.js').Commands, issue: Issue, action: Action}} options */
function act({ app, commands, issue, action }) {
  if (action === 'reportIn' || action === 'verify') return void commands.run(issue, action);
  const form = createActionForm({ app, issue: { ...issue, history: [], allowed: [] }, action });
  openDialog({
    title: app.t(`action.${action}`),
    body: [form.element],
    cancel: app.t('app.cancel'),
    actions: [
      {
        label: app.t(`action.${action}`),
        run: async () => {
          const ready = await form.submit();
          if (!ready) return false;
          void commands.run({ id: issue.id, version: ready.version }, action, ready.body);
          return true;
        },
      },
    ],
  });
}

/** @param {{app: App, reference: ReferenceOf, issue: Issue}} options */
async function tell({ app, reference, issue }) {
  const { t, api, explain, nameOf } = app;
  const photos = createPhotoPair(app);
  const voices = createVoiceNotes(app);
  const story = createStory(app);
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
  story.show(value.history);
}
