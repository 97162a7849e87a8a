// Something new lands: a pulse, a card beside it, the view gliding there and back. Urgent ones interrupt whatever scene is
// on; ordinary ones get a card on the whole map only, and move the view at most once in a while, since a hall that never
// rests is not read.
import { groupOf } from '../contract.js';
import { dueTime } from '../live/lateness.js';
import { h } from '../ui/dom.js';
import { placeAndGrid } from '../ui/place.js';
import { statusShape } from '../ui/status.js';
import { publicly } from './public-view.js';

/** @typedef {import('../contract.js').Issue} Issue */

const STAYS_MS = 8_000;
const URGENT_STAYS_MS = 12_000;
const GLIDE_PAUSE_MS = 40_000;
const QUEUE_MOST = 6;
const CLOSE_ZOOM = 16.95;

/**
 * @param {HTMLElement} stage
 * @param {object} options
 * @param {import('../ui/app.js').App} options.app
 * @param {() => import('../ui/reference.js').Reference} options.reference
 * @param {import('../map/battle-map.js').BattleMap} options.map
 * @param {(areaCode: string|null) => void} options.onFocus The area that the foot should speak about.
 * @param {() => boolean} options.isOnMap Whether the whole map is on, with room for a card.
 * @param {() => void} options.onUrgent An urgent one takes the map.
 * @param {() => void} options.onRest Nothing is announced any more.
 */
export function createArrivals(stage, { app, reference, map, onFocus, isOnMap, onUrgent, onRest }) {
  const { t, format, clock, nameOf } = app;
  /** @type {Issue[]} */
  const queue = [];
  /** @type {{issue: Issue, card: HTMLElement, tell: () => void}|null} */
  let present = null;
  let glided = Number.NEGATIVE_INFINITY;
  let away = false;
  let urgent = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  /** @param {Issue} issue */
  function cardOf(issue) {
    const group = groupOf(issue.status);
    const line = h('small');
    const card = h(
      'div',
      { class: `arrival group-${group}${issue.urgent ? ' is-urgent' : ''}`, role: 'status' },
      h(
        'strong',
        null,
        statusShape(group),
        `${t('issue.new')} · ${nameOf(reference().categories.get(issue.category)) || issue.category}`,
      ),
      h('p', null, placeAndGrid(publicly(issue), reference().areas, t)),
      line,
    );
    card.style.setProperty('--ink', issue.urgent ? 'var(--alert-text)' : 'var(--accent)');
    const tell = () => {
      const now = clock.now();
      const due = dueTime(issue);
      line.textContent = [
        format.relative(Date.parse(issue.reportedAt), now),
        Number.isNaN(due)
          ? ''
          : t('screen.dueIn', { stage: t(`stage.${issue.status}`), left: format.countdown(due, now) }),
      ]
        .filter(Boolean)
        .join(' · ');
    };
    tell();
    return { card, tell };
  }

  function place() {
    if (!present) return;
    const { card, issue } = present;
    const at = map.pixelOf(issue.location);
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const gap = 2 * rem;
    const right = at.x + gap + card.offsetWidth < stage.clientWidth - rem;
    const x = right ? at.x + gap : at.x - gap - card.offsetWidth;
    const y = Math.min(Math.max(rem, at.y - card.offsetHeight - gap / 2), stage.clientHeight - card.offsetHeight - rem);
    card.style.left = `${Math.round(x)}px`;
    card.style.top = `${Math.round(y)}px`;
  }
  const offPaint = map.onPaint(place);
  const ticking = setInterval(() => present?.tell(), 1_000);

  function next() {
    clearTimeout(timer);
    present?.card.remove();
    present = null;
    // The card covered plates, which may come back.
    map.redrawNames();
    // What is not urgent waits for nothing: where its card has no room, its pulse and the feed are all that is said of it.
    while (queue[0] && !queue[0].urgent && (urgent || !isOnMap())) pulse(queue.shift());
    const issue = queue.shift();
    if (!issue) {
      onFocus(null);
      if (urgent) onRest();
      else if (away && isOnMap()) map.fit();
      away = false;
      urgent = false;
      return;
    }
    if (issue.urgent && !urgent) {
      urgent = true;
      onUrgent();
    }
    present = { issue, ...cardOf(issue) };
    stage.append(present.card);
    pulse(issue);
    onFocus(issue.areaCode ?? null);
    if (issue.urgent || performance.now() - glided > GLIDE_PAUSE_MS) {
      glided = performance.now();
      away = true;
      map.glideNear(issue.location, CLOSE_ZOOM);
    }
    place();
    timer = setTimeout(next, issue.urgent ? URGENT_STAYS_MS : STAYS_MS);
  }

  /** @param {Issue|undefined} issue */
  function pulse(issue) {
    if (issue) map.pulse(issue.id, groupOf(issue.status));
  }

  return {
    /** Whether something is being announced. */
    get isBusy() {
      return present !== null;
    },
    /** Another scene takes the map: an ordinary card goes, an urgent one stays. */
    clear() {
      if (present && !present.issue.urgent) next();
    },
    /** @param {Issue} issue */
    announce(issue) {
      if (issue.urgent) {
        queue.unshift(issue);
        queue.length = Math.min(queue.length, QUEUE_MOST);
        if (present && !present.issue.urgent) next();
      } else if (queue.length < QUEUE_MOST) queue.push(issue);
      if (!present) next();
    },
    destroy() {
      clearTimeout(timer);
      clearInterval(ticking);
      offPaint();
      present?.card.remove();
    },
  };
}
