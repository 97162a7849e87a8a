// Overdue and supervised: the map shows these alone, and beside it stands since when each is over.
import { groupOf, isOpen } from '../../contract.js';
import { dueTime, isOverdue, lateness } from '../../live/lateness.js';
import { h, replace, setText } from '../../ui/dom.js';
import { placeAndGrid } from '../../ui/place.js';
import { statusShape } from '../../ui/status.js';
import { publicly } from '../public-view.js';
import { createPanel, emptyState, pagesOf } from './panel.js';

/** @typedef {import('../../contract.js').Issue} Issue */

const ROW_REM = 6.2;
const GAP_REM = 0.6;
const MOST_PAGES = 3;
const TICK_MS = 20_000;
const FRESH_MS = 5_000;
/** When most of a map stands out, nothing does. */
const MOST_MARKED = 12;

/** @param {import('./registry.js').SceneContext} context @returns {import('./player.js').Scene} */
export function createOverdueScene({ app, reference, state, map, showOnly, markAreas }) {
  const { t, clock, format, nameOf } = app;
  const panel = createPanel('overdue', t('scene.overdue'));
  const rest = h('p', { class: 'scene-rest' });
  panel.element.append(rest);
  let page = 0;
  let isOn = false;
  let fitting = 8;

  const isLate = (/** @type {Issue} */ issue) =>
    isOpen(issue) && (Boolean(issue.supervision) || isOverdue(issue, clock.now()));

  /** @type {{of: unknown, at: number, list: Issue[]}} A county's twenty thousand are not sorted for every question. */
  let found = { of: null, at: 0, list: [] };

  /** @returns {Issue[]} Longest over first, then the supervised by their due time. */
  function late() {
    const now = clock.now();
    const open = state()?.open ?? null;
    if (found.of !== open || Math.abs(now - found.at) > FRESH_MS) {
      const over = (/** @type {Issue} */ issue) => now - (dueTime(issue) || now);
      const list = [...(open ?? [])].filter(isLate).sort((a, b) => over(b) - over(a) || (a.id < b.id ? -1 : 1));
      found = { of: open, at: now, list };
    }
    return found.list;
  }

  /** How many fit: measured while it is on, remembered while it is not. */
  function room() {
    if (panel.body.clientHeight === 0) return fitting;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const rows = Math.floor((panel.body.clientHeight / rem + GAP_REM) / (ROW_REM + GAP_REM));
    const columns = getComputedStyle(panel.body).gridTemplateColumns.split(' ').length || 1;
    fitting = Math.max(1, rows * columns);
    return fitting;
  }

  /** @param {Issue} issue */
  function row(issue) {
    const now = clock.now();
    const due = dueTime(issue);
    const order = Date.parse(issue.supervision?.dueAt ?? '');
    const group = groupOf(issue.status);
    const over = !Number.isNaN(due) && now > due;
    return h(
      'article',
      { class: `scene-row group-${group}`, data: { late: lateness(issue, now), id: issue.id } },
      h('strong', { class: 'row-title' }, nameOf(reference().categories.get(issue.category)) || issue.category),
      h(
        'b',
        { class: 'row-time' },
        Number.isNaN(due)
          ? Number.isNaN(order)
            ? t('screen.supervised')
            : format.remaining(order, now)
          : over
            ? t('scene.over', { span: format.span(now - due) })
            : format.remaining(due, now),
      ),
      h('span', { class: 'row-place' }, placeAndGrid(publicly(issue), reference().areas, t)),
      h('span', { class: `badge group-${group}` }, statusShape(group), t(`status.${issue.status}`)),
      issue.supervision &&
        h(
          'span',
          { class: 'row-order' },
          Number.isNaN(order) ? t('screen.supervised') : t('scene.supervisedUntil', { time: format.exact(order, now) }),
        ),
    );
  }

  function draw() {
    const all = late();
    const now = clock.now();
    const over = all.filter((issue) => isOverdue(issue, now)).length;
    panel.note(t('scene.overdueNote', { n: over, m: all.filter(({ supervision }) => supervision).length }));
    const fine = (state()?.open.size ?? 0) - over;
    setText(rest, all.length > 0 && fine > 0 ? t('scene.overdueRest', { n: fine }) : '');
    if (all.length === 0) {
      replace(panel.body, emptyState(t('scene.overdueNone'), t('scene.overdueNoneWhy'), 'good'));
      return;
    }
    const size = room();
    const from = Math.min(page, pagesOf(all.length, size, MOST_PAGES) - 1) * size;
    replace(panel.body, all.slice(from, from + size).map(row));
  }

  /** On the map too, and the grids where they lie. */
  function mark() {
    const { areas } = reference();
    const codes = new Set(late().flatMap(({ areaCode }) => areas.ancestorOf(areaCode, 'grid')?.code ?? []));
    markAreas(codes.size > 0 && codes.size <= MOST_MARKED ? codes : null);
  }

  const timer = setInterval(() => {
    if (isOn) draw();
  }, TICK_MS);
  return {
    kind: 'overdue',
    layout: 'side',
    element: panel.element,
    canShow: () => late().length > 0,
    turns: () => pagesOf(late().length, room(), MOST_PAGES),
    seconds: (configured) => Math.max(8, configured / pagesOf(late().length, room(), MOST_PAGES)),
    enter(turn) {
      isOn = true;
      page = turn;
      draw();
      if (turn > 0) return;
      showOnly(isLate);
      mark();
      map.fit();
    },
    leave() {
      isOn = false;
      showOnly(null);
      markAreas(null);
    },
    update() {
      draw();
      mark();
    },
    destroy: () => clearInterval(timer),
  };
}
