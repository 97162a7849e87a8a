// The clocks of one issue: the stage that runs, the whole case, a leader's order, the rating; and how many alike lie near.
import { isOpen } from '../contract.js';
import { latenessOf } from '../live/lateness.js';
import { distanceMeters } from '../map/mercator.js';
import { h, setText } from '../ui/dom.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {{label: HTMLElement, value: HTMLElement, element: HTMLElement}} Tile */

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
  /** @returns {Tile} */
  const tile = () => {
    const label = h('span');
    const value = h('strong');
    return { label, value, element: h('div', { class: 'clock' }, label, value) };
  };
  const [stage, whole, order, rating, alike] = [tile(), tile(), tile(), tile(), tile()];
  setText(alike.label, t('sheet.similar'));
  const element = h(
    'div',
    { class: 'clocks' },
    [stage, whole, order, rating, alike].map((each) => each.element),
  );
  /** @type {Issue|null} */
  let issue = null;

  /** @param {Tile} at @param {string} label @param {string} value */
  function say(at, label, value) {
    setText(at.label, label);
    setText(at.value, value);
    at.element.hidden = false;
    at.element.dataset.late = 'none';
  }

  /**
   * A clock that counts down, by the marks that were frozen with it.
   * @param {Tile} at
   * @param {string} word
   * @param {{start?: string|null, warnAt?: string|null, dueAt?: string|null, graveAt?: string|null}} marks
   */
  function run(at, word, marks) {
    const now = clock.now();
    const due = Date.parse(marks.dueAt ?? '');
    if (Number.isNaN(due)) return say(at, word, t('sheet.noClock'));
    const late = now > due;
    say(at, late ? t('sheet.over', { clock: word }) : word, format.countdown(due, now));
    at.element.dataset.late = latenessOf(marks, now);
    at.element.title = t('sheet.dueAt', { time: format.exact(due, now) });
  }

  /** @param {Issue} at */
  function tickOpen(at) {
    const word = t(`stage.${at.status}`);
    stage.element.hidden = at.status === 'verified';
    if (at.status !== 'verified')
      run(stage, t('sheet.stageDue', { stage: word }), { ...at, start: at.stageStartedAt ?? at.reportedAt });
    const runs = at.status !== 'suspended' && !['resolved', 'verified'].includes(at.status);
    if (runs)
      run(whole, t('sheet.caseDue'), {
        start: at.caseStartedAt ?? at.reportedAt,
        warnAt: at.caseWarnAt,
        dueAt: at.caseDueAt,
        graveAt: at.caseGraveAt,
      });
    else if (at.status === 'suspended') say(whole, t('sheet.caseDue'), t('sheet.stands'));
    else {
      const inTime = Date.parse(at.resolvedAt ?? '') <= Date.parse(at.caseDueAt ?? '');
      say(whole, t('sheet.caseDue'), t(inTime ? 'sheet.inTime' : 'sheet.tooLate'));
    }
    order.element.hidden = !at.supervision;
    if (at.supervision) run(order, t('sheet.superviseDue'), { start: at.supervision.at, dueAt: at.supervision.dueAt });
    rating.element.hidden = at.status !== 'verified';
    if (at.status === 'verified') run(rating, t('sheet.ratingDue'), { start: at.verifiedAt, dueAt: at.ratingEndsAt });
  }

  function tick() {
    if (!issue) return;
    if (isOpen(issue)) return tickOpen(issue);
    const ended = Date.parse(issue.endedAt ?? '');
    const known = !Number.isNaN(ended);
    say(stage, t('sheet.took'), known ? format.span(ended - Date.parse(issue.reportedAt)) : '—');
    say(whole, t('sheet.ended'), known ? format.exact(ended, clock.now()) : '—');
    order.element.hidden = true;
    rating.element.hidden = true;
  }
  const timer = setInterval(tick, 1_000);

  return {
    element,
    /** @param {Issue} next @param {Iterable<Issue>} open */
    show(next, open) {
      issue = next;
      const n = countAlike(next, open);
      setText(alike.value, t('sheet.count', { n }));
      alike.element.hidden = n === 0;
      tick();
    },
    destroy() {
      clearInterval(timer);
      element.remove();
    },
  };
}
