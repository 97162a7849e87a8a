// Before and after, side by side. A tap shows one whole.
import { h } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @typedef {import('../contract.js').TrackPhoto} TrackPhoto */

/**
 * @param {Pick<import('../ui/open-page.js').OpenPage, 't'|'door'>} app
 * @param {string} secret
 * @param {TrackPhoto[]} photos
 */
export function photoPair({ t, door }, secret, photos) {
  if (photos.length === 0) return null;

  /** @param {TrackPhoto} photo @param {string} words @param {string} src */
  function enlarge({ width, height }, words, src) {
    const dialog = h(
      'dialog',
      { class: 'photo-whole', 'aria-label': words, on: { click: () => dialog.close(), close: () => dialog.remove() } },
      h('img', { src, alt: words, width, height }),
      h('button', { type: 'button', class: 'big-button' }, icon('close'), t('app.close')),
    );
    document.body.append(dialog);
    dialog.showModal();
  }

  return h(
    'div',
    { class: 'photo-pair' },
    photos.map((photo) => {
      const words = t(photo.kind === 'before' ? 'track.before' : 'track.after');
      const [thumb, screen] = [
        door.trackPhotoUrl(secret, photo.id, 'thumb'),
        door.trackPhotoUrl(secret, photo.id, 'screen'),
      ];
      return h(
        'figure',
        null,
        h(
          'button',
          {
            type: 'button',
            class: 'photo-open',
            'aria-label': t('track.enlarge', { photo: words }),
            on: { click: () => enlarge(photo, words, screen) },
          },
          h('img', { src: screen, srcset: `${thumb} 320w, ${screen} 1600w`, sizes: '11rem', alt: '' }),
        ),
        h('figcaption', null, words),
      );
    }),
  );
}
