// Before and after, side by side: the two halves of every story; documents below them. A click shows the photo whole.
import { isOpen } from '../contract.js';
import { h, replace } from './dom.js';
import { originOf } from './photo-origin.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Photo} Photo */

/** @type {Record<Photo['kind'], string>} */
const WORDS = { before: 'sheet.before', after: 'sheet.after', document: 'sheet.document' };

/** @param {Pick<App, 't'|'api'|'format'|'clock'>} app */
export function createPhotoPair({ t, api, format, clock }) {
  const element = h('div', { class: 'photos' });
  let drawn = '';

  /** @param {number} time */
  const exact = (time) => format.exact(time, clock.now());

  /** @param {number} metres */
  const distance = (metres) =>
    metres < 1000
      ? t('facility.metres', { n: Math.round(metres) })
      : t('facility.kilometres', { n: (metres / 1000).toFixed(1) });

  /** Taken when, and how far from the issue, where the photo says so. @param {Issue} issue @param {Photo} photo */
  function originLine(issue, photo) {
    const origin = originOf(photo, issue.location);
    const parts = [
      origin.takenAt !== null &&
        t(origin.isAssumed ? 'photo.takenAbout' : 'photo.taken', { time: exact(origin.takenAt) }),
      origin.metres !== null && t('photo.distance', { distance: distance(origin.metres) }),
    ].filter(Boolean);
    return { text: parts.join(' · '), isFar: origin.isFar };
  }

  /** @param {Issue} issue @param {Photo} photo */
  function figure(issue, photo) {
    const words = `${t(WORDS[photo.kind])} ${exact(Date.parse(photo.addedAt))}`;
    const origin = originLine(issue, photo);
    const [thumb, screen] = [api.photoUrl(issue.id, photo.id, 'thumb'), api.photoUrl(issue.id, photo.id, 'screen')];
    return h(
      'button',
      { type: 'button', class: 'photo', on: { click: () => enlarge(issue, photo, words, origin.text) } },
      h('img', {
        src: screen,
        srcset: `${thumb} 320w, ${screen} 1600w`,
        sizes: '11rem',
        alt: words,
        loading: 'lazy',
        width: photo.width,
        height: photo.height,
      }),
      origin.isFar && h('span', { class: 'photo-far' }, t('photo.far')),
      h('span', { class: 'photo-words' }, words),
    );
  }

  /** @param {Issue} issue @param {Photo} photo @param {string} words @param {string} origin */
  function enlarge(issue, photo, words, origin) {
    const dialog = h(
      'dialog',
      { class: 'lightbox', 'aria-label': words, on: { click: () => dialog.close(), close: () => dialog.remove() } },
      h('img', { src: api.photoUrl(issue.id, photo.id, 'screen'), alt: words }),
      h('p', null, words),
      origin && h('p', { class: 'quiet' }, origin),
      h(
        'p',
        null,
        h('a', { href: api.photoUrl(issue.id, photo.id, 'full'), target: '_blank', rel: 'noopener' }, t('photo.full')),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  }

  return {
    element,
    /** @param {Issue} issue */
    show(issue) {
      const photos = issue.photos ?? [];
      const key = `${issue.id} ${photos.map((photo) => photo.id).join()} ${isOpen(issue)}`;
      if (key === drawn) return;
      drawn = key;
      const of = (/** @type {Photo['kind']} */ kind) => photos.filter((photo) => photo.kind === kind);
      const before = of('before');
      // The newest beside the first: rework leaves more than one.
      const after = of('after').reverse();
      replace(
        element,
        before.length > 0
          ? before.map((photo) => figure(issue, photo))
          : h('div', { class: 'photo photo-none' }, t('sheet.noBefore')),
        after.length > 0
          ? after.map((photo) => figure(issue, photo))
          : h('div', { class: 'photo photo-none' }, t(isOpen(issue) ? 'sheet.awaitAfter' : 'sheet.noAfter')),
        of('document').map((photo) => figure(issue, photo)),
      );
    },
  };
}
