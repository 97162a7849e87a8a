// What became of it, step by step, newest last; then what comes next.
import { h } from '../ui/dom.js';
import { hasMessage } from '../ui/i18n.js';
import { icon } from '../ui/icons.js';

/** @typedef {import('../contract.js').TrackView} TrackView */
/** @typedef {import('../contract.js').TrackStep} TrackStep */

/** Steps that are not a way forward: they have a mark of their own. @type {Record<string, string>} */
const MARKS = {
  'issue.whistled': 'megaphone',
  'issue.transferred': 'people',
  'issue.suspended': 'minus',
  'issue.merged': 'link',
  'issue.followed': 'link',
  'issue.reworked': 'undo',
  'issue.returned': 'undo',
  'issue.reopened': 'undo',
  'issue.voided': 'close',
};

/**
 * @param {Pick<import('../ui/open-page.js').OpenPage, 't'|'clock'>} app
 * @param {TrackView} view
 * @param {import('../ui/format.js').Format} format
 */
export function timeline({ t, clock }, view, format) {
  const { steps, status, mergedNumber, reviewAt } = view;
  const now = clock.now();
  const next = `track.next.${view.ratingEndsAt ? 'rate' : status}`;

  /** @param {TrackStep} step */
  function wordsOf({ kind, status: after }) {
    if (kind === 'issue.merged' && mergedNumber) return t('track.step.mergedInto', { number: mergedNumber });
    // The other issue's story begins in the middle: with how it stood then.
    if (kind === 'issue.followed') return t('track.step.stood', { status: t(`status.${after}`) });
    const key = `track.step.${kind}`;
    return hasMessage(key) ? t(key) : t(`status.${after}`);
  }

  return h(
    'ol',
    { class: 'timeline' },
    steps.map((step, index) => {
      const { kind, at } = step;
      const time = Date.parse(at);
      const last = index === steps.length - 1;
      return h(
        'li',
        { class: last ? 'step is-now' : 'step', 'aria-current': last ? 'step' : undefined, data: { kind } },
        h('span', { class: 'step-mark', 'aria-hidden': 'true' }, icon(MARKS[kind] ?? 'check')),
        h('strong', null, wordsOf(step)),
        last &&
          status === 'suspended' &&
          reviewAt &&
          h('span', { class: 'step-more' }, t('track.review', { time: format.longDate(Date.parse(reviewAt)) })),
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
