// Before and after, side by side: the two halves of every story. A click shows the photo whole.
import { isOpen } from '../contract.js';
import { h, replace } from './dom.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../contract.js').Issue} Issue */
/** @typedef {import('../contract.js').Photo} Photo */

/** @param {Pick<App, 't'|'api'|'format'|'clock'>} app */
export function createPhotoPair({ t, api, format, clock }) {
  const element = h('div', { class: 'photos' });
  let drawn = '';

  /** @param {Issue} issue @param {Photo} photo */
  function figure(issue, photo) {
    const source = api.photoUrl(issue.id, photo.id);
    const words = `${t(photo.kind === 'after' ? 'sheet.after' : 'sheet.before')} ${format.exact(Date.parse(photo.addedAt), clock.now())}`;
    return h(
      'button',
      { type: 'button', class: 'photo', on: { click: () => enlarge(source, words) } },
      h('img', { src: source, alt: words, loading: 'lazy', width: photo.width, height: photo.height }),
      h('span', { class: 'photo-words' }, words),
    );
  }

  return {
    element,
    /** @param {Issue} issue */
    show(issue) {
      const photos = issue.photos ?? [];
      const key = `${issue.id} ${photos.map((photo) => photo.id).join()} ${isOpen(issue)}`;
      if (key === drawn) return;
      drawn = key;
      const before = photos.filter((photo) => photo.kind !== 'after');
      // The newest beside the first: rework leaves more than one.
      const after = photos.filter((photo) => photo.kind === 'after').reverse();
      replace(
        element,
        before.length > 0
          ? before.map((photo) => figure(issue, photo))
          : h('div', { class: 'photo photo-none' }, t('sheet.noBefore')),
        after.length > 0
          ? after.map((photo) => figure(issue, photo))
          : h('div', { class: 'photo photo-none' }, t(isOpen(issue) ? 'sheet.awaitAfter' : 'sheet.noAfter')),
      );
    },
  };
}

/** @param {string} source @param {string} words */
function enlarge(source, words) {
  const dialog = h(
    'dialog',
    { class: 'lightbox', 'aria-label': words, on: { click: () => dialog.close(), close: () => dialog.remove() } },
    h('img', { src: source, alt: words }),
    h('p', null, words),
  );
  document.body.append(dialog);
  dialog.showModal();
}
