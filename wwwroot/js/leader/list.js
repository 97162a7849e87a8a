// The list, in step with the map. Rows are kept by id: a change repaints its own row and moves no other.
import { groupOf, isOpen } from '../contract.js';
import { dueTime, lateness } from '../live/lateness.js';
import { h, replace, setText } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { gridOf, placeOf } from '../ui/place.js';
import { statusShape } from '../ui/status.js';
import { decides } from './queues.js';
import { NO_PLACE } from './selection.js';

/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {{element: HTMLElement, version: number, time: HTMLElement, issue: Issue}} Row */

/** More rows than anybody reads; the rest is named by its number. */
const MOST = 200;

/**
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('./selection.js').Selection} options.selection
 * @param {import('./marks.js').Marks} options.marks
 */
export function createList({ app, reference, selection, marks }) {
  const { t, format, clock, nameOf, session } = app;
  const mayMark = decides(session.role);
  /** @type {Map<string, Row>} */
  const rows = new Map();
  /** @type {string[]} */
  let order = [];
  let lastShown = '';
  /** @type {unknown} */
  let lastChoice = null;
  const list = h('ul', { class: 'issues', role: 'listbox', 'aria-label': t('leader.list'), tabindex: '0' });
  const rest = h('p', { class: 'list-note' });
  const element = h('div', { class: 'list' }, list, rest);

  /** @param {Issue} issue @returns {Row} */
  function rowOf(issue) {
    const time = h('span', { class: 'issue-time' });
    const group = groupOf(issue.status);
    const place = placeOf(issue, reference().areas, t);
    const grid = gridOf(issue, reference().areas, t);
    const element = h(
      'li',
      {
        class: `issue group-${group}`,
        role: 'option',
        data: { id: issue.id },
        on: { click: (/** @type {MouseEvent} */ event) => click(event, issue.id) },
      },
      h(
        'span',
        { class: 'issue-mark' },
        statusShape(group),
        mayMark && h('span', { class: 'issue-check', title: t('bulk.mark'), 'aria-hidden': 'true' }, icon('check')),
      ),
      h(
        'span',
        { class: 'issue-words' },
        h(
          'strong',
          null,
          h('span', { class: 'cut' }, nameOf(reference().categories.get(issue.category)) || issue.category),
          issue.urgent && isOpen(issue) && h('em', { class: 'tag-urgent' }, t('issue.urgent')),
        ),
        h('small', null, h('span', { class: 'cut' }, place), place !== grid && h('span', null, ` · ${grid}`)),
      ),
      h('span', { class: 'issue-state' }, h('span', { class: 'issue-status' }, t(`status.${issue.status}`)), time),
    );
    return { element, version: issue.version, time, issue };
  }

  /** @param {MouseEvent} event @param {string} id */
  function click(event, id) {
    const onCheck = /** @type {Element} */ (event.target).closest('.issue-check, .issue-mark') !== null;
    if (mayMark && event.shiftKey) marks.extend(id, order);
    else if (mayMark && onCheck) marks.toggle(id);
    else selection.set({ issue: id, ...NO_PLACE });
  }

  /** @param {Row} row */
  function tell({ issue, time, element }) {
    const now = clock.now();
    const due = dueTime(issue);
    if (!isOpen(issue))
      setText(
        time,
        issue.rating
          ? t(issue.rating.satisfied ? 'issue.satisfied' : 'issue.notSatisfied')
          : format.exact(Date.parse(issue.endedAt ?? issue.reportedAt), now),
      );
    else
      setText(
        time,
        Number.isNaN(due) ? format.relative(Date.parse(issue.reportedAt), now) : format.remaining(due, now),
      );
    element.dataset.late = lateness(issue, now);
  }

  /** @param {Element} row @returns {number} From the top of what is seen of the list. */
  const topOf = (row) => /** @type {HTMLElement} */ (row).offsetTop - element.scrollTop - element.offsetTop;
  /** @param {number} top */
  const seen = (top) => top >= 0 && top < element.clientHeight;

  function mark() {
    list.classList.toggle('is-marking', marks.size > 0);
    for (const [id, { element }] of rows) {
      element.setAttribute('aria-selected', String(id === selection.current.issue));
      if (mayMark) element.setAttribute('aria-checked', String(marks.has(id)));
    }
  }
  marks.onChange(mark);

  const timer = setInterval(() => {
    for (const row of rows.values()) tell(row);
  }, 1_000);

  /** @param {Issue[]} issues */
  const isAsShown = (issues) =>
    order.length === Math.min(MOST, issues.length) &&
    order.every((id, i) => id === issues[i]?.id && rows.get(id)?.version === issues[i]?.version);

  return {
    element,
    /** @param {Issue[]} issues @param {boolean} known Whether any state was read: an unread list is not an empty one. */
    show(issues, known) {
      // Most changes of thousands touch none of the rows that are here.
      const what = `${known} ${issues.length}`;
      if (what === lastShown && lastChoice === selection.current && isAsShown(issues)) return;
      lastShown = what;
      lastChoice = selection.current;
      const read = list.querySelector('li:hover') ?? rows.get(selection.current.issue ?? '')?.element;
      const stood = read ? topOf(read) : 0;
      const shown = issues.slice(0, MOST);
      const wanted = new Set(shown.map((issue) => issue.id));
      for (const [id, row] of rows) {
        if (wanted.has(id)) continue;
        row.element.remove();
        rows.delete(id);
      }
      /** @type {Element|null} */
      let at = list.firstElementChild;
      for (const issue of shown) {
        let row = rows.get(issue.id);
        if (!row || row.version !== issue.version) {
          const next = rowOf(issue);
          row?.element.replaceWith(next.element);
          if (row?.element === at) at = next.element;
          row = next;
          rows.set(issue.id, row);
          tell(row);
        }
        if (row.element === at) at = at.nextElementSibling;
        else list.insertBefore(row.element, at);
      }
      // What is being read stays where it is, whatever came or went above it.
      const same = read?.isConnected ? read : rows.get(/** @type {HTMLElement} */ (read)?.dataset.id ?? '')?.element;
      if (same && seen(stood)) element.scrollTop += topOf(same) - stood;
      order = shown.map((issue) => issue.id);
      marks.keep(wanted);
      const empty = selection.isFiltered() ? 'leader.emptyFiltered' : `queue.${selection.current.queue}.empty`;
      if (issues.length === 0) replace(rest, t(known ? empty : 'leader.emptyUnknown'));
      else
        replace(
          rest,
          issues.length > MOST
            ? t('leader.more', { n: issues.length - MOST })
            : t(mayMark ? 'leader.keysDesk' : 'leader.keys'),
        );
      mark();
    },
    mark,
    /** What is listed, in order. */
    order: () => order,
    /** @param {string} id */
    scrollTo: (id) => rows.get(id)?.element.scrollIntoView({ block: 'nearest' }),
    /** The id so many steps from the chosen one. @param {number} step @returns {string|null} */
    neighbour(step) {
      const at = order.indexOf(selection.current.issue ?? '');
      return (
        order[at < 0 ? (step > 0 ? 0 : order.length - 1) : Math.min(order.length - 1, Math.max(0, at + step))] ?? null
      );
    },
    /** Categories or areas were renamed. */
    forget() {
      for (const row of rows.values()) row.version = -1;
    },
    destroy() {
      clearInterval(timer);
      element.remove();
    },
  };
}
