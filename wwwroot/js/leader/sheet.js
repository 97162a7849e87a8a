// The issue's whole story. What the stream knows is shown at once; history and allowed actions follow from one GET, and
// again whenever the stream says that this issue changed.
import { isOpen } from '../contract.js';
import { isOverdue } from '../live/lateness.js';
import { findIssue } from '../live/state.js';
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { createPhotoPair } from '../ui/photo-pair.js';
import { placeAndGrid } from '../ui/place.js';
import { createResponsibleBox } from '../ui/responsible.js';
import { statusBadge } from '../ui/status.js';
import { createStory } from '../ui/story.js';
import { createVoiceNotes } from '../ui/voice-notes.js';
import { createActions } from './actions.js';
import { createClocks } from './clocks.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').IssueDetail} IssueDetail */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('../ui/command.js').Commands} options.commands
 */
export function createSheet({ app, reference, state, commands }) {
  const { t, api, explain, nameOf, clock } = app;
  const badges = h('div', { class: 'badges' });
  const title = h('h2');
  const line = h('p', { class: 'quiet sheet-line' });
  const photos = createPhotoPair(app);
  const voices = createVoiceNotes(app);
  const clocks = createClocks(app);
  const facts = h('dl', { class: 'facts' });
  const who = createResponsibleBox(app, { first: 4 });
  const whoBox = h('section', { class: 'box' }, h('h3', { class: 'gold' }, t('sheet.who')), who.element);
  const story = createStory(app);
  const actions = createActions(app, commands);
  const trouble = h('p', { class: 'form-problem', hidden: true });
  const element = h(
    'div',
    { class: 'sheet-issue' },
    badges,
    title,
    line,
    photos.element,
    voices.element,
    clocks.element,
    facts,
    actions.element,
    whoBox,
    trouble,
    h('h3', null, t('sheet.story')),
    story.element,
  );
  /** @type {string|null} */
  let id = null;
  let shown = '';
  let asked = 0;

  /** @param {Issue} issue */
  function paint(issue) {
    const { areas, categories } = reference();
    const now = clock.now();
    replace(
      badges,
      statusBadge(issue.status, t),
      issue.urgent && h('span', { class: 'badge badge-urgent' }, t('issue.urgent')),
      isOverdue(issue, now) && h('span', { class: 'badge badge-overdue' }, t('issue.overdue')),
      issue.returns ? h('span', { class: 'badge' }, t('issue.returns', { n: issue.returns })) : null,
      issue.reworks ? h('span', { class: 'badge' }, t('issue.reworks', { n: issue.reworks })) : null,
      issue.reopens ? h('span', { class: 'badge' }, t('issue.reopens', { n: issue.reopens })) : null,
    );
    replace(title, icon(categories.icon(issue.category)), nameOf(categories.get(issue.category)) || issue.category);
    replace(line, placeAndGrid(issue, areas, t), h('small', null, issue.number));
    photos.show(issue);
    voices.show(issue);
    clocks.show(issue, state()?.open ?? []);
  }

  /** @param {Issue & {reporter?: IssueDetail['reporter']}} issue */
  function paintFacts(issue) {
    const reporter = [
      issue.reportedBy,
      issue.source && t(`source.${issue.source}`),
      issue.reporter?.name,
      issue.reporter?.phone,
    ];
    /** @type {[string, string|null|undefined|false][]} */
    const lines = [
      ['sheet.description', issue.description],
      ['sheet.reporter', reporter.filter(Boolean).join(' · ')],
      ['sheet.handler', issue.handler && [issue.handler.role, issue.handler.name].filter(Boolean).join(' ')],
      ['sheet.answer', issue.answer],
      ['action.rate', issue.rating && t(issue.rating.satisfied ? 'issue.satisfied' : 'issue.notSatisfied')],
    ];
    replace(
      facts,
      lines.flatMap(([key, value]) => (value ? [h('dt', null, t(key)), h('dd', null, value)] : [])),
    );
  }

  async function load() {
    const of = id;
    const ticket = ++asked;
    if (!of) return;
    const { value, problem } = await api.issue(of);
    if (ticket !== asked || of !== id) return;
    trouble.hidden = !problem;
    if (problem) {
      replace(trouble, t('sheet.loadFailed', { reason: explain(problem) }));
      return;
    }
    paint(value);
    paintFacts(value);
    story.show(value.history);
    actions.show(value);
  }

  return {
    element,
    /** @param {string|null} next */
    show(next) {
      if (next === id) return;
      id = next;
      shown = '';
      asked++;
      trouble.hidden = true;
      actions.show(null);
      replace(story.element);
      replace(facts);
      if (!next) return;
      this.refresh();
      const issue = findIssue(state(), next);
      if (issue)
        void who.show(
          issue.buildingCode ? { area: issue.buildingCode } : { lon: issue.location.lon, lat: issue.location.lat },
        );
    },
    /** Called when the stream touched this issue, or anything at all: only a new version costs a GET. */
    refresh() {
      if (!id) return;
      const issue = findIssue(state(), id);
      if (issue) {
        paint(issue);
        if (shown === '') paintFacts(issue);
      }
      const key = issue ? `${issue.id}@${issue.version}` : id;
      if (key === shown) return;
      shown = key;
      void load();
      whoBox.hidden = issue ? !isOpen(issue) : false;
    },
    /** Posts or people changed. */
    refreshPeople: () => void (id && who.refresh()),
    closeForm() {
      if (!actions.isAsking()) return false;
      actions.close();
      return true;
    },
    destroy() {
      clocks.destroy();
      who.destroy();
      element.remove();
    },
  };
}
