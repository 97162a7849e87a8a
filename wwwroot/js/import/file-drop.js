// One file, dragged here or chosen.
import { h, setText } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/**
 * @param {object} options
 * @param {import('../ui/i18n.js').Translate} options.t
 * @param {string} options.choose
 * @param {string} options.formats
 * @param {string} options.accept Endings, for the dialog that chooses.
 * @param {string} options.picture Name of an icon.
 * @param {(file: File) => void} options.onFile
 */
export function createFileDrop({ t, choose, formats, accept, picture, onFile }) {
  const words = h('strong', null, choose);
  const size = h('small', { class: 'quiet' }, formats);
  const input = h('input', {
    type: 'file',
    class: 'visually-hidden',
    accept,
    on: {
      change: () => {
        take(input.files?.[0]);
        // The same file chosen again, mended meanwhile, is news.
        input.value = '';
      },
    },
  });
  const element = h('label', { class: 'drop' }, input, icon(picture), h('span', null, words, size));
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
    // Another kind of import is shown: the file is for that one.
    if (!element.isConnected) return;
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
