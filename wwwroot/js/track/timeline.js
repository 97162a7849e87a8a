// What became of it, step by step, newest last; then what comes next.
import { h } from '../ui/dom.js';
import { hasMessage } from '../ui/i18n.js';
import { icon } from '../ui/icons.js';

/** @typedef {import('../contract.js').TrackView} TrackView */

/**
 * @param {Pick<import('../ui/open-page.js').OpenPage, 't'|'clock'>} app
 * @param {TrackView} view
 * @param {import('../ui/format.js').Format} format
 */
export function timeline({ t, clock }, { steps, status }, format) {
  const now = clock.now();
  const next = `track.next.${status}`;
  return h(
    'ol',
    { class: 'timeline' },
    steps.map(({ kind, status: after, at }, index) => {
      const time = Date.parse(at);
      const key = `track.step.${kind}`;
      const last = index === steps.length - 1;
      return h(
        'li',
        { class: last ? 'step is-now' : 'step', 'aria-current': last ? 'step' : undefined },
        h('span', { class: 'step-mark', 'aria-hidden': 'true' }, icon('check')),
        h('strong', null, hasMessage(key) ? t(key) : t(`status.${after}`)),
        h(
          'time',
          { datetime: at },
          t('track.when', { relative: format.relative(time, now), exact: format.exact(time, now) }),
        ),
      );
    }),
    hasMessage(next)
      ? h(
          'li',
          { class: 'step is-next' },
          h('span', { class: 'step-mark', 'aria-hidden': 'true' }),
          h('span', null, t(next)),
        )
      : null,
  );
}
