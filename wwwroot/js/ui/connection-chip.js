// Screens never lie: how old the data is and how it comes, always visible, in words from amber on.
import { h, setText } from './dom.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../live/follow.js').Connection} Connection */

/** @param {Pick<App, 't'|'format'|'clock'>} app */
export function createConnectionChip({ t, format, clock }) {
  const words = h('span', { class: 'chip-words' });
  const element = h(
    'span',
    { class: 'chip connection', role: 'status' },
    h('span', { class: 'dot', 'aria-hidden': 'true' }),
    words,
  );
  /** @type {Connection} */
  let connection = 'connecting';

  /** Without a network the hour says more than a span. @param {number} age */
  const since = (age) => t('live.offlineSince', { time: format.exact(clock.present() - age, clock.present()) });

  function show() {
    const age = clock.age();
    const freshness = age === null ? 'stale' : clock.freshness();
    element.dataset.state = freshness === 'fresh' ? (connection === 'live' ? 'fresh' : 'waiting') : freshness;
    const isAway = connection === 'offline' || navigator.onLine === false;
    setText(words, age !== null && isAway ? since(age) : `${t(`live.${connection}`)} · ${format.age(age)}`);
  }
  const timer = setInterval(show, 1_000);
  show();

  return {
    element,
    /** @param {Connection} next */
    set(next) {
      connection = next;
      show();
    },
    destroy() {
      clearInterval(timer);
      element.remove();
    },
  };
}

/**
 * The words across the map once data is stale (amber) or dead (red).
 * @param {Pick<App, 't'|'format'|'clock'>} app
 * @param {{isPhone?: boolean}} [options] A phone without a network is no fault: it stays amber and says what goes on.
 */
export function createStaleBanner({ t, format, clock }, { isPhone = false } = {}) {
  const element = h('div', { class: 'stale-banner', role: 'alert', hidden: true });
  const timer = setInterval(() => {
    const age = clock.age();
    const freshness = clock.freshness();
    element.hidden = age === null || freshness === 'fresh';
    element.dataset.state = isPhone ? 'stale' : freshness;
    if (element.hidden) return;
    const dead = isPhone ? 'live.phoneWords' : 'live.deadWords';
    setText(element, t(freshness === 'dead' ? dead : 'live.staleWords', { age: format.age(age) }));
  }, 1_000);
  return {
    element,
    destroy() {
      clearInterval(timer);
      element.remove();
    },
  };
}
