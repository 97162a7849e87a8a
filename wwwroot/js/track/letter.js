// The answer as a letter to whoever reported it: words, both photos, and who signs.
import { h } from '../ui/dom.js';
import { photoPair } from './photos.js';

/** @typedef {import('../contract.js').TrackView} TrackView */

/**
 * @param {import('../ui/open-page.js').OpenPage} app
 * @param {string} secret
 * @param {TrackView} view
 * @param {import('../ui/format.js').Format} format
 */
export function letter(app, secret, view, format) {
  const { t, nameOf } = app;
  const isVoided = view.status === 'voided';
  if (!isVoided && view.status !== 'verified' && view.status !== 'closed') return null;
  const answered = view.steps.findLast(({ status }) => status === (isVoided ? 'voided' : 'verified'));
  if (!answered) return null;
  const isPublicOnly = Boolean(view.joined || view.mergedNumber);
  return h(
    'section',
    { class: 'letter', 'aria-label': t('track.answer') },
    h('h2', { class: 'letter-head' }, t('track.answer')),
    h('p', { class: 'letter-to' }, t('track.dear')),
    h(
      'p',
      { class: 'letter-words' },
      t(view.joined ? 'track.aboutJoined' : 'track.about', { category: nameOf(view.category) }),
    ),
    isVoided && h('p', { class: 'letter-words' }, t('track.voidedWhy')),
    h('p', { class: 'letter-words' }, view.answer ?? t(isPublicOnly ? 'track.answerNotPublic' : 'track.noAnswer')),
    photoPair(app, secret, view.photos),
    h(
      'p',
      { class: 'letter-sign' },
      h('span', null, (isVoided ? null : view.handler) ?? t('track.signed')),
      h('time', { datetime: answered.at }, format.longDate(Date.parse(answered.at))),
    ),
  );
}
