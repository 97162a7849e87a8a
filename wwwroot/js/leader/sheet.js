// The issue's whole story. What the stream knows is shown at once; history and allowed actions follow from one GET, and
// again whenever the stream says that this issue changed.
import { isOpen } from '../contract.js';
import { findIssue } from '../live/state.js';
import { h, replace } from '../ui/dom.js';
import { createPhotoPair } from '../ui/photo-pair.js';
import { createResponsibleBox } from '../ui/responsible.js';
import { createStory } from '../ui/story.js';
import { createVoiceNotes } from '../ui/voice-notes.js';
import { createActions } from './actions.js';
import { createClocks } from './clocks.js';
import { createIssueHead } from './issue-head.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').IssueDetail} IssueDetail */

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {() => import('../live/state.js').LiveState|null} options.state
 * @param {import('../ui/command.js').Commands} options.commands
 * @param {(id: string) => void} options.onIssue Another issue that this one names.
 */
export function createSheet({ app, reference, state, commands, onIssue }) {
  const { t, api, explain } = app;
  const head = createIssueHead({ app, reference, onIssue });
  const photos = createPhotoPair(app);
  const voices = createVoiceNotes(app);
  const clocks = createClocks(app);
  const who = createResponsibleBox(app, { first: 4 });
  const whoBox = h('section', { class: 'box' }, h('h3', { class: 'gold' }, t('sheet.who')), who.element);
  const story = createStory(app, reference);
  const actions = createActions({ app, reference, commands });
  const trouble = h('p', { class: 'form-problem', hidden: true });
  const element = h(
    'div',
    { class: 'sheet-issue' },
    head.elements,
    clocks.element,
    actions.element,
    photos.element,
    voices.element,
    head.facts,
    whoBox,
    trouble,
    h('h3', null, t('sheet.story')),
    story.element,
  );
  /** @type {string|null} */
  let id = null;
  let shown = '';
  let asked = 0;
  let followers = 0;

  /** @param {Issue} issue @param {number} [followers] */
  function paint(issue, followers) {
    head.paint(issue, followers);
    photos.show(issue);
    voices.show(issue);
    clocks.show(issue, state()?.open ?? []);
  }

  /** A handler sees issues of areas whose people it may not see. @param {Issue} issue */
  const isKnown = ({ areaCode }) => Boolean(areaCode ? reference().areas.get(areaCode) : app.session.areaCodes.length);

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
    // Of the past only what had happened, and as it was then; nothing can be done about it.
    const at = app.clock.at();
    const history = at ? value.history.filter((entry) => Date.parse(entry.at) <= Date.parse(at)) : value.history;
    const then = at ? findIssue(state(), of) : null;
    followers = history.filter(({ kind }) => kind === 'issue.followed').length;
    paint(then ?? value, followers);
    head.paintFacts(then ?? value);
    story.show(history, value.archived);
    actions.show(at ? null : value);
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
      followers = 0;
      actions.show(null);
      replace(story.element);
      replace(head.facts);
      if (!next) return;
      this.refresh();
      const issue = findIssue(state(), next);
      if (issue && isKnown(issue))
        void who.show(
          issue.buildingCode ? { area: issue.buildingCode } : { lon: issue.location.lon, lat: issue.location.lat },
        );
    },
    /** Called when the stream touched this issue, or anything at all: only a new version costs a GET. */
    refresh() {
      if (!id) return;
      const issue = findIssue(state(), id);
      if (issue) {
        paint(issue, followers);
        if (shown === '') head.paintFacts(issue);
      }
      const key = issue ? `${issue.id}@${issue.version}` : id;
      if (key === shown) return;
      shown = key;
      void load();
      whoBox.hidden = !issue || !isOpen(issue) || !isKnown(issue);
    },
    /** Posts or people changed. */
    refreshPeople: () => void (id && !whoBox.hidden && who.refresh()),
    /** Begins an action as soon as the issue's allowed ones are known. */
    begin: actions.begin,
    press: actions.press,
    focus: head.focus,
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
