// 消息: warnings of one's own tasks, what waits on the phone, then what became of one's own reports.
import { isOpen } from '../contract.js';
import { h, keepFocus, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { placeAndGrid } from '../ui/place.js';
import { isTask, ownSteps } from './duties.js';
import { issueCard } from './issue-card.js';
import { createRead, warningsOf } from './warnings.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('./warnings.js').Warned} Warned */

const MOST = 60;

/**
 * @param {import('./issue-card.js').Tools & {isMine: (issue: Issue) => boolean, onOpen: (id: string) => void, outbox: HTMLElement}} options `onOpen`: to the task.
 */
export function createMessages({ isMine, onOpen, outbox, ...tools }) {
  const { app, reference } = tools;
  const { t, clock, format, session, nameOf } = app;
  const warned = h('div', { class: 'warned' });
  const mine = h('div', { class: 'cards' });
  const element = h('div', { class: 'tasks' }, warned, outbox, mine);
  const read = createRead(localStorage);
  /** @type {Warned[]} */
  let warnings = [];
  /** Before the server has spoken nothing is known, and nothing may be forgotten. */
  let isKnown = false;

  /** @param {Issue} issue */
  function card(issue) {
    const isPending = tools.orders.pending(issue.id).length > 0;
    return issueCard({ ...tools, issue, steps: isPending ? { main: [], more: [] } : ownSteps(issue, session) });
  }

  /** @param {Warned} warning */
  function words({ clock: which, issue, dueAt, overdue }) {
    const name =
      which === 'stage' ? t('messages.stage', { stage: t(`stage.${issue.status}`) }) : t(`messages.${which}`);
    return t(overdue ? 'messages.over' : 'messages.soon', { clock: name, time: format.exact(dueAt, clock.now()) });
  }

  /** @param {Warned} warning */
  function line(warning) {
    const { issue, key, overdue } = warning;
    return h(
      'button',
      {
        type: 'button',
        class: `warning ${overdue ? 'is-over' : ''} ${read.has(key) ? '' : 'is-new'}`,
        data: { key },
        on: { click: () => onOpen(issue.id) },
      },
      icon('alert'),
      h('strong', null, nameOf(reference().categories.get(issue.category)) || issue.category),
      h('span', null, words(warning)),
      h('small', null, placeAndGrid(issue, reference().areas, t)),
    );
  }

  function draw() {
    keepFocus(warned, () =>
      replace(
        warned,
        warnings.length > 0 && h('h2', { class: 'group-head' }, t('messages.warnings')),
        warnings.map(line),
      ),
    );
  }

  return {
    element,
    /**
     * @param {import('../live/state.js').LiveState} state
     * @param {boolean} isCurrent Not only what was kept from an earlier day.
     * @returns {number} How many warnings have not been seen.
     */
    show({ open, recent }, isCurrent) {
      const now = clock.now();
      isKnown = isCurrent;
      warnings = [...open]
        .filter((issue) => isTask(issue, session))
        .flatMap((issue) => warningsOf(issue, now))
        .sort((a, b) => a.dueAt - b.dueAt);
      draw();
      const own = [...open, ...recent]
        .filter(isMine)
        .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || Date.parse(b.reportedAt) - Date.parse(a.reportedAt))
        .slice(0, MOST);
      replace(
        mine,
        own.length > 0 && h('h2', { class: 'group-head' }, t('messages.mine')),
        own.length > 0
          ? own.map(card)
          : warnings.length + outbox.childElementCount === 0 &&
              h('p', { class: 'empty' }, icon('megaphone'), t('mine.empty')),
      );
      if (isKnown && element.isConnected) read.keep(warnings.map(({ key }) => key));
      return warnings.filter(({ key }) => !read.has(key)).length;
    },
    /** Somebody looks at them: shown as new this once. */
    shown() {
      if (!isKnown) return;
      draw();
      read.keep(warnings.map(({ key }) => key));
    },
  };
}
