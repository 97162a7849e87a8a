// The history as a story: who did what when, newest last, as it happened.
import { h, replace } from './dom.js';
import { hasMessage } from './i18n.js';

/** @typedef {import('../contract.js').HistoryEntry} HistoryEntry */

/** @param {Pick<import('./app.js').App, 't'|'format'|'clock'>} app */
export function createStory({ t, format, clock }) {
  const element = h('ol', { class: 'story' });
  /** An account role travels as its code, a post's as its name. @param {string|null|undefined} role */
  const roleWord = (role) => (role && hasMessage(`role.${role}`) ? t(`role.${role}`) : role);
  return {
    element,
    /** @param {HistoryEntry[]} history */
    show(history) {
      const now = clock.now();
      replace(
        element,
        history.map(({ at, kind, by, note }) => {
          const key = `history.${kind}`;
          const time = Date.parse(at);
          return h(
            'li',
            null,
            h(
              'p',
              null,
              h('time', { datetime: at, title: format.relative(time, now) }, format.exact(time, now)),
              h('strong', null, hasMessage(key) ? t(key) : t('history.other')),
              by?.name ? h('span', null, [roleWord(by.role), by.name].filter(Boolean).join(' ')) : null,
            ),
            note ? h('p', { class: 'quiet' }, note) : null,
          );
        }),
      );
    },
  };
}
