// Where the issues are shown. Few of them: a canvas of the page. Many: two canvases of a worker, so that a change costs
// the page's thread a message; with a new view the hidden one is painted first and then takes the other's place.
import { createItemPainter } from './item-painter.js';
import { putAt, standOf } from './view.js';

/** @typedef {import('./view.js').Frame} Frame */
/** @typedef {import('./view.js').Stand} Stand */
/** @typedef {import('./item-painter.js').PaintedItem} PaintedItem */
/** @typedef {import('./item-painter.js').Patch} Patch */
/** @typedef {{element: HTMLCanvasElement, stand: Stand|null}} Sheet */

/** @param {HTMLElement} pane @param {import('leaflet').Map} map */
export function createItemSurface(pane, map) {
  const own = sheetOf(pane);
  const painter = createItemPainter(own.element);
  /** @type {ReturnType<typeof createRemote>|null} */
  let remote = null;
  let isRemote = false;

  return {
    /** Whether a repaint is no burden for the page's thread. */
    get isLight() {
      return isRemote;
    },
    /** There are many: a worker takes over, once it is there. Where none can be had, all stays as it is. @param {() => void} onReady */
    hire(onReady) {
      if (remote || typeof Worker === 'undefined' || !('transferControlToOffscreen' in own.element)) return;
      remote = createRemote(pane, map, {
        onReady() {
          isRemote = true;
          onReady();
        },
        onShown() {
          hide(own);
          // Its memory is free again.
          own.element.width = 0;
        },
        onLost() {
          const was = isRemote;
          isRemote = false;
          if (was) onReady();
        },
      });
    },
    /** @param {Frame} frame @param {PaintedItem[]} items */
    paint(frame, items) {
      if (isRemote) return remote?.paint(frame, items);
      painter.paint({ frame, items });
      show(own, frame, map);
      own.element.hidden = false;
    },
    /** What differs from the last picture. @param {Patch[]} patches */
    patch(patches) {
      if (isRemote) remote?.patch(patches);
      else painter.paint({ patches });
    },
    clear() {
      hide(own);
      remote?.hide();
    },
    follow() {
      for (const sheet of [own, ...(remote?.sheets ?? [])]) if (sheet.stand) putAt(sheet.element, sheet.stand, map);
    },
    destroy() {
      remote?.destroy();
      own.element.remove();
    },
  };
}

/** @param {HTMLElement} pane @returns {Sheet} */
function sheetOf(pane) {
  const element = document.createElement('canvas');
  element.className = 'map-picture';
  element.hidden = true;
  pane.append(element);
  return { element, stand: null };
}

/** @param {Sheet} sheet @param {Frame} frame @param {import('leaflet').Map} map */
function show(sheet, frame, map) {
  sheet.stand = standOf(frame);
  sheet.element.style.width = `${frame.width}px`;
  sheet.element.style.height = `${frame.height}px`;
  putAt(sheet.element, sheet.stand, map);
}

/** @param {Sheet} sheet */
function hide(sheet) {
  sheet.element.hidden = true;
  sheet.stand = null;
}

/**
 * @param {HTMLElement} pane
 * @param {import('leaflet').Map} map
 * @param {{onReady: () => void, onShown: () => void, onLost: () => void}} on
 */
function createRemote(pane, map, { onReady, onShown, onLost }) {
  const sheets = [sheetOf(pane), sheetOf(pane)];
  const worker = new Worker(new URL('./paint-worker.js', import.meta.url), { type: 'module' });
  let seen = 1;
  let target = 0;
  let turn = 0;
  worker.onmessage = ({ data }) => {
    if (data.ready) return onReady();
    // An older view's picture: the newer one is on its way.
    if (data.turn !== turn) return;
    for (const [i, { element }] of sheets.entries()) element.classList.toggle('is-waiting', i !== target);
    seen = target;
    onShown();
  };
  worker.onerror = (event) => {
    // Its file could not be had: the page paints by itself as before.
    console.warn('map: no painting worker', event.message);
    destroy();
    onLost();
  };
  const canvases = sheets.map(({ element }) => element.transferControlToOffscreen());
  worker.postMessage({ canvases }, canvases);

  function destroy() {
    worker.terminate();
    for (const { element } of sheets) element.remove();
  }

  return {
    sheets,
    /** @param {Frame} frame @param {PaintedItem[]} items */
    paint(frame, items) {
      turn++;
      const { left, top, width, height, dense, unit, palette } = frame;
      const { element, stand } = /** @type {Sheet} */ (sheets[seen]);
      const { scale, worldX, worldY } = standOf(frame);
      const isHere = stand?.scale === scale && stand.worldX === worldX && stand.worldY === worldY;
      // The same view, and much of it differs: painted over where it is seen.
      target = isHere && element.style.width === `${width}px` ? seen : 1 - seen;
      const sheet = /** @type {Sheet} */ (sheets[target]);
      // What is seen until then stands where it belongs now.
      if (stand) putAt(element, stand, map);
      if (target !== seen) sheet.element.classList.add('is-waiting');
      sheet.element.hidden = false;
      show(sheet, frame, map);
      const bareFrame = { left, top, width, height, dense, unit, palette };
      worker.postMessage({ canvas: target, turn, picture: { frame: bareFrame, items: items.map(bare) } });
    },
    /** @param {Patch[]} patches */
    patch(patches) {
      const picture = { patches: patches.map((patch) => ({ ...patch, items: patch.items.map(bare) })) };
      worker.postMessage({ canvas: target, turn, picture });
    },
    hide() {
      for (const sheet of sheets) hide(sheet);
    },
    destroy,
  };
}

/** What a painter needs of an item. @param {PaintedItem} item @returns {PaintedItem} */
const bare = ({ x, y, look, cluster }) => ({ x, y, look, cluster });
