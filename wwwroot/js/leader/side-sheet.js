// The place at the right where one thing at a time is shown: an issue's story or who to turn to.
import { h, replace } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @param {HTMLElement} place @param {{t: import('../ui/i18n.js').Translate, onClose: () => void}} options */
export function createSideSheet(place, { t, onClose }) {
  const close = h(
    'button',
    { type: 'button', class: 'sheet-close', 'aria-label': t('app.close'), on: { click: onClose } },
    icon('close'),
  );
  return {
    /** @param {HTMLElement|null} content Null closes it. */
    open(content) {
      place.hidden = content === null;
      if (!content) return replace(place);
      if (content.parentElement === place) return;
      replace(place, close, content);
      place.scrollTop = 0;
    },
  };
}
