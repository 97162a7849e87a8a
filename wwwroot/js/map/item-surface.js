// Where the issues are shown. Few of them: a canvas of the page. Many: two canvases of a worker, so that a change costs
// the page's thread a message.
import { createItemPainter } from './item-painter.js';
import { createSheets, hide, sheetOf, show } from './sheets.js';
import { putAt } from './view.js';

/** @typedef {import('./view.js').Frame} Frame */
/** @typedef {import('./item-painter.js').PaintedItem} PaintedItem */
/** @typedef {import('./item-painter.js').Patch} Patch */

/** @param {HTMLElement} pane @param {import('leaflet').Map} map @param {import('./hand.js').Hand} hand */
export function createItemSurface(pane, map, hand) {
  const own = sheetOf(pane);
  const painter = createItemPainter(own.element);
  /** @type {ReturnType<typeof createSheets>|null} */
  let sheets = null;
  hand.onChange(() => {
    if (hand.isReady) sheets = createSheets(pane, map, hand, hideOwn);
    else {
      sheets?.destroy();
      sheets = null;
    }
  });

  function hideOwn() {
    hide(own);
    // Its memory is free again.
    own.element.width = 0;
  }

  return {
    /** @param {Frame} frame @param {PaintedItem[]} items */
    paint(frame, items) {
      if (sheets) return sheets.paint(frame, { items: items.map(bare) });
      painter.paint({ frame, items });
      show(own, frame, map);
      own.element.hidden = false;
    },
    /** What differs from the last picture. @param {Patch[]} patches */
    patch(patches) {
      if (sheets) sheets.patch(patches.map((patch) => ({ ...patch, items: patch.items.map(bare) })));
      else painter.paint({ patches });
    },
    clear() {
      hide(own);
      sheets?.clear();
    },
    follow() {
      if (own.stand) putAt(own.element, own.stand, map);
      sheets?.follow();
    },
    destroy() {
      sheets?.destroy();
      own.element.remove();
    },
  };
}

/** What a painter needs of an item. @param {PaintedItem} item @returns {PaintedItem} */
const bare = ({ x, y, look, cluster }) => ({ x, y, look, cluster });
