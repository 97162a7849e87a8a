// One file, dragged here or chosen.
import { h, setText } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @param {{t: import('../ui/i18n.js').Translate, onFile: (file: File) => void}} options */
export function createFileDrop({ t, onFile }) {
  const words = h('strong', null, t('import.choose'));
  const size = h('small', { class: 'quiet' }, t('import.formats'));
  const input = h('input', {
    type: 'file',
    class: 'visually-hidden',
    accept: '.geojson,.json,.zip,.gpkg,.kml',
    on: {
      change: () => {
        take(input.files?.[0]);
        // The same file chosen again, mended meanwhile, is news.
        input.value = '';
      },
    },
  });
  const element = h('label', { class: 'drop' }, input, icon('layers'), h('span', null, words, size));
  let locked = false;

  /** @param {File|undefined} file */
  function take(file) {
    if (!file || locked) return;
    setText(words, file.name);
    setText(size, t('import.size', { n: (file.size / 1_000_000).toFixed(file.size < 100_000 ? 3 : 1) }));
    onFile(file);
  }

  // Anywhere on the page: a file let go beside the field must not replace the page.
  /** @param {DragEvent} event */
  function over(event) {
    event.preventDefault();
    element.classList.toggle('is-over', event.type === 'dragover');
    if (event.type === 'drop') take(event.dataTransfer?.files[0]);
  }
  const events = /** @type {const} */ (['dragover', 'dragleave', 'drop']);
  for (const type of events) addEventListener(type, over);

  return {
    element,
    /** @param {boolean} next */
    lock(next) {
      locked = next;
      input.disabled = next;
    },
    destroy() {
      for (const type of events) removeEventListener(type, over);
      element.remove();
    },
  };
}
