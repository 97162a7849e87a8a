// Paints the issues of a map with many of them, away from the page's thread. Two canvases: one is seen while the other
// gets the picture of the next view.
import { createItemPainter } from './item-painter.js';

/** @typedef {{canvases: OffscreenCanvas[]}|{canvas: number, turn: number, picture: import('./item-painter.js').Picture}} Order */

/** @type {ReturnType<typeof createItemPainter>[]} */
let painters = [];

addEventListener('message', (/** @type {MessageEvent<Order>} */ { data }) => {
  if ('canvases' in data) {
    painters = data.canvases.map(createItemPainter);
    postMessage({ ready: true });
    return;
  }
  painters[data.canvas]?.paint(data.picture);
  // Said when the picture is with the compositor: a frame later.
  if ('items' in data.picture)
    requestAnimationFrame(() => requestAnimationFrame(() => postMessage({ turn: data.turn })));
});
