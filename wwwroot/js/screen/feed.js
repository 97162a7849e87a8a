// 实时事项: newest on top, remaining time counting down; as many whole cards as fit, never half a one.
import { groupOf, isOpen } from '../contract.js';
import { dueTime, lateness } from '../live/lateness.js';
import { h, replace, setText } from '../ui/dom.js';
import { placeAndGrid } from '../ui/place.js';
import { statusShape } from '../ui/status.js';

/** @typedef {import('../contract.js').Issue} Issue */

/** How long a card stays marked as new. */
const FRESH_MS = 60_000;
const CARD_REM = 6.55;
const GAP_REM = 0.6;

/** @param {import('../ui/app.js').App} app @param {() => import('../ui/reference.js').Reference} reference */
export function createFeed({ t, format, clock, nameOf }, reference) {
  const count = h('span');
  const list = h('div', { class: 'feed' });
  const element = h(
    'section',
    { class: 'card' },
    h('div', { class: 'card-head' }, h('h2', null, t('screen.feed')), count),
    list,
  );
  /** @type {Map<string, {element: HTMLElement, version: number, tell: () => void}>} */
  const cards = new Map();
  /** @type {Issue[]} */
  let newest = [];
  let room = 7;

  /** @param {Issue} issue */
  function cardOf(issue) {
    const group = groupOf(issue.status);
    const age = h('span', { class: 'feed-age' });
    const left = h('span', { class: 'feed-left' });
    const word = h('span');
    const element = h(
      'article',
      { class: `feed-item group-${group}`, data: { id: issue.id } },
      h(
        'strong',
        { class: 'feed-title' },
        h('span', null, nameOf(reference().categories.get(issue.category)) || issue.category),
        isOpen(issue) && issue.supervision && h('b', { class: 'is-supervised' }, t('screen.supervised')),
        isOpen(issue) && issue.whistles && h('b', { class: 'is-whistled' }, t('screen.whistled')),
      ),
      age,
      h('span', { class: 'feed-place' }, placeAndGrid(issue, reference().areas, t)),
      h(
        'span',
        { class: 'feed-state' },
        h('span', { class: `badge group-${group}` }, statusShape(group), word),
        issue.handler?.name ?? '',
      ),
      left,
    );
    const tell = () => {
      const now = clock.now();
      const reported = Date.parse(issue.reportedAt);
      const due = dueTime(issue);
      const fresh = issue.status === 'reported' && now - reported < FRESH_MS;
      element.classList.toggle('is-fresh', fresh);
      element.classList.toggle('is-urgent', issue.urgent);
      element.dataset.late = lateness(issue, now);
      setText(word, t(fresh ? 'issue.new' : `status.${issue.status}`));
      setText(age, format.relative(reported, now));
      if (issue.rating) setText(left, t(issue.rating.satisfied ? 'issue.satisfied' : 'issue.notSatisfied'));
      else if (!isOpen(issue) || Number.isNaN(due)) setText(left, '');
      else {
        // What is on hold is looked at again then; it is not done by then.
        const isOnHold = issue.status === 'suspended';
        setText(left, isOnHold ? t('screen.review', { day: format.dayKey(due).slice(5) }) : format.remaining(due, now));
      }
    };
    tell();
    return { element, version: issue.version, tell };
  }

  function draw() {
    const shown = newest.slice(0, room);
    const wanted = new Set(shown.map((issue) => issue.id));
    for (const [id, card] of cards) {
      if (wanted.has(id)) continue;
      card.element.remove();
      cards.delete(id);
    }
    if (shown.length === 0) return replace(list, h('p', { class: 'feed-empty' }, t('screen.feedEmpty')));
    list.querySelector('.feed-empty')?.remove();
    /** @type {Element|null} */
    let at = list.firstElementChild;
    for (const issue of shown) {
      let card = cards.get(issue.id);
      if (card?.version !== issue.version) {
        const next = cardOf(issue);
        card?.element.replaceWith(next.element);
        if (card?.element === at) at = next.element;
        card = next;
        cards.set(issue.id, next);
      }
      if (!card) continue;
      if (card.element === at) at = at.nextElementSibling;
      else list.insertBefore(card.element, at);
    }
  }

  const timer = setInterval(() => {
    for (const card of cards.values()) card.tell();
  }, 1_000);
  const observer = new ResizeObserver(() => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const rows = Math.floor((list.clientHeight / rem + GAP_REM) / (CARD_REM + GAP_REM));
    const columns = getComputedStyle(list).gridTemplateColumns.split(' ').length;
    room = Math.max(1, rows * columns);
    draw();
  });
  observer.observe(list);

  return {
    element,
    /** @param {import('../live/state.js').LiveState} state */
    show({ open, recent }) {
      newest = [...open, ...recent.filter((issue) => issue.status !== 'voided')].sort(
        (a, b) => Date.parse(b.reportedAt) - Date.parse(a.reportedAt) || (a.id < b.id ? -1 : 1),
      );
      newest = newest.slice(0, 60);
      draw();
    },
    /** The same figure as 今日's, so that the two never disagree. @param {import('../contract.js').Statistics} today */
    showToday({ figures }) {
      setText(count, t('screen.todayCount', { n: figures.reported?.value ?? '—' }));
    },
    destroy() {
      clearInterval(timer);
      observer.disconnect();
    },
  };
}
