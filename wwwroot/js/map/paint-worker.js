// Paints the layers of a map with many issues, away from the page's thread. Two canvases for each: one is seen while
// the other gets the picture of the next view.
import { createItemPainter } from './item-painter.js';

/** @typedef {{pair: number, canvases: OffscreenCanvas[]}|{orders: import('./hand.js').Order[]}} Message */

/** @type {ReturnType<typeof createItemPainter>[][]} */
const painters = [];

addEventListener('message', (/** @type {MessageEvent<Message>} */ { data }) => {
  if ('canvases' in data) {
    painters[data.pair] = data.canvases.map(createItemPainter);
    return;
  }
  for (const { pair, canvas, picture } of data.orders) painters[pair]?.[canvas]?.paint(picture);
  const done = data.orders.flatMap(({ pair, turn, picture }) => ('frame' in picture ? [{ pair, turn }] : []));
  // Said when the pictures are with the compositor: a frame later.
  if (done.length > 0) requestAnimationFrame(() => requestAnimationFrame(() => postMessage({ done })));
});

postMessage({ ready: true });
