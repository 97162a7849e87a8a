// The clocks of one issue: the stage that runs, the whole case, and how many alike lie within 50 metres.
import { isOpen } from '../contract.js';
import { lateness } from '../live/lateness.js';
import { distanceMeters } from '../map/mercator.js';
import { h, setText } from '../ui/dom.js';

/** @typedef {import('../contract.js').Issue} Issue */

const ALIKE_METERS = 50;

/** @param {Issue} issue @param {Iterable<Issue>} others @returns {number} */
function countAlike(issue, others) {
  let count = 0;
  for (const other of others) {
    if (
      other.id !== issue.id &&
      other.category === issue.category &&
      distanceMeters(issue.location, other.location) <= ALIKE_METERS
    )
      count++;
  }
  return count;
}

/** @param {Pick<import('../ui/app.js').App, 't'|'format'|'clock'>} app */
export function createClocks({ t, format, clock }) {
  const tile = () => {
    const label = h('span');
    const value = h('strong');
    return { label, value, element: h('div', { class: 'clock' }, label, value) };
  };
  const stage = tile();
  const whole = tile();
  const alike = tile();
  setText(alike.label, t('sheet.similar'));
  const element = h('div', { class: 'clocks' }, stage.element, whole.element, alike.element);
  /** @type {Issue|null} */
  let issue = null;

  function tick() {
    if (!issue) return;
    const now = clock.now();
    stage.element.dataset.late = lateness(issue, now);
    if (!isOpen(issue)) {
      const ended = Date.parse(issue.endedAt ?? '');
      setText(stage.label, t('sheet.took'));
      setText(stage.value, Number.isNaN(ended) ? '—' : format.span(ended - Date.parse(issue.reportedAt)));
      setText(whole.label, t('sheet.ended'));
      setText(whole.value, Number.isNaN(ended) ? '—' : format.exact(ended, now));
      return;
    }
    const due = Date.parse(issue.dueAt ?? '');
    const late = now > due;
    setText(
      stage.label,
      late
        ? `${t(`stage.${issue.status}`)} · ${t('issue.overdue')}`
        : t('sheet.stageDue', { stage: t(`stage.${issue.status}`) }),
    );
    setText(stage.value, Number.isNaN(due) ? t('sheet.noClock') : format.countdown(due, now));
    const end = Date.parse(issue.caseDueAt ?? '');
    setText(whole.label, t('sheet.caseDue'));
    setText(whole.value, Number.isNaN(end) ? t('sheet.noClock') : format.exact(end, now));
  }
  const timer = setInterval(tick, 1_000);

  return {
    element,
    /** @param {Issue} next @param {Iterable<Issue>} open */
    show(next, open) {
      issue = next;
      setText(alike.value, t('sheet.count', { n: countAlike(next, open) }));
      tick();
    },
    destroy() {
      clearInterval(timer);
      element.remove();
    },
  };
}
